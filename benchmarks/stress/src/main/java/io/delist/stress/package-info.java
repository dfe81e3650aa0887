/** Races with forbidden outcomes, in words: what a reader may see while a writer writes. */
@NullMarked
package io.delist.stress;

import org.jspecify.annotations.NullMarked;
