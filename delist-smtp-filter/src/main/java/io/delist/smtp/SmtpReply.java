package io.delist.smtp;

import java.util.regex.Pattern;

/**
 * One negative reply of one line: {@code 550 5.7.606 Access denied, …}. What is in it has been
 * checked: nothing can end the line early or disagree about how permanent the failure is.
 * Immutable.
 *
 * <p>Source: RFC 5321 sections 4.2 and 4.5.3.1.5, RFC 3463 section 2, RFC 2034 section 4.
 *
 * @param code 400 to 459 (come back later) or 500 to 559 (do not)
 * @param enhancedCode the enhanced status code, of the same class: {@code 5.7.606}
 * @param text printable ASCII, not blank at either end
 */
public record SmtpReply(int code, String enhancedCode, String text) {

  /** The longest reply line, its CR and LF included. */
  public static final int LONGEST_LINE_OCTETS = 512;

  private static final int CRLF_OCTETS = 2;
  private static final Pattern ENHANCED =
      Pattern.compile("[245]\\.(0|[1-9][0-9]{0,2})\\.(0|[1-9][0-9]{0,2})");

  /**
   * @throws IllegalArgumentException if a part is out of form, the classes of the two codes differ,
   *     or the line is longer than 512 octets
   */
  public SmtpReply {
    boolean negative = (code >= 400 && code <= 459) || (code >= 500 && code <= 559);
    if (!negative) {
      throw new IllegalArgumentException(
          "reply code " + code + " is out of range; must be 400 to 459 or 500 to 559");
    }
    if (!ENHANCED.matcher(enhancedCode).matches()) {
      throw new IllegalArgumentException(
          "an enhanced status code is class.subject.detail, for example 5.7.606:"
              + " class 2, 4 or 5, the others 0 to 999 without leading zeros");
    }
    if (enhancedCode.charAt(0) - '0' != code / 100) {
      throw new IllegalArgumentException(
          "reply code "
              + code
              + " and enhanced status code "
              + enhancedCode
              + " are of different classes; make the first digits agree");
    }
    if (!text.equals(text.strip()) || text.isEmpty()) {
      throw new IllegalArgumentException("a reply's text may not be empty or blank at an end");
    }
    int position = SmtpText.firstUnprintable(text);
    if (position >= 0) {
      throw new IllegalArgumentException(
          "a reply's text must be one line of printable ASCII; character "
              + (position + 1)
              + " is U+"
              + String.format("%04X", (int) text.charAt(position)));
    }
    int octets = 3 + 1 + enhancedCode.length() + 1 + text.length() + CRLF_OCTETS;
    if (octets > LONGEST_LINE_OCTETS) {
      throw new IllegalArgumentException(
          "a reply line of "
              + octets
              + " octets is too long; the limit is "
              + LONGEST_LINE_OCTETS
              + " with CR and LF");
    }
  }

  /** What follows the code: {@code 5.7.606 Access denied, …}. */
  public String message() {
    return enhancedCode + " " + text;
  }

  /** The whole line, without CR and LF. */
  public String line() {
    return code + " " + message();
  }

  void checkClass(int wanted, String verb) {
    if (code / 100 != wanted) {
      throw new IllegalArgumentException(
          "a reply with code " + code + " cannot " + verb + "; that takes a " + wanted + "xx code");
    }
  }

  @Override
  public String toString() {
    return line();
  }
}
