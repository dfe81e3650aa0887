package io.delist.mail;

import jakarta.mail.internet.MimeMessage;

/**
 * Hands a message to the mail system.
 *
 * <p><b>Threads:</b> must be safe to call from several at once.
 */
public interface MailRelay {

  /** Tries once to hand the message over. Never throws for what the network or the relay does. */
  Handover handOver(MimeMessage message);

  /** What the relay made of a message. */
  sealed interface Handover {

    /** It has taken the message. */
    record Taken() implements Handover {}

    /** Not now: it is away, or says so. */
    record Later(String why) implements Handover {}

    /** It will never take a message for this mailbox. */
    record Never(String why) implements Handover {}
  }
}
