package io.delist.feed;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.Arrays;

/**
 * IPv4 prefixes with the number of a value each, 8 bytes a row: 32 bits first address, 6 bits
 * length, 26 bits value. The first bit is turned over, so that signed order is the order of
 * prefixes: {@code 192.0.2.0/24} with value 5 is {@code 0x4000_0200_6000_0005}.
 */
final class V4Rows {

  private static final int LENGTH_SHIFT = 26;
  private static final long VALUE_MASK = (1L << LENGTH_SHIFT) - 1;

  private long[] rows = new long[16];
  private int size;

  int size() {
    return size;
  }

  void add(IpPrefix prefix, int value) {
    if (size == rows.length) {
      rows = Arrays.copyOf(rows, size + (size >> 1));
    }
    int flipped = prefix.first().v4Bits() ^ Integer.MIN_VALUE;
    rows[size++] = (long) flipped << 32 | (long) prefix.length() << LENGTH_SHIFT | value;
  }

  /**
   * For good: puts the rows in order and keeps, of those with one prefix, the one of the lowest
   * value.
   */
  void sort() {
    Arrays.sort(rows, 0, size);
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (kept == 0 || rows[i] >>> LENGTH_SHIFT != rows[kept - 1] >>> LENGTH_SHIFT) {
        rows[kept++] = rows[i];
      }
    }
    size = kept;
    rows = Arrays.copyOf(rows, size);
  }

  IpPrefix prefix(int index) {
    long row = rows[index];
    int bits = (int) (row >> 32) ^ Integer.MIN_VALUE;
    return IpPrefix.of(IpAddress.ofV4(bits), (int) (row >>> LENGTH_SHIFT) & 0x3f);
  }

  int value(int index) {
    return (int) (rows[index] & VALUE_MASK);
  }
}
