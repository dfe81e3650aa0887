package io.delist.trie;

/** Makes {@link V6Sorted} prefixes. Reused for many; its arrays are scratch space. */
final class V6SortedEdit {

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

  /** The next prefixes, those of others from one place to another. */
  void add(long[] sorted, int from, int to) {
    for (int i = from; i < to; i++) {
      add(
          V6Sorted.middle(sorted, i),
          V6Sorted.low(sorted, i),
          V6Sorted.length(sorted, i),
          V6Sorted.handle(sorted, i));
    }
  }

  int count() {
    return count;
  }

  /** Those added, as a snapshot file has them. */
  long[] build() {
    return build(0);
  }

  /** Those added, as they lie in memory; each is as long as {@code shift} says, or longer. */
  long[] buildWithFilter(int shift) {
    if (count == 0) {
      return V6Sorted.NONE;
    }
    int filter = V6Sorted.filterLongs(count);
    long[] sorted = build(filter);
    for (int i = 0; i < count; i++) {
      V6Sorted.addToFilter(sorted, sorted.length - filter, middles[i], shift);
    }
    return sorted;
  }

  /** The length of the shortest of those added, or 128. */
  int shortest() {
    int shortest = 128;
    for (int i = 0; i < count; i++) {
      shortest = Math.min(shortest, lengths[i]);
    }
    return shortest;
  }

  private long[] build(int more) {
    boolean hasLows = false;
    for (int i = 0; i < count; i++) {
      hasLows |= lows[i] != 0;
    }
    long[] sorted = new long[V6Sorted.longs(count, hasLows) + more];
    sorted[0] = hasLows ? count | V6Sorted.LOWS : count;
    int[] around = new int[DEEPEST];
    int depth = 0;
    for (int i = 0; i < count; i++) {
      while (depth > 0 && !covers(around[depth - 1], i)) {
        depth--;
      }
      int hop = depth == 0 ? 0 : i - around[depth - 1];
      around[depth++] = i;
      sorted[V6Sorted.HEADER + i] = middles[i] ^ Long.MIN_VALUE;
      sorted[V6Sorted.HEADER + count + i] =
          (long) handles[i] << V6Sorted.HANDLE_SHIFT
              | Integer.toUnsignedLong(lengths[i] << V6Sorted.LENGTH_SHIFT | hop);
    }
    for (int i = 0; hasLows && i < count; i++) {
      sorted[V6Sorted.HEADER + 2 * count + (i >>> 1)] |=
          Integer.toUnsignedLong(lows[i]) << ((i & 1) << 5);
    }
    return sorted;
  }

  private boolean covers(int outer, int inner) {
    return V6Sorted.isWithin(
        middles[inner], lows[inner], middles[outer], lows[outer], lengths[outer]);
  }
}
