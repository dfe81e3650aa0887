/** List files in: each {@link io.delist.feed.FeedFormat} reads its own. */
@NullMarked
package io.delist.feed;

import org.jspecify.annotations.NullMarked;
