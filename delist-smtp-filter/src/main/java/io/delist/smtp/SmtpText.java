package io.delist.smtp;

/** What may stand on an SMTP line. */
final class SmtpText {

  private SmtpText() {}

  /** The index of the first character that is not printable ASCII, or -1. */
  static int firstUnprintable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c > 0x7e) {
        return i;
      }
    }
    return -1;
  }

  /** Text for an error message: printable ASCII, at most 64 characters. */
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length() && i < 64; i++) {
      char c = text.charAt(i);
      quoted.append(c >= 0x20 && c < 0x7f && c != '"' ? c : '?');
    }
    return quoted.append(text.length() > 64 ? "...\"" : "\"").toString();
  }
}
