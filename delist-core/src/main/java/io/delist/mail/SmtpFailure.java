package io.delist.mail;

import com.google.common.base.CharMatcher;
import io.delist.mail.MailRelay.Handover;
import jakarta.mail.MessagingException;
import java.util.Set;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/**
 * What a failed session means for the message. A 5xx to RCPT, to DATA or to the message itself is
 * the last word about it (RFC 5321 section 4.2.1). A 5xx before that is about us (the sender, the
 * authentication, the relay's mood): whoever runs the portal mends it, and the mail waits.
 */
final class SmtpFailure {

  /** What a relay says goes into logs and onto a page, one line each. */
  private static final CharMatcher ONE_LINE =
      CharMatcher.inRange(' ', '~').negate().or(CharMatcher.is(' '));

  private static final Set<String> ABOUT_THE_MESSAGE = Set.of("DATA", ".");
  private static final int LAST_WORD = 500;
  private static final int MOST_LINKS = 20;

  private SmtpFailure() {}

  static Handover of(MessagingException failure) {
    Exception last = failure;
    boolean never = false;
    for (int i = 0; i < MOST_LINKS && last instanceof MessagingException link; i++) {
      never |= isLastWord(link);
      Exception next = link.getNextException();
      if (next == null) {
        break;
      }
      last = next;
    }
    String words = ONE_LINE.trimAndCollapseFrom(String.valueOf(last.getMessage()), ' ');
    return never ? new Handover.Never(words) : new Handover.Later(words);
  }

  private static boolean isLastWord(MessagingException failure) {
    if (failure instanceof SMTPAddressFailedException address) {
      return address.getReturnCode() >= LAST_WORD;
    }
    return failure instanceof SMTPSendFailedException send
        && send.getReturnCode() >= LAST_WORD
        && ABOUT_THE_MESSAGE.contains(send.getCommand());
  }
}
