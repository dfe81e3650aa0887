package io.delist.mail;

import com.google.common.base.CharMatcher;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import org.jspecify.annotations.Nullable;

/**
 * A relay spoken to over SMTP by the Jakarta Mail implementation at hand (Angus Mail), one session
 * a message.
 *
 * <p>A recipient that the relay refuses with a 5xx reply is refused for good; everything else that
 * goes wrong is tried again.
 */
public final class SmtpRelay implements MailRelay {

  /** What a relay says goes into logs, one line each. */
  private static final CharMatcher ONE_LINE =
      CharMatcher.inRange(' ', '~').negate().or(CharMatcher.is(' '));

  private final Session session;
  private final @Nullable String user;
  private final @Nullable String password;

  /**
   * @param session with host, port, time limits and TLS of the relay as {@code mail.smtp.*}
   *     properties
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
      transport.sendMessage(message, message.getAllRecipients());
      return new Handover.Taken();
    } catch (SendFailedException e) {
      boolean refused = e.getInvalidAddresses() != null && e.getInvalidAddresses().length > 0;
      return refused ? new Handover.Never(words(e)) : new Handover.Later(words(e));
    } catch (MessagingException e) {
      return new Handover.Later(words(e));
    }
  }

  /** The innermost message: the relay's own words, or what the network did. */
  private static String words(MessagingException e) {
    Exception last = e;
    Exception next = e.getNextException();
    while (next != null) {
      last = next;
      next = next instanceof MessagingException m ? m.getNextException() : null;
    }
    return ONE_LINE.trimAndCollapseFrom(String.valueOf(last.getMessage()), ' ');
  }
}
