package io.delist.trie;

import java.util.Arrays;

/** Changes to IPv6 prefixes that wait for a build, sorted at the end. */
final class V6Changes {

  /** So many wait at most. */
  static final int MAX = 1 << 20;

  private long[] highs;
  private long[] lows;
  private int[] lengths;
  private int[] handles;
  private int[] order = new int[0];
  private int count;
  private int kept;

  V6Changes(int room) {
    highs = new long[room];
    lows = new long[room];
    lengths = new int[room];
    handles = new int[room];
  }

  /** A change; NONE removes. */
  void add(long high, long low, int length, int handle) {
    if (count == highs.length) {
      int room = count * 2;
      highs = Arrays.copyOf(highs, room);
      lows = Arrays.copyOf(lows, room);
      lengths = Arrays.copyOf(lengths, room);
      handles = Arrays.copyOf(handles, room);
    }
    highs[count] = high;
    lows[count] = low;
    lengths[count] = length;
    handles[count++] = handle;
  }

  boolean isEmpty() {
    return count == 0;
  }

  boolean isFull() {
    return count == MAX;
  }

  void clear() {
    count = 0;
    kept = 0;
  }

  /** Puts them in order and, of several changes to one prefix, keeps the last. */
  void sort() {
    order = new int[count];
    boolean sorted = true;
    for (int i = 0; i < count; i++) {
      order[i] = i;
      sorted &= i == 0 || compare(i - 1, i) <= 0;
    }
    if (!sorted) {
      mergeSort();
    }
    kept = 0;
    for (int i = 0; i < count; i++) {
      if (i + 1 == count || compare(order[i], order[i + 1]) != 0) {
        order[kept++] = order[i];
      }
    }
  }

  /** Bottom up, so that equal ones stay in the order in which they came. */
  private void mergeSort() {
    int[] from = order;
    int[] to = new int[count];
    for (int width = 1; width < count; width *= 2) {
      for (int start = 0; start < count; start += 2 * width) {
        merge(from, to, start, Math.min(start + width, count), Math.min(start + 2 * width, count));
      }
      int[] other = from;
      from = to;
      to = other;
    }
    order = from;
  }

  private void merge(int[] from, int[] to, int start, int middle, int end) {
    int left = start;
    int right = middle;
    for (int i = start; i < end; i++) {
      boolean takeLeft = left < middle && (right == end || compare(from[left], from[right]) <= 0);
      to[i] = takeLeft ? from[left++] : from[right++];
    }
  }

  private int compare(int a, int b) {
    int byHigh = Long.compareUnsigned(highs[a], highs[b]);
    if (byHigh != 0) {
      return byHigh;
    }
    int byLow = Long.compareUnsigned(lows[a], lows[b]);
    return byLow != 0 ? byLow : Integer.compare(lengths[a], lengths[b]);
  }

  /** How many there are after {@link #sort}. */
  int count() {
    return kept;
  }

  /** The upper 32 bits. */
  int head(int i) {
    return (int) (highs[order[i]] >>> 32);
  }

  /** Bits 32 to 95. */
  long middle(int i) {
    return highs[order[i]] << 32 | lows[order[i]] >>> 32;
  }

  /** Bits 96 to 127. */
  int low(int i) {
    return (int) lows[order[i]];
  }

  int length(int i) {
    return lengths[order[i]];
  }

  int handle(int i) {
    return handles[order[i]];
  }
}
