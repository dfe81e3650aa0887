package io.delist.net;

/**
 * Text that is not an IP address or prefix. The message says what was wrong and, where there is a
 * way out, what would be right; it quotes at most 64 characters of the text, with everything but
 * printable ASCII replaced.
 */
public final class AddressSyntaxException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;
  private static final int QUOTE_LIMIT_CHARS = 64;

  AddressSyntaxException(String message) {
    super(message);
  }

  /** Text from outside, made fit for a message: printable ASCII, at most 64 characters. */
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
