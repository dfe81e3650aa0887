/**
 * The hook for Apache James protocols-smtp 3.8 (an optional dependency): put {@link
 * io.delist.smtp.james.DelistRcptHook} first into the handler chain.
 */
@NullMarked
package io.delist.smtp.james;

import org.jspecify.annotations.NullMarked;
