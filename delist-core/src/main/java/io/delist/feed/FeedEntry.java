package io.delist.feed;

import io.delist.net.IpPrefix;

/**
 * One entry of a list file.
 *
 * @param prefix what is listed
 * @param value what the file says of it
 */
public record FeedEntry(IpPrefix prefix, FeedValue value) {}
