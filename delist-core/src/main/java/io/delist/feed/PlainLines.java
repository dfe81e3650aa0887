package io.delist.feed;

/**
 * Reads plain lines straight from the splitter's buffer: an address or a prefix alone, a comment,
 * nothing; in a {@code cidr} list also what may follow the prefix. Whatever it is not sure of it
 * leaves to the {@link LineReader}, above all every line that is to be told of, so that what a line
 * means and what is said of it stands in one place.
 *
 * <p><b>Cost:</b> some 80 operations for an IPv4 address, whose digits make no branch; nothing is
 * allocated.
 */
final class PlainLines {

  /** So many bytes of the buffer may be looked at, also after the end of what was read. */
  static final int LOOK_AHEAD_BYTES = 64;

  /** Where no line ends. */
  private static final int NOT_PLAIN = -1;

  private static final int V4_BITS = 32;
  private static final int V6_BITS = 128;

  private final boolean v4;
  private final boolean v6;
  private final boolean zone;
  private final V6Text v6Text = new V6Text();
  private int shortestV4;
  private int lines;

  private PlainLines(boolean v4, boolean v6, boolean zone) {
    this.v4 = v4;
    this.v6 = v6;
    this.zone = zone;
  }

  static PlainLines ofCidr() {
    return new PlainLines(true, true, false);
  }

  static PlainLines ofZone(RbldnsdSyntax syntax) {
    boolean v6 = syntax == RbldnsdSyntax.IP6TRIE;
    return new PlainLines(!v6, v6, true);
  }

  /** A shorter IPv4 prefix is no longer plain. */
  void setShortestV4(int length) {
    shortestV4 = length;
  }

  /** How many lines were read last time, empty ones and comments too. */
  int lines() {
    return lines;
  }

  /**
   * Reads whole lines until one is not plain.
   *
   * @param buffer goes on for {@link #LOOK_AHEAD_BYTES} after {@code end}
   * @param start where a line starts
   * @param end where the bytes that were read end
   * @return where the first line starts that was not read
   */
  int read(byte[] buffer, int start, int end, FeedBuilder to) {
    lines = 0;
    int at = start;
    while (at < end) {
      int next = readLine(buffer, at, end, to);
      if (next == NOT_PLAIN) {
        break;
      }
      at = next;
      lines++;
    }
    return at;
  }

  private int readLine(byte[] buffer, int at, int end, FeedBuilder to) {
    int marks = Bytes.belowZeroDigit(buffer, at) | Bytes.belowZeroDigit(buffer, at + 8) << 8;
    int mark = Integer.numberOfTrailingZeros(marks);
    byte marked = buffer[at + mark];
    if (marked == '.') {
      return v4 ? readV4(buffer, at, marks, end, to) : NOT_PLAIN;
    }
    if (mark > 0) {
      byte first = buffer[at];
      return first == ';' ? comment(buffer, at, end) : v6 ? readV6(buffer, at, end, to) : NOT_PLAIN;
    }
    return marked == '#' ? comment(buffer, at, end) : lineEnd(buffer, at, at, end);
  }

