package io.delist.feed;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks at eight bytes at once, as the eight digits of one {@code long} whose lowest byte comes
 * first in the array. A byte is marked by its highest bit: in the marks of {@code "1.2.3.4\n"} the
 * bits 15, 31, 47 and 63 are set, for the dots and the line feed.
 */
final class Bytes {

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle FOUR =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long TOPS = 0x8080_8080_8080_8080L;

  /** Brings the marks of eight bytes together: bit 8 n becomes bit 56 + n. */
  private static final long GATHER = 0x0102_0408_1020_4080L;

  private Bytes() {}

  static long eight(byte[] bytes, int at) {
    return (long) EIGHT.get(bytes, at);
  }

  static int four(byte[] bytes, int at) {
    return (int) FOUR.get(bytes, at);
  }

  /**
   * A bit for each of the eight bytes, the lowest for the first: set if the byte without its
   * highest bit is below the digit 0, as are dot, slash, white space and {@code #}.
   */
  static int belowZeroDigit(byte[] bytes, int at) {
    // With its highest bit set a byte lends to no other, and keeps the bit if it is large enough.
    long marks = ~((eight(bytes, at) | TOPS) - ONES * '0') & TOPS;
    return (int) (((marks >>> 7) * GATHER) >>> 56);
  }

  /** Where the first line feed is, or {@code to} if there is none before. */
  static int indexOfLineFeed(byte[] bytes, int from, int to) {
    int at = from;
    while (at <= to - Long.BYTES) {
      long values = eight(bytes, at) ^ (ONES * '\n');
      // What is zero is marked, and perhaps bytes after it; the first mark is right.
      long marks = (values - ONES) & ~values & TOPS;
      if (marks != 0) {
        return at + (Long.numberOfTrailingZeros(marks) >>> 3);
      }
      at += Long.BYTES;
    }
    while (at < to && bytes[at] != '\n') {
      at++;
    }
    return at;
  }
}
