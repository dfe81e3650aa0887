package io.delist.feed;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.Arrays;

/**
 * IPv6 prefixes with the number of a value each, 20 bytes a row: 128 bits first address, 8 bits
 * length, 24 bits value.
 */
final class V6Rows {

  private static final int LENGTH_SHIFT = 24;
  private static final int VALUE_MASK = (1 << LENGTH_SHIFT) - 1;

  private long[] high = new long[0];
  private long[] low = new long[0];
  private int[] tail = new int[0];
  private int size;

  int size() {
    return size;
  }

  void add(IpPrefix prefix, int value) {
    if (size == high.length) {
      int larger = size + (size >> 1) + 16;
      high = Arrays.copyOf(high, larger);
      low = Arrays.copyOf(low, larger);
      tail = Arrays.copyOf(tail, larger);
    }
    high[size] = prefix.first().high();
    low[size] = prefix.first().low();
    tail[size++] = prefix.length() << LENGTH_SHIFT | value;
  }

  /** Puts the rows in order and keeps, of those with one prefix, the one of the lowest value. */
  void sort() {
    if (!isSorted()) {
      heapSort();
    }
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (kept == 0 || !isSamePrefix(i, kept - 1)) {
        copy(i, kept++);
      }
    }
    size = kept;
    high = Arrays.copyOf(high, size);
    low = Arrays.copyOf(low, size);
    tail = Arrays.copyOf(tail, size);
  }

  private boolean isSorted() {
    for (int i = 1; i < size; i++) {
      if (compare(i - 1, i) > 0) {
        return false;
      }
    }
    return true;
  }

  /** In place, and no order of the input makes it slow; published lists mostly come sorted. */
  private void heapSort() {
    for (int root = size / 2 - 1; root >= 0; root--) {
      sink(root, size);
    }
    for (int end = size - 1; end > 0; end--) {
      swap(0, end);
      sink(0, end);
    }
  }

  private void sink(int from, int end) {
    int root = from;
    while (root < end / 2) {
      int child = 2 * root + 1;
      if (child + 1 < end && compare(child, child + 1) < 0) {
        child++;
      }
      if (compare(root, child) >= 0) {
        return;
      }
      swap(root, child);
      root = child;
    }
  }

  private int compare(int i, int j) {
    int byHigh = Long.compareUnsigned(high[i], high[j]);
    if (byHigh != 0) {
      return byHigh;
    }
    int byLow = Long.compareUnsigned(low[i], low[j]);
    return byLow != 0 ? byLow : Integer.compareUnsigned(tail[i], tail[j]);
  }

  private boolean isSamePrefix(int i, int j) {
    return high[i] == high[j] && low[i] == low[j] && length(i) == length(j);
  }

  private void copy(int from, int to) {
    high[to] = high[from];
    low[to] = low[from];
    tail[to] = tail[from];
  }

  private void swap(int i, int j) {
    long highOfI = high[i];
    long lowOfI = low[i];
    int tailOfI = tail[i];
    copy(j, i);
    high[j] = highOfI;
    low[j] = lowOfI;
    tail[j] = tailOfI;
  }

  private int length(int index) {
    return tail[index] >>> LENGTH_SHIFT;
  }

  IpPrefix prefix(int index) {
    return IpPrefix.of(IpAddress.ofV6(high[index], low[index]), length(index));
  }

  int value(int index) {
    return tail[index] & VALUE_MASK;
  }
}
