package io.delist.trie;

import java.util.Arrays;

/** Changes to IPv4 prefixes that wait for a build: twelve bytes each, sorted at the end. */
final class V4Changes {

  /** So many that the number of a change has its bits in {@link #order}. */
  static final int MAX = 1 << 22;

  private static final int LENGTH_BITS = 6;
  private static final int NUMBER_BITS = 25;

  /** Address (32 bits), length (6), number of the change (25): sorts as prefixes do. */
  private long[] order;

  private int[] handles;
  private int count;

  V4Changes(int room) {
    order = new long[room];
    handles = new int[room];
  }

  /** A change; NONE removes. */
  void add(int bits, int length, int handle) {
    if (count == order.length) {
      int room = Math.min(MAX, count * 2);
      order = Arrays.copyOf(order, room);
      handles = Arrays.copyOf(handles, room);
    }
    order[count] =
        Integer.toUnsignedLong(bits) << (LENGTH_BITS + NUMBER_BITS)
            | (long) length << NUMBER_BITS
            | count;
    handles[count++] = handle;
  }

  /** Puts them in order and, of several changes to one prefix, keeps the last. */
  void sort() {
    Arrays.sort(order, 0, count);
    int kept = 0;
    for (int i = 0; i < count; i++) {
      boolean last = i + 1 == count || order[i] >>> NUMBER_BITS != order[i + 1] >>> NUMBER_BITS;
      if (last) {
        order[kept++] = order[i];
      }
    }
    count = kept;
  }

  void clear() {
    count = 0;
  }

  int count() {
    return count;
  }

  boolean isFull() {
    return count == MAX;
  }

  int bits(int i) {
    return (int) (order[i] >>> (LENGTH_BITS + NUMBER_BITS));
  }

  int length(int i) {
    return (int) (order[i] >>> NUMBER_BITS) & 0x3f;
  }

  int handle(int i) {
    return handles[(int) order[i] & ((1 << NUMBER_BITS) - 1)];
  }
}
