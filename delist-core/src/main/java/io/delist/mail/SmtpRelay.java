package io.delist.mail;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.Arrays;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * A relay spoken to over SMTP with Angus Mail, one session a message.
 *
 * <p>A 5xx reply to RCPT, to DATA or to the message is the relay's last word, and so is a mailbox
 * outside ASCII where the relay does not offer SMTPUTF8 (RFC 6531 section 3.1); everything else
 * that goes wrong is tried again.
 */
public final class SmtpRelay implements MailRelay {

  private final Session session;
  private final @Nullable String user;
  private final @Nullable String password;

  /**
   * @param session with host, port, time limits and TLS of the relay as {@code mail.smtp.*}
   *     properties; {@code mail.mime.allowutf8=true} if mailboxes outside ASCII are let in
   * @param user for authentication, or null for none
   * @param password for authentication, or null for none
   */
  public SmtpRelay(Session session, @Nullable String user, @Nullable String password) {
    this.session = session;
    this.user = user;
    this.password = password;
  }

  @Override
  public Handover handOver(MimeMessage message) {
    try (Transport transport = session.getTransport("smtp")) {
      transport.connect(user, password);
      if (needsUtf8(message) && !offersUtf8(transport)) {
        return new Handover.Never(
            "the relay does not offer SMTPUTF8, which a mailbox outside ASCII needs");
      }
      transport.sendMessage(message, message.getAllRecipients());
      return new Handover.Taken();
    } catch (MessagingException e) {
      return SmtpFailure.of(e);
    }
  }

  private static boolean needsUtf8(MimeMessage message) throws MessagingException {
    Address[] recipients = message.getAllRecipients();
    return recipients != null
        && Arrays.stream(recipients)
            .map(recipient -> ((InternetAddress) recipient).getAddress())
            .anyMatch(address -> !address.chars().allMatch(c -> c < 0x80));
  }

  private static boolean offersUtf8(Transport transport) {
    return transport instanceof SMTPTransport smtp && smtp.supportsExtension("SMTPUTF8");
  }
}
