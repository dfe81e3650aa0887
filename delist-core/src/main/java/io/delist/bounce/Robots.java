package io.delist.bounce;

import java.util.List;
import java.util.Locale;

/** Mailboxes that programs send from and nobody reads. */
final class Robots {

  /** Ends of local parts; Exchange puts 32 hexadecimal digits behind its own. */
  private static final List<String> OF_ERRORS =
      List.of("mailer-daemon@", "postmaster@", "microsoftexchange");

  private static final List<String> OF_OTHER_MAIL =
      List.of("no-reply@", "noreply@", "do-not-reply@", "donotreply@");

  private Robots() {}

  /** Whether a mailbox, or a field that holds one, is of a robot. */
  static boolean isIn(String text) {
    return sendsErrors(text) || contains(text, OF_OTHER_MAIL);
  }

  /** Whether a mailbox, or a field that holds one, is of a robot that sends nothing but errors. */
  static boolean sendsErrors(String text) {
    return contains(text, OF_ERRORS);
  }

  private static boolean contains(String text, List<String> names) {
    String lower = text.toLowerCase(Locale.ROOT);
    return names.stream().anyMatch(lower::contains);
  }
}
