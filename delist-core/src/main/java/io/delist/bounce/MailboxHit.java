package io.delist.bounce;

import io.delist.mailbox.EmailAddress;

/**
 * A mailbox in a text that seems to be the sender's own.
 *
 * @param index where it starts
 */
record MailboxHit(EmailAddress email, int index, Role role) {

  /** How surely errors about the mail went to it, the least sure first. */
  enum Role {
    /** The refused mail says that it is from there: {@code From: user@example.com}. */
    AUTHOR,
    /** The refused mail's reverse-path (RFC 5321 section 3.3): {@code MAIL FROM:<…>}. */
    REVERSE_PATH,
    /** The error itself is addressed to it. */
    ADDRESSEE
  }
}