  /**
   * @param marks of the first 16 bytes, those that come before the digits in ASCII
   */
  private int readV4(byte[] buffer, int at, int marks, int end, FeedBuilder to) {
    int dot1 = Integer.numberOfTrailingZeros(marks);
    int rest = marks & (marks - 1);
    int dot2 = Integer.numberOfTrailingZeros(rest);
    rest &= rest - 1;
    int dot3 = Integer.numberOfTrailingZeros(rest);
    rest &= rest - 1;
    int stop = Integer.numberOfTrailingZeros(rest);
    int count2 = dot2 - dot1 - 1;
    int count3 = dot3 - dot2 - 1;
    int count4 = stop - dot3 - 1;
    long octet1 = OctetText.read(Bytes.four(buffer, at), dot1);
    long octet2 = OctetText.read(Bytes.four(buffer, at + dot1 + 1), count2);
    long octet3 = OctetText.read(Bytes.four(buffer, at + dot2 + 1), count3);
    long octet4 = OctetText.read(Bytes.four(buffer, at + dot3 + 1), count4);
    int wrong = (int) (octet1 | octet2 | octet3 | octet4);
    wrong |= (dot1 | count2 | count3 | count4) & -4;
    wrong |= (buffer[at + dot2] ^ '.') | (buffer[at + dot3] ^ '.');
    if (wrong != 0) {
      return NOT_PLAIN;
    }
    int bits = (int) (octet1 >>> 8 | octet2 >>> 16 | octet3 >>> 24 | octet4 >>> 32);
    int behind = at + stop;
    int length = V4_BITS;
    if (buffer[behind] == '/') {
      int lengthAndDigits = length(buffer, behind + 1, V4_BITS);
      length = lengthAndDigits >> 8;
      behind += 1 + (lengthAndDigits & 0xff);
      if (length < shortestV4 || (bits & (int) (0xffff_ffffL >>> length)) != 0) {
        return NOT_PLAIN;
      }
    }
    int next = lineEnd(buffer, at, behind, end);
    return next != NOT_PLAIN && to.listPlain(bits, length) ? next : NOT_PLAIN;
  }

  private int readV6(byte[] buffer, int at, int end, FeedBuilder to) {
    if (!v6Text.read(buffer, at)) {
      return NOT_PLAIN;
    }
    int behind = v6Text.end();
    int length = V6_BITS;
    if (buffer[behind] == '/') {
      int lengthAndDigits = length(buffer, behind + 1, V6_BITS);
      length = lengthAndDigits >> 8;
      behind += 1 + (lengthAndDigits & 0xff);
      if (length < 0 || v6Text.hasBitsAfter(length)) {
        return NOT_PLAIN;
      }
    }
    int next = lineEnd(buffer, at, behind, end);
    return next != NOT_PLAIN && to.listPlain(v6Text.high(), v6Text.low(), length)
        ? next
        : NOT_PLAIN;
  }

  /**
   * A prefix length without leading zeros.
   *
   * @return the length, and in the lowest eight bits how many digits it has; negative if it is none
   */
  private static int length(byte[] buffer, int at, int max) {
    int digits = 0;
    int length = 0;
    while (digits < 4 && buffer[at + digits] >= '0' && buffer[at + digits] <= '9') {
      length = length * 10 + buffer[at + digits++] - '0';
    }
    boolean plain = digits > 0 && length <= max && (digits == 1 || buffer[at] != '0');
    return plain ? length << 8 | digits : Integer.MIN_VALUE;
  }

  /** A zone file may have special lines that start like comments. */
  private int comment(byte[] buffer, int at, int end) {
    return zone && buffer[at + 1] == '$' ? NOT_PLAIN : skip(buffer, at, at, end);
  }

  /** Where the next line starts if nothing that counts follows in this one. */
  private int lineEnd(byte[] buffer, int start, int at, int end) {
    int behind = at;
    while (!zone && buffer[behind] == ' ' && behind < end) {
      behind++;
    }
    byte first = buffer[behind];
    if (first == '\n') {
      return next(start, behind, end);
    }
    if (first == '\r' && buffer[behind + 1] == '\n') {
      return next(start, behind + 1, end);
    }
    boolean comment = first == '#' || first == ';' || (first == '\t' && at > start);
    return comment && !zone ? skip(buffer, start, behind, end) : NOT_PLAIN;
  }

  private static int skip(byte[] buffer, int start, int at, int end) {
    return next(start, Bytes.indexOfLineFeed(buffer, at, end), end);
  }

  /** Where the next line starts, if this one was read to its end and is not too long. */
  private static int next(int start, int lineFeed, int end) {
    return lineFeed < end && lineFeed - start <= FeedFormat.LONGEST_LINE_BYTES
        ? lineFeed + 1
        : NOT_PLAIN;
  }
}
