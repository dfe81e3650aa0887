/** What the tests of several packages share. */
@NullMarked
package io.delist;

import org.jspecify.annotations.NullMarked;
