package io.delist.store;

/**
 * Makes text from outside fit to be kept and shown in one line: a relay's words, an operator's.
 *
 * <p>Control characters, line ends among them, and halves of surrogate pairs become U+FFFD; not
 * every database can hold them. A text that is too long is cut, never within a pair.
 */
final class StoredText {

  private static final char REPLACEMENT = '\uFFFD';

  private StoredText() {}

  static String clean(String text, int longestChars) {
    StringBuilder clean = new StringBuilder(Math.min(text.length(), longestChars));
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      boolean half = point <= Character.MAX_VALUE && Character.isSurrogate((char) point);
      int kept = half || Character.isISOControl(point) ? REPLACEMENT : point;
      if (clean.length() + Character.charCount(kept) > longestChars) {
        break;
      }
      clean.appendCodePoint(kept);
    }
    return clean.toString();
  }
}
