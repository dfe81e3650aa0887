/** List files in: one address or prefix a line. */
@NullMarked
package io.delist.feed;

import org.jspecify.annotations.NullMarked;
