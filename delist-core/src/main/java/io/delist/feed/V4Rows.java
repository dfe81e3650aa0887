package io.delist.feed;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.Arrays;

/**
 * IPv4 prefixes with the number of a value each, 8 bytes a row: 32 bits first address, 6 bits
 * length, 26 bits value. {@code 192.0.2.0/24} with value 5 is {@code 0xc000_0200_6000_0005}.
 *
 * <p>Rows are kept apart by their first octet. So no array is large, little is copied when one
 * grows, and sorting each sorts them all; within one the first bit is the same, so signed order is
 * the order of prefixes.
 */
final class V4Rows {

  private static final int LENGTH_SHIFT = 26;
  private static final long VALUE_MASK = (1L << LENGTH_SHIFT) - 1;
  private static final int OCTETS = 256;
  private static final int SMALLEST = 16;

  private final long[][] rows = new long[OCTETS][0];
  private final int[] sizes = new int[OCTETS];

  /** Of sorted rows: how many have a lower first octet. */
  private final int[] before = new int[OCTETS];

  private int size;

  int size() {
    return size;
  }

  void add(IpPrefix prefix, int value) {
    int bits = prefix.first().v4Bits();
    int octet = bits >>> 24;
    int count = sizes[octet]++;
    if (count == rows[octet].length) {
      rows[octet] = Arrays.copyOf(rows[octet], count + (count >> 1) + SMALLEST);
    }
    rows[octet][count] = (long) bits << 32 | (long) prefix.length() << LENGTH_SHIFT | value;
    size++;
  }

  /** Puts the rows in order and keeps, of those with one prefix, the one of the lowest value. */
  void sort() {
    size = 0;
    for (int octet = 0; octet < OCTETS; octet++) {
      sizes[octet] = sort(rows[octet], sizes[octet]);
      rows[octet] = Arrays.copyOf(rows[octet], sizes[octet]);
      before[octet] = size;
      size += sizes[octet];
    }
  }

  private static int sort(long[] rows, int count) {
    Arrays.sort(rows, 0, count);
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (kept == 0 || rows[i] >>> LENGTH_SHIFT != rows[kept - 1] >>> LENGTH_SHIFT) {
        rows[kept++] = rows[i];
      }
    }
    return kept;
  }

  private long row(int index) {
    int low = 0;
    int high = OCTETS - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (before[middle] <= index) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return rows[low][index - before[low]];
  }

  IpPrefix prefix(int index) {
    long row = row(index);
    return IpPrefix.of(IpAddress.ofV4((int) (row >> 32)), (int) (row >>> LENGTH_SHIFT) & 0x3f);
  }

  int value(int index) {
    return (int) (row(index) & VALUE_MASK);
  }
}
