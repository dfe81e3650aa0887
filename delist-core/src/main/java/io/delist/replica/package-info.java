/** Follows the store into a blocklist in memory, and reports how far it has come. */
@NullMarked
package io.delist.replica;

import org.jspecify.annotations.NullMarked;
