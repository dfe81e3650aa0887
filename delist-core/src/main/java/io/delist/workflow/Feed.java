package io.delist.workflow;

import io.delist.feed.FeedFormat;

/**
 * A list that a source is to have, all of it, from a file.
 *
 * @param name what it is called in reports: the file, or the URL without what is secret in it
 * @param format what the file is written in
 * @param grounds what is said of its entries where the file says nothing
 * @param allowWide whether prefixes between the two limits of the guard {@code shortest-prefix} are
 *     listed; each is written into the audit log
 */
public record Feed(
    String name, FeedFormat format, ListingDesk.Grounds grounds, boolean allowWide) {}
