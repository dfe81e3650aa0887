package io.delist.mailbox;

/**
 * Text that is not an email address that delist sends to. The message says what was wrong and what
 * would be right; it quotes at most 64 characters of the text, with everything but printable ASCII
 * replaced.
 */
public final class EmailSyntaxException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;
  private static final int QUOTE_LIMIT_CHARS = 64;

  EmailSyntaxException(String message) {
    super(message);
  }

  /** Text from outside, made fit for a message. */
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length() && i < QUOTE_LIMIT_CHARS; i++) {
      char c = text.charAt(i);
      quoted.append(c >= 0x20 && c < 0x7f && c != '"' ? c : '?');
    }
    if (text.length() > QUOTE_LIMIT_CHARS) {
      quoted.append("...");
    }
    return quoted.append('"').toString();
  }
}
