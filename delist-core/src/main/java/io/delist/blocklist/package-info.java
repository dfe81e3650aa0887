/**
 * The blocklist: what is listed, exempt and allowed, and the verdict for one address.
 *
 * <p>Read {@link io.delist.blocklist.BlocklistView} first: it holds the precedence, the whole of
 * it.
 */
@NullMarked
package io.delist.blocklist;

import org.jspecify.annotations.NullMarked;
