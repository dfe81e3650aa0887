package io.delist.mailbox;

import java.text.Normalizer;
import java.util.Locale;

/**
 * One mailbox, as it is written in SMTP: a dot-atom, {@code @}, a domain name in A-labels; 254
 * octets or less. The dot-atom is in ASCII, unless SMTPUTF8 was asked for.
 *
 * <p>The local part stays as it was typed, since the receiving system may tell case apart. Two
 * addresses are equal when their {@link #canonical()} forms are: nobody gets a second mailbox's
 * share of anything by writing the first one in capitals.
 *
 * <p>The text never holds white space, control characters, quotes or brackets, nor a character
 * whose low byte is a CR, an LF or a NUL, so it cannot add a command or a header to a mail; outside
 * ASCII it holds letters, digits and marks in the local part and nothing else. Immutable.
 *
 * <p><b>Threads:</b> safe. Source: RFC 5321 sections 4.1.2 and 4.5.3.1, RFC 5322 section 3.2.3, RFC
 * 3490, RFC 6531 section 3.3.
 */
public final class EmailAddress {

  /** Below {@code .invalid}, which is nobody's and never will be (RFC 2606 section 2). */
  private static final String ERASED_DOMAIN = "erased.invalid";

  private final String localPart;
  private final String domain;
  private final String canonical;

  /** For {@link EmailText}, which has checked both parts. */
  EmailAddress(String localPart, String domain) {
    this.localPart = localPart;
    this.domain = domain;
    this.canonical =
        Normalizer.normalize(localPart, Normalizer.Form.NFC).toLowerCase(Locale.ROOT)
            + "@"
            + domain;
  }

  /**
   * Reads {@code name@example.org}; a domain in another script becomes A-labels ({@code xn--…}).
   *
   * @throws EmailSyntaxException if it is anything else: white space around it, a display name,
   *     brackets, a quoted local part, a comment, a list, an IP literal, a domain of one label, a
   *     local part outside ASCII
   */
  public static EmailAddress parse(String text) {
    return EmailText.parse(text, false);
  }

  /**
   * {@link #parse} that takes local parts outside ASCII as well. They can only be mailed through a
   * relay that offers SMTPUTF8.
   *
   * @throws EmailSyntaxException as {@link #parse} does
   */
  public static EmailAddress parseUtf8(String text) {
    return EmailText.parse(text, true);
  }

  /**
   * What stands in the place of a mailbox whose address was erased: {@code <mark>@erased.invalid},
   * to which no mail can go.
   *
   * @param mark what is kept of it; fit for a local part
   * @throws EmailSyntaxException if it is not
   */
  public static EmailAddress erased(String mark) {
    return parse(mark + "@" + ERASED_DOMAIN);
  }

  /** Whether it only stands in the place of a mailbox that was erased. */
  public boolean isErased() {
    return domain.equals(ERASED_DOMAIN);
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
    return localPart.substring(0, localPart.offsetByCodePoints(0, 1)) + "***@" + domain;
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
