package io.delist.bounce;

/** The line of a text that a candidate rests on, made fit to be shown. */
final class Evidence {

  /** What is kept before the place itself where a line is too long. */
  private static final int LEAD_CHARS = 100;

  private static final int LONGEST_CHARS = BounceCandidate.LONGEST_EVIDENCE_CHARS;

  private Evidence() {}

  /**
   * The line that holds this character, blanks and what cannot be printed made single blanks, cut
   * to {@value BounceCandidate#LONGEST_EVIDENCE_CHARS} characters around it.
   */
  static String of(Squeezed text, int index) {
    String source = text.source();
    int origin = text.origin(index);
    int lineStart = text.lineStart(origin);
    int end = Squeezer.endOfLine(source, lineStart, origin + LONGEST_CHARS);
    boolean fits = end - lineStart <= LONGEST_CHARS;
    int from = fits ? lineStart : Math.max(lineStart, origin - LEAD_CHARS);
    return printable(source, from, Math.min(end, from + LONGEST_CHARS));
  }

  private static String printable(String source, int from, int to) {
    StringBuilder line = new StringBuilder(to - from);
    int at = from;
    while (at < to) {
      int c = source.codePointAt(at);
      at += Character.charCount(c);
      if (isPrintable(c) && at <= to) {
        line.appendCodePoint(c);
      } else if (line.length() > 0 && line.charAt(line.length() - 1) != ' ') {
        line.append(' ');
      }
    }
    return line.toString().strip();
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
