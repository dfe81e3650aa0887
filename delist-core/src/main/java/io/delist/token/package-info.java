/**
 * What delist hands out and later recognises: confirmation tokens, references in refusals, short
 * codes, request ids; and the keys that make them.
 *
 * <p>There is one algorithm, HMAC-SHA-256, and a key for each purpose, derived from the ring's key
 * (RFC 5869). Nothing here reads a clock, keeps state, or prints a key, token or code.
 */
@NullMarked
package io.delist.token;

import org.jspecify.annotations.NullMarked;
