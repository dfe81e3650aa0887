package io.delist.token;

import java.util.regex.Pattern;

/**
 * What is kept of a mailbox once its address is no longer needed: a keyed hash, which recognises
 * the mailbox and, without the key, tells nothing of it.
 *
 * @param text the id of the key, a dash, and 32 hexadecimal digits in lower case: {@code
 *     k1-0123456789abcdef0123456789abcdef}; at most 37 characters
 */
public record MailboxMark(String text) {

  private static final Pattern FORM = Pattern.compile("[a-z0-9]{1,4}-[0-9a-f]{32}");

  /**
   * @throws IllegalArgumentException if the text has another form
   */
  public MailboxMark {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "a mailbox mark is a key id, a dash and 32 hexadecimal digits in lower case, as in"
              + " k1-0123456789abcdef0123456789abcdef");
    }
  }

  /** Whether the text has the form of a mark. */
  public static boolean isMark(String text) {
    return FORM.matcher(text).matches();
  }

  @Override
  public String toString() {
    return text;
  }
}
