package io.delist.mailbox;

import java.util.Locale;

/**
 * One mailbox, as it is written in SMTP: a dot-atom in ASCII, {@code @}, a domain name in A-labels.
 *
 * <p>The local part stays as it was typed, since the receiving system may tell case apart. Two
 * addresses are equal when their {@link #canonical()} forms are: nobody gets a second mailbox's
 * share of anything by writing the first one in capitals.
 *
 * <p>The text never holds white space, control characters, quotes, brackets, or anything outside
 * printable ASCII, so it cannot add a command or a header to a mail. Immutable.
 *
 * <p><b>Threads:</b> safe. Source: RFC 5321 sections 4.1.2 and 4.5.3.1, RFC 5322 section 3.2.3, RFC
 * 3490.
 */
public final class EmailAddress {

  private final String localPart;
  private final String domain;
  private final String canonical;

  /** For {@link EmailText}, which has checked both parts. */
  EmailAddress(String localPart, String domain) {
    this.localPart = localPart;
    this.domain = domain;
    this.canonical = localPart.toLowerCase(Locale.ROOT) + "@" + domain;
  }

  /**
   * Reads {@code name@example.org}; a domain in another script becomes A-labels ({@code xn--…}).
   *
   * @throws EmailSyntaxException if it is anything else: white space around it, a display name,
   *     brackets, a quoted local part, a comment, a list, an IP literal, a domain of one label
   */
  public static EmailAddress parse(String text) {
    return EmailText.parse(text);
  }

  /** What stands before the {@code @}, as it was typed. */
  public String localPart() {
    return localPart;
  }

  /** The domain in lower-case A-labels, without a dot at its end. */
  public String domain() {
    return domain;
  }

  /** The form for comparing, counting and hashing: all of it in lower case. Not for sending. */
  public String canonical() {
    return canonical;
  }

  /** The form for pages and logs that need not know the mailbox: {@code s***@example.org}. */
  public String masked() {
    return localPart.charAt(0) + "***@" + domain;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EmailAddress that && canonical.equals(that.canonical);
  }

  @Override
  public int hashCode() {
    return canonical.hashCode();
  }

  /** The form for sending. */
  @Override
  public String toString() {
    return localPart + "@" + domain;
  }
}
