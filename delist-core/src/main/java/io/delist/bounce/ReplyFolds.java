package io.delist.bounce;

/**
 * Finds the codes that a reply of several lines repeats on each line after the first: {@code
 * 550-5.7.606 …}, then {@code 550 5.7.606 …}. Some programs join such lines and leave the codes in
 * between, so they are found within a line too.
 */
final class ReplyFolds {

  private static final int CODE_CHARS = 3;
  private static final int LONGEST_STATUS_CHARS = 9;

  private final String source;
  private String code = "";
  private String status = "";

  ReplyFolds(String source) {
    this.source = source;
  }

  /** No reply goes on over an empty line. */
  void close() {
    code = "";
  }

  /**
   * How many characters of a word that starts here only repeat the codes of the reply; 0 if this is
   * something else, or the first line of a reply.
   */
  int pass(int at, int to) {
    int afterCode = at + CODE_CHARS;
    if (afterCode > to || !isReplyCode(at)) {
      return 0;
    }
    boolean goesOn = afterCode < to && source.charAt(afterCode) == '-';
    if (!goesOn && afterCode < to && !Squeezer.isBlank(source.charAt(afterCode))) {
      return 0;
    }
    int words = afterCode + (goesOn ? 1 : 0);
    while (words < to && Squeezer.isBlank(source.charAt(words))) {
      words++;
    }
    String found = statusAt(words, to);
    boolean repeats =
        !code.isEmpty()
            && source.startsWith(code, at)
            && (found.isEmpty() || status.isEmpty() || found.equals(status));
    boolean isFirst = !repeats;
    if (isFirst) {
      status = found;
    }
    code = goesOn ? source.substring(at, afterCode) : "";
    if (isFirst) {
      return 0;
    }
    return words - at + (found.equals(status) ? found.length() : 0);
  }

  private boolean isReplyCode(int at) {
    return source.charAt(at) >= '2'
        && source.charAt(at) <= '5'
        && Chars.isDigit(source.charAt(at + 1))
        && Chars.isDigit(source.charAt(at + 2));
  }

  /** The enhanced status code (RFC 3463) that is a word of its own here, or nothing. */
  private String statusAt(int from, int to) {
    int end = from;
    int dots = 0;
    while (end < to && end - from <= LONGEST_STATUS_CHARS && isOfStatus(source.charAt(end))) {
      dots += source.charAt(end++) == '.' ? 1 : 0;
    }
    boolean isWord = end == to || Squeezer.isBlank(source.charAt(end));
    return dots == 2 && isWord ? source.substring(from, end) : "";
  }

  private static boolean isOfStatus(char c) {
    return Chars.isDigit(c) || c == '.';
  }
}
