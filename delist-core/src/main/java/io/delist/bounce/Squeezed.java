package io.delist.bounce;

import java.util.Arrays;

/**
 * A text without its white space, quote marks and repeated reply codes; of each character it is
 * known what stood before it and where it came from.
 *
 * <p>A refusal that a mail client broke over lines, in the middle of a word even, reads the same
 * here as one that it left whole: {@code banned sen\n> ding IP} is {@code bannedsendingIP}.
 */
final class Squeezed {

  private final String source;
  private final char[] chars;
  private final Gap[] gaps;
  private final int[] origins;
  private final int[] lineStarts;

  /** For {@link Squeezer}. */
  Squeezed(String source, char[] chars, Gap[] gaps, int[] origins, int[] lineStarts) {
    this.source = source;
    this.chars = chars;
    this.gaps = gaps;
    this.origins = origins;
    this.lineStarts = lineStarts;
  }

  int length() {
    return chars.length;
  }

  /** The character, or U+0000 before the start and after the end. */
  char at(int index) {
    return index >= 0 && index < chars.length ? chars[index] : '\0';
  }

  /** What stood before the character; a blank at both ends. */
  Gap gapBefore(int index) {
    return index > 0 && index < chars.length ? gaps[index] : Gap.BLANK;
  }

  String text(int from, int to) {
    return new String(chars, from, to - from);
  }

  /** Whether this stands here, ASCII letters in either case, whatever the gaps. */
  boolean hasAt(int index, String lowerCase) {
    for (int i = 0; i < lowerCase.length(); i++) {
      if (lower(at(index + i)) != lowerCase.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether this stands just before. */
  boolean hasBefore(int index, String lowerCase) {
    return index >= lowerCase.length() && hasAt(index - lowerCase.length(), lowerCase);
  }

  /** The end of a token that starts here and goes on to the first blank or character not of it. */
  int endOf(int from, int longest, boolean overBreaks, Chars chars) {
    int end = from;
    while (end - from < longest
        && end < length()
        && chars.has(at(end))
        && (end == from || isJoined(end, overBreaks))) {
      end++;
    }
    return end;
  }

  /** Whether the character may belong to the one before it. */
  boolean isJoined(int index, boolean overBreaks) {
    Gap gap = gapBefore(index);
    return gap == Gap.NONE || (overBreaks && gap == Gap.BREAK);
  }

  /** Whether the character is the first of its line; the end of the text counts as one. */
  boolean startsLine(int index) {
    return index == 0
        || index == chars.length
        || lineStart(origins[index]) != lineStart(origins[index - 1]);
  }

  /** Where the character stands in the source. */
  int origin(int index) {
    return origins[index];
  }

  String source() {
    return source;
  }

  /** The start of the line that holds this place of the source. */
  int lineStart(int origin) {
    int found = Arrays.binarySearch(lineStarts, origin);
    return lineStarts[found >= 0 ? found : -found - 2];
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
  }
}
