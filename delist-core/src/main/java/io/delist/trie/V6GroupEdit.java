package io.delist.trie;

/** Makes new groups out of old ones. Reused for many groups; its arrays are scratch space. */
final class V6GroupEdit {

  private static final int DEEPEST = 97;

  private long[] middles = new long[16];
  private int[] lows = new int[16];
  private int[] lengths = new int[16];
  private int[] handles = new int[16];
  private int count;

  /** Begins with nothing; there is room for so many prefixes. */
  void begin(int room) {
    count = 0;
    if (middles.length < room) {
      int size = Math.max(room, 2 * middles.length);
      middles = new long[size];
      lows = new int[size];
      lengths = new int[size];
      handles = new int[size];
    }
  }

  /** The next prefix, in order. */
  void add(long middle, int low, int length, int handle) {
    middles[count] = middle;
    lows[count] = low;
    lengths[count] = length;
    handles[count++] = handle;
  }

  /** The next prefixes, those of a group from one place to another. */
  void add(long[] group, int from, int to) {
    for (int i = from; i < to; i++) {
      add(
          V6Group.middle(group, i),
          V6Group.low(group, i),
          V6Group.length(group, i),
          V6Group.handle(group, i));
    }
  }

  int count() {
    return count;
  }

  long[] build() {
    boolean hasLows = false;
    for (int i = 0; i < count; i++) {
      hasLows |= lows[i] != 0;
    }
    long[] group = new long[V6Group.longs(count, hasLows)];
    group[0] = hasLows ? count | V6Group.LOWS : count;
    int[] around = new int[DEEPEST];
    int depth = 0;
    for (int i = 0; i < count; i++) {
      while (depth > 0 && !covers(around[depth - 1], i)) {
        depth--;
      }
      int hop = depth == 0 ? 0 : i - around[depth - 1];
      around[depth++] = i;
      group[V6Group.HEADER + i] = middles[i] ^ Long.MIN_VALUE;
      group[V6Group.HEADER + count + i] =
          (long) handles[i] << V6Group.HANDLE_SHIFT
              | Integer.toUnsignedLong(lengths[i] << V6Group.LENGTH_SHIFT | hop);
    }
    for (int i = 0; hasLows && i < count; i++) {
      group[V6Group.HEADER + 2 * count + (i >>> 1)] |=
          Integer.toUnsignedLong(lows[i]) << ((i & 1) << 5);
    }
    return group;
  }

  private boolean covers(int outer, int inner) {
    long differs = middles[outer] ^ middles[inner];
    int length = lengths[outer];
    return length <= 96
        ? differs >>> (96 - length) == 0
        : differs == 0 && (lows[outer] ^ lows[inner]) >>> (128 - length) == 0;
  }
}
