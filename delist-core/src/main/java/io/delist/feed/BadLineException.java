package io.delist.feed;

import io.delist.net.AddressSyntaxException;
import io.delist.net.IpPrefix;

/** A line that is not what its format asks for; within a reader only. */
final class BadLineException extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int QUOTE_LIMIT_CHARS = 64;

  BadLineException(String why) {
    // Millions of bad lines should cost no million stack traces.
    super(why, null, false, false);
  }

  String why() {
    return String.valueOf(getMessage());
  }

  /** Reads a prefix, or an address, with the reason if it is none. */
  static IpPrefix prefix(String text) throws BadLineException {
    try {
      return IpPrefix.parse(text);
    } catch (AddressSyntaxException e) {
      throw new BadLineException(String.valueOf(e.getMessage()));
    }
  }

  /** Text from outside, made fit for a message: printable ASCII, at most 64 characters. */
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length() && i < QUOTE_LIMIT_CHARS; i++) {
      char c = text.charAt(i);
      quoted.append(c >= 0x20 && c < 0x7f && c != '"' ? c : '?');
    }
    return quoted.append(text.length() > QUOTE_LIMIT_CHARS ? "...\"" : "\"").toString();
  }
}
