package io.delist.mail;

import io.delist.store.DelistRequest;
import io.delist.workflow.RequestProofs;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.ResourceBundle;

/**
 * Writes the confirmation mail of a request: the link, the code, how long both last, and what to do
 * if one did not ask. Text and HTML say the same; nothing of the visitor's own words is in it.
 *
 * <p><b>Threads:</b> safe.
 */
public final class ConfirmationMail {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final RequestProofs proofs;
  private final URI portal;
  private final InternetAddress from;
  private final Session session = Session.getInstance(new Properties());

  /**
   * @param portal the portal's public URL, with a slash at the end
   * @param from the mailbox that it comes from
   */
  public ConfirmationMail(RequestProofs proofs, URI portal, InternetAddress from) {
    this.proofs = proofs;
    this.portal = portal;
    this.from = from;
  }

  /** The mail for a request; each call makes the same, but for its date. */
  MimeMessage write(DelistRequest request, Date date)
      throws MessagingException, UnsupportedEncodingException {
    Words words = new Words(request.language());
    String address = request.address().toString();
    String minutes =
        Long.toString(Duration.between(request.createdAt(), request.expiresAt()).toMinutes());
    MailBody body =
        new MailBody(request.language())
            .paragraph(words.of("asked", portal.toString(), address))
            .paragraph(words.of("open"))
            .link(portal.resolve("confirm/" + proofs.linkOf(request)))
            .paragraph(words.of("code"))
            .emphasis(proofs.codeOf(request))
            .paragraph(words.of("until", TIME.format(request.expiresAt()), minutes))
            .paragraph(words.of("unasked"));
    MimeMessage message = new DelistMessage(session, messageId(request));
    message.setFrom(from);
    message.setRecipient(
        jakarta.mail.Message.RecipientType.TO,
        new InternetAddress(request.email().toString(), true));
    message.setHeader("Subject", SubjectHeader.of(words.of("subject", address)));
    message.setSentDate(date);
    // RFC 3834 section 5: nobody's autoresponder is to answer this.
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setHeader("Content-Language", request.language().toLanguageTag());
    message.setContent(body.toMultipart());
    message.saveChanges();
    return message;
  }

  private String messageId(DelistRequest request) {
    String domain = from.getAddress().substring(from.getAddress().lastIndexOf('@') + 1);
    return "<" + request.id() + ".confirmation@" + domain + ">";
  }

  /** The mail's texts in one language. */
  private record Words(Locale locale) {
    String of(String key, String... facts) {
      ResourceBundle texts =
          ResourceBundle.getBundle(
              "io.delist.mail.confirmation",
              locale,
              ResourceBundle.Control.getNoFallbackControl(
                  ResourceBundle.Control.FORMAT_PROPERTIES));
      String text = texts.getString(key);
      for (int i = 0; i < facts.length; i++) {
        text = text.replace("{" + i + "}", List.of(facts).get(i));
      }
      return text;
    }
  }
}
