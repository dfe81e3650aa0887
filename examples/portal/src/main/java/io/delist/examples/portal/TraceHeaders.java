package io.delist.examples.portal;

import io.delist.examples.portal.StoredMail.Envelope;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MailDateFormat;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.text.ParseException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a mail server writes on top of a message that it delivers (RFC 5321 section 4.4), and reads
 * back after a restart. The name that the client gave for itself is left out: nobody checked it.
 */
final class TraceHeaders {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final Pattern RECEIVED =
      Pattern.compile("from \\[([^\\]]+)\\].*;\\s*(.+)", Pattern.DOTALL);

  private TraceHeaders() {}

  static String of(Envelope envelope, Instant at) {
    return "Return-Path: <"
        + envelope.sender()
        + ">\r\nDelivered-To: "
        + envelope.recipient()
        + "\r\nReceived: from ["
        + envelope.client()
        + "]\r\n by mail.example.org with ESMTP; "
        + DATE.format(at)
        + "\r\n";
  }

  /**
   * @throws IOException if the message was not written by this program
   */
  static StoredMail read(long number, MimeMessage message) throws IOException {
    try {
      Matcher received = RECEIVED.matcher(required(message, "Received"));
      if (!received.matches()) {
        throw new IOException("its first Received header is not ours");
      }
      String path = required(message, "Return-Path");
      Envelope envelope =
          new Envelope(
              received.group(1),
              path.substring(1, path.length() - 1),
              required(message, "Delivered-To"));
      Instant at = new MailDateFormat().parse(received.group(2)).toInstant();
      return new StoredMail(number, envelope, at, subject(message));
    } catch (MessagingException | ParseException e) {
      throw new IOException("its headers cannot be read", e);
    }
  }

  private static String required(MimeMessage message, String name)
      throws MessagingException, IOException {
    @Nullable String[] values = message.getHeader(name);
    if (values == null || values.length == 0 || values[0] == null) {
      throw new IOException("it has no " + name + " header");
    }
    return values[0].strip();
  }

  private static String subject(MimeMessage message) throws MessagingException {
    String subject = message.getSubject();
    return subject == null ? "" : subject.strip();
  }
}
