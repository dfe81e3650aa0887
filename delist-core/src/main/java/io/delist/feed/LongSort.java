package io.delist.feed;

import java.util.Arrays;

/**
 * Sorts {@code long}s as unsigned numbers: by the lowest eleven bits first, then by the next
 * eleven, each time from one array into the other and keeping the order of those that are alike.
 *
 * <p><b>Cost:</b> two looks at each number for every eleven bits; a second array and 8 KB.
 */
final class LongSort {

  private static final int BITS = 11;
  private static final int VALUES = 1 << BITS;

  private LongSort() {}

  /**
   * Sorts them.
   *
   * @param other as long; its content is lost
   * @return the array in which the sorted numbers are: one of the two
   */
  static long[] sort(long[] numbers, long[] other) {
    long[] from = numbers;
    long[] to = other;
    int[] next = new int[VALUES];
    for (int shift = 0; shift < Long.SIZE; shift += BITS) {
      if (countStarts(from, shift, next)) {
        for (long number : from) {
          to[next[digit(number, shift)]++] = number;
        }
        long[] sorted = to;
        to = from;
        from = sorted;
      }
    }
    return from;
  }

  /** Where the numbers of each digit are to begin; false if all have the same. */
  private static boolean countStarts(long[] numbers, int shift, int[] starts) {
    Arrays.fill(starts, 0);
    for (long number : numbers) {
      starts[digit(number, shift)]++;
    }
    int start = 0;
    for (int digit = 0; digit < VALUES; digit++) {
      int count = starts[digit];
      if (count == numbers.length) {
        return false;
      }
      starts[digit] = start;
      start += count;
    }
    return true;
  }

  private static int digit(long number, int shift) {
    return (int) (number >>> shift) & (VALUES - 1);
  }
}
