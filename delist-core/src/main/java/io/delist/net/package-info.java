/**
 * IP addresses and prefixes: strict text, one canonical form, and the special-purpose ranges of the
 * IANA registries.
 *
 * <p>This is the one place where text becomes an address, and the one place where {@code
 * ::ffff:a.b.c.d} becomes {@code a.b.c.d}.
 */
@NullMarked
package io.delist.net;

import org.jspecify.annotations.NullMarked;
