package io.delist.examples.portal;

import java.time.Instant;

/**
 * What the mailbox page shows of a message without opening it.
 *
 * @param number counts up with each message
 * @param envelope how it came
 * @param at when
 * @param subject decoded; empty if there is none
 */
record StoredMail(long number, Envelope envelope, Instant at, String subject) {

  /**
   * How a message came. All three were checked before: none can break a header line.
   *
   * @param client the address of the SMTP client
   * @param sender from MAIL FROM; empty for a bounce
   * @param recipient from RCPT TO
   */
  record Envelope(String client, String sender, String recipient) {}
}
