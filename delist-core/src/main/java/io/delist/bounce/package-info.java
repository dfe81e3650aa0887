/**
 * Reads a pasted or attached bounce: which IP address was refused, which mailbox the error was sent
 * to, which reason code and which reference the refusal gave.
 *
 * <p>All text here comes from outside. Nothing is trusted but a reference that verifies, and
 * whatever is read takes time and memory in proportion to a bounded input.
 */
@NullMarked
package io.delist.bounce;

import org.jspecify.annotations.NullMarked;
