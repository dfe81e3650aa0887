/**
 * Where list files come from: a file that somebody else writes, a URL that somebody else serves.
 * Each {@link io.delist.fetch.ListPlace} is looked at again and again and says when there is
 * something new, whole and within the limits.
 */
@NullMarked
package io.delist.fetch;

import org.jspecify.annotations.NullMarked;
