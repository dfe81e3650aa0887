package io.delist.mail;

import io.delist.store.DelistRequest;
import io.delist.store.MailKind;
import io.delist.workflow.RequestProofs;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.time.Duration;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/**
 * Writes the portal's mails: the confirmation with link and code, and what became of a request. The
 * words are a template's, everything else is written here; nothing of the visitor's own words is in
 * it.
 *
 * <p>Each mail carries a signed link by which its reader ends all mail from this portal: in its
 * text, as a page with a button, and as {@code List-Unsubscribe}, which a mail program uses with
 * one POST where the portal's URL is https (RFC 8058). RFC 8058 section 4 asks that DKIM covers
 * both headers: that is the relay's to do.
 *
 * <p>Both parts are quoted-printable, so that no line on the wire is longer than 76 octets however
 * long a link is. <b>Threads:</b> safe.
 */
public final class PortalMail {

  private final RequestProofs proofs;
  private final URI portal;
  private final InternetAddress from;
  private final MailTemplates templates;
  private final Session session;

  /**
   * @param portal the portal's public URL, with a slash at the end
   * @param from the mailbox that mails come from
   * @param templates the words
   */
  public PortalMail(
      RequestProofs proofs, URI portal, InternetAddress from, MailTemplates templates) {
    this.proofs = proofs;
    this.portal = portal;
    this.from = from;
    this.templates = templates;
    Properties properties = new Properties();
    // Only mailboxes outside ASCII make a difference (RFC 6532); they come in if they are let in.
    properties.setProperty("mail.mime.allowutf8", "true");
    this.session = Session.getInstance(properties);
  }

  /** With our own words. */
  public PortalMail(RequestProofs proofs, URI portal, InternetAddress from) {
    this(proofs, portal, from, new BundledTexts());
  }

  /**
   * The mail of a kind for a request; each call makes the same, but for its date.
   *
   * @param listing what lists the address now, for the mail that tells it
   * @param nth how often this kind was made for the request before: 0, or more for one that was
   *     asked for again, which must not be taken for a copy
   */
  MimeMessage write(
      MailKind kind, DelistRequest request, Optional<MailFacts.Listing> listing, int nth, Date date)
      throws MessagingException, UnsupportedEncodingException {
    URI neverMail = portal.resolve("n/" + proofs.neverMailTokenOf(request.email()));
    MailText text =
        templates.write(
            new MailFacts(
                kind,
                request.language(),
                request.address().toString(),
                portal,
                portal.resolve("requests/" + request.id()),
                neverMail,
                confirmation(kind, request),
                listing));
    MimeMessage message = new DelistMessage(session, messageId(kind, request, nth));
    message.setFrom(from);
    message.setRecipient(
        Message.RecipientType.TO, new InternetAddress(request.email().toString(), true));
    message.setHeader("Subject", SubjectHeader.of(text.subject()));
    message.setSentDate(date);
    // RFC 3834 section 5: nobody's autoresponder is to answer this.
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setHeader("Content-Language", request.language().toLanguageTag());
    message.setHeader("List-Unsubscribe", "\r\n <" + neverMail + ">");
    if ("https".equals(portal.getScheme())) {
      message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }
    message.setContent(multipart(text));
    message.saveChanges();
    return message;
  }

  private Optional<MailFacts.Confirmation> confirmation(MailKind kind, DelistRequest request) {
    return kind == MailKind.CONFIRMATION
        ? Optional.of(
            new MailFacts.Confirmation(
                portal.resolve("confirm/" + proofs.linkOf(request)),
                proofs.codeOf(request),
                request.expiresAt(),
                Duration.between(request.createdAt(), request.expiresAt()).toMinutes()))
        : Optional.empty();
  }

  private static MimeMultipart multipart(MailText text) throws MessagingException {
    MimeMultipart parts = new MimeMultipart("alternative");
    parts.addBodyPart(part(text.plain(), "plain"));
    parts.addBodyPart(part(text.html(), "html"));
    return parts;
  }

  private static MimeBodyPart part(String content, String subtype) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setText(content, "UTF-8", subtype);
    part.setHeader("Content-Transfer-Encoding", "quoted-printable");
    return part;
  }

  private String messageId(MailKind kind, DelistRequest request, int nth) {
    String domain = from.getAddress().substring(from.getAddress().lastIndexOf('@') + 1);
    String what = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return "<" + request.id() + "." + what + (nth == 0 ? "" : "." + nth) + "@" + domain + ">";
  }
}
