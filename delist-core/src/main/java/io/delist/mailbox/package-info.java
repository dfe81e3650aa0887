/**
 * Email addresses: the one place where text becomes one.
 *
 * <p>What comes out can be written into an SMTP command and a header as it stands: no white space,
 * no line break, no bracket, one mailbox; ASCII, unless SMTPUTF8 was asked for.
 */
@NullMarked
package io.delist.mailbox;

import org.jspecify.annotations.NullMarked;
