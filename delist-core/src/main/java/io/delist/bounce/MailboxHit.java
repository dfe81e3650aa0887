package io.delist.bounce;

import io.delist.mailbox.EmailAddress;

/**
 * A mailbox in a text.
 *
 * @param index where it starts
 */
record MailboxHit(EmailAddress email, int index, Role role) {

  /** How surely the mail was for it, the least sure first. */
  enum Role {
    /** It sent the mail, or the bounce. */
    SENDER,
    /** Nothing says what it is. */
    OTHER,
    /** "to user@example.org". */
    ADDRESSED,
    /** {@code <user@example.org>:}, or the server was asked for it. */
    REFUSED,
    /** The report names it as the final recipient (RFC 3464 section 2.3.2). */
    FINAL
  }
}
