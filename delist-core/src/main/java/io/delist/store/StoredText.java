package io.delist.store;

/**
 * Makes text from outside fit to be kept and shown: a relay's words, an operator's, a requester's.
 *
 * <p>Control characters, line ends among them where it is to be one line, and halves of surrogate
 * pairs become U+FFFD; not every database can hold them. A text that is too long is cut, never
 * within a pair.
 */
final class StoredText {

  private static final char REPLACEMENT = '\uFFFD';

  private StoredText() {}

  /** For text in one line. */
  static String clean(String text, int longestChars) {
    return clean(text, longestChars, false);
  }

  /** For text in several lines, each of which ends with a line feed. */
  static String cleanLines(String text, int longestChars) {
    return clean(text.replace("\r\n", "\n").replace('\r', '\n'), longestChars, true);
  }

  private static String clean(String text, int longestChars, boolean lines) {
    StringBuilder clean = new StringBuilder(Math.min(text.length(), longestChars));
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      boolean half = point <= Character.MAX_VALUE && Character.isSurrogate((char) point);
      boolean control = Character.isISOControl(point) && !(lines && point == '\n');
      int kept = half || control ? REPLACEMENT : point;
      if (clean.length() + Character.charCount(kept) > longestChars) {
        break;
      }
      clean.appendCodePoint(kept);
    }
    return clean.toString();
  }
}
