/**
 * Email addresses: the one place where text becomes one.
 *
 * <p>What comes out can be written into an SMTP command and a header as it stands: ASCII, no white
 * space, no line break, no bracket, one mailbox.
 */
@NullMarked
package io.delist.mailbox;

import org.jspecify.annotations.NullMarked;
