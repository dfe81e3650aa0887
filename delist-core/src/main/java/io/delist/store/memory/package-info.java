/** A store in memory, for tests and for small uses that may forget everything at the end. */
@NullMarked
package io.delist.store.memory;

import org.jspecify.annotations.NullMarked;
