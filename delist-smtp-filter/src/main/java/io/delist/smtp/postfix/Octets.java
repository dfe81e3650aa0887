package io.delist.smtp.postfix;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds an octet in an array, eight at a time. */
final class Octets {

  /** So many octets behind the last that is searched are read, and have to be in the array. */
  static final int READ_BEYOND = Long.BYTES - 1;

  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = ONES << 7;

  static final long EQUALS_SIGN = '=' * ONES;
  static final long LINE_FEED = '\n' * ONES;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Octets() {}

  /**
   * The first place from {@code from} to before {@code to} with one of two octets, each given eight
   * times in a word; {@code to} if there is none.
   */
  static int find(byte[] octets, int from, int to, long one, long other) {
    for (int i = from; i < to; i += Long.BYTES) {
      long word = (long) WORDS.get(octets, i);
      long found = zeros(word ^ one) | zeros(word ^ other);
      if (found != 0) {
        return Math.min(to, i + (Long.numberOfTrailingZeros(found) >>> 3));
      }
    }
    return to;
  }

  /**
   * The high bit of each octet that is zero. Octets behind a zero may have theirs as well; the
   * first is right.
   */
  private static long zeros(long word) {
    return word - ONES & ~word & HIGH_BITS;
  }
}
