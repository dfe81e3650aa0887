/**
 * List files: each {@link io.delist.feed.FeedFormat} reads its own, {@link
 * io.delist.feed.FeedWriters} write what others read.
 */
@NullMarked
package io.delist.feed;

import org.jspecify.annotations.NullMarked;
