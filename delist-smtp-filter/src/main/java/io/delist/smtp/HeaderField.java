package io.delist.smtp;

import java.util.regex.Pattern;

/**
 * One header field of a message, on one line. What is in it has been checked: it cannot end the
 * line or the header. Immutable.
 *
 * <p>Source: RFC 5322 sections 2.1.1 and 2.2.
 *
 * @param name letters, digits and hyphens; 1 to 64 characters
 * @param value printable ASCII, not blank at either end; up to 512 characters
 */
public record HeaderField(String name, String value) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,63}");
  private static final int LONGEST_VALUE = 512;

  /**
   * @throws IllegalArgumentException if a part is out of form
   */
  public HeaderField {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "header field name "
              + SmtpText.quote(name)
              + " must be 1 to 64 of A-Z, a-z, 0-9 and -, a letter first; for example X-Delist");
    }
    if (value.isEmpty()
        || value.length() > LONGEST_VALUE
        || !value.equals(value.strip())
        || SmtpText.firstUnprintable(value) >= 0) {
      throw new IllegalArgumentException(
          "the value of header field "
              + name
              + " must be 1 to "
              + LONGEST_VALUE
              + " characters of printable ASCII, not blank at an end");
    }
  }

  /** The whole line, without CR and LF. */
  public String line() {
    return name + ": " + value;
  }
}
