package io.delist.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;

/**
 * A message with a Message-ID of our choice: the same at each attempt, so that a relay that took it
 * and lost the answer makes no second mail of it. (Jakarta Mail's own names the machine's user.)
 */
final class DelistMessage extends MimeMessage {

  private final String messageId;

  DelistMessage(Session session, String messageId) {
    super(session);
    this.messageId = messageId;
  }

  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", messageId);
  }
}
