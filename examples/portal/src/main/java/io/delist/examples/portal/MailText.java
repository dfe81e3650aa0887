package io.delist.examples.portal;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;

/** Reads a message for people: its plain text, wherever it is among the parts. */
final class MailText {

  /** Parts within parts deeper than this are not looked at. */
  private static final int DEEPEST = 5;

  private MailText() {}

  /** The first plain text, or a sentence that there is none. */
  static String of(byte[] raw) {
    try {
      MimeMessage message = Mailbox.parse(new ByteArrayInputStream(raw));
      return find(message, DEEPEST)
          .map(String::stripTrailing)
          .orElse("(This message has no plain text.)");
    } catch (IOException | MessagingException e) {
      return "(This message cannot be read: " + e.getMessage() + ")";
    }
  }

  private static Optional<String> find(Part part, int depth)
      throws MessagingException, IOException {
    if (part.isMimeType("text/plain")) {
      return Optional.of(String.valueOf(part.getContent()));
    }
    if (depth > 0 && part.getContent() instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        BodyPart next = parts.getBodyPart(i);
        Optional<String> found = find(next, depth - 1);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }
}
