package io.delist.bounce;

import java.util.Arrays;

/**
 * Takes out of a text what mail programs put in: line breaks and indentation, quote marks ({@code >
 * }), the marks of dialogues ({@code <** }, {@code S: }), soft line breaks of quoted-printable, and
 * the repeated codes of a reply of several lines (RFC 5321 section 4.2.1).
 *
 * <p><b>Cost:</b> one pass; a look ahead is never longer than a reply code.
 */
final class Squeezer {

  private final String source;
  private final char[] chars;
  private final Gap[] gaps;
  private final int[] origins;
  private final ReplyFolds folds;
  private int length;
  private Gap gap = Gap.BLANK;
  private int quoteDepth;

  /** Whether a {@code <} is open: then a {@code >} at the start of a line may be its end. */
  private boolean inAngles;

  private Squeezer(String source) {
    this.source = source;
    this.chars = new char[source.length()];
    this.gaps = new Gap[source.length()];
    this.origins = new int[source.length()];
    this.folds = new ReplyFolds(source);
  }

  static Squeezed squeeze(String source) {
    Squeezer squeezer = new Squeezer(source);
    int[] lineStarts = new int[16];
    int lines = 0;
    int from = 0;
    while (from <= source.length()) {
      if (lines == lineStarts.length) {
        lineStarts = Arrays.copyOf(lineStarts, lines * 2);
      }
      lineStarts[lines++] = from;
      int to = endOfLine(source, from, source.length());
      squeezer.line(from, to);
      from = to + 1;
    }
    return new Squeezed(
        source,
        Arrays.copyOf(squeezer.chars, squeezer.length),
        Arrays.copyOf(squeezer.gaps, squeezer.length),
        squeezer.origins,
        Arrays.copyOf(lineStarts, lines));
  }

  /** The line break after {@code from}, or {@code most} if there is none before it. */
  static int endOfLine(String source, int from, int most) {
    int to = from;
    while (to < Math.min(most, source.length()) && !isLineBreak(source.charAt(to))) {
      to++;
    }
    return to;
  }

  private static boolean isLineBreak(char c) {
    return c == '\n' || c == '\u0085' || c == '\u2028' || c == '\u2029';
  }

  private void line(int from, int to) {
    int start = afterQuoteMarks(from, to);
    start = afterDialogueMark(start, to);
    int end = to;
    while (end > start && isBlank(source.charAt(end - 1))) {
      end--;
    }
    if (end == start) {
      widen(Gap.BLANK);
      folds.close();
      return;
    }
    boolean blankAtEnd = end < to && source.charAt(end) != '\r';
    boolean softBreak = !blankAtEnd && source.charAt(end - 1) == '=';
    boolean onlyBlanks = softBreak && start == end - 1 && start > from;
    widen(onlyBlanks ? Gap.BLANK : Gap.BREAK);
    words(start, softBreak ? end - 1 : end);
    if (blankAtEnd) {
      widen(Gap.BLANK);
    }
  }

  private int afterQuoteMarks(int from, int to) {
    int most = inAngles && gap != Gap.BLANK ? quoteDepth : Integer.MAX_VALUE;
    quoteDepth = 0;
    int at = from;
    while (at < to) {
      char c = source.charAt(at);
      if (c == '>' && quoteDepth < most) {
        quoteDepth++;
      } else if (!isBlank(c)) {
        break;
      }
      at++;
    }
    return at;
  }

  /** Passes over {@code <** }, {@code <- }, {@code <<< } and {@code S: } of what a server said. */
  private int afterDialogueMark(int from, int to) {
    int end = from;
    while (end < to && end - from < 4 && "<-~*=S:".indexOf(source.charAt(end)) >= 0) {
      end++;
    }
    if (end == to || !isBlank(source.charAt(end))) {
      return from;
    }
    boolean mark = source.charAt(from) == '<' || source.startsWith("S: ", from);
    if (!mark) {
      return from;
    }
    while (end < to && isBlank(source.charAt(end))) {
      end++;
    }
    return end;
  }

  private void words(int from, int to) {
    boolean wordStarts = true;
    int at = from;
    while (at < to) {
      char c = source.charAt(at);
      int fold = wordStarts ? folds.pass(at, to) : 0;
      if (isBlank(c)) {
        widen(Gap.BLANK);
        wordStarts = true;
        at++;
      } else if (fold > 0) {
        at += fold;
      } else {
        wordStarts = false;
        put(c, at++);
      }
    }
  }

  private void put(char c, int origin) {
    if (Character.getType(c) == Character.FORMAT) {
      // Invisible: soft hyphens, zero-width blanks, direction marks.
      return;
    }
    if (c == '<') {
      inAngles = true;
    } else if (c == '>' || gap == Gap.BLANK) {
      inAngles = false;
    }
    chars[length] = c;
    gaps[length] = gap;
    origins[length] = origin;
    length++;
    gap = Gap.NONE;
  }

  private void widen(Gap atLeast) {
    if (gap.compareTo(atLeast) < 0) {
      gap = atLeast;
    }
  }

  static boolean isBlank(char c) {
    return c <= ' ' || c == 0x7f || Character.isWhitespace(c) || Character.isSpaceChar(c);
  }
}
