package io.delist.benchmarks;

import java.util.Arrays;

/**
 * Nested prefixes as ranges that do not overlap, in order, for structures that know only ranges:
 * the longest prefix owns an address. Both ends are included. An IPv4 address is its 32 bits in the
 * lower half.
 */
final class Ranges {

  private final PrefixList list;
  private final int[] open;
  private int depth;
  private long nextHigh;
  private long nextLow;
  private boolean atEnd;

  /** Upper halves: first and last of range i at 2i and 2i+1; empty for IPv4. */
  private long[] high;

  private long[] low;

  /** The place in the list of the prefix that owns range i. */
  private int[] owners;

  private int count;

  private Ranges(PrefixList list) {
    this.list = list;
    open = new int[129];
    int estimate = list.size() + 16;
    high = new long[list.isV4() ? 0 : 2 * estimate];
    low = new long[2 * estimate];
    owners = new int[estimate];
  }

  static Ranges of(PrefixList list) {
    Ranges ranges = new Ranges(list);
    for (int i = 0; i < list.size(); i++) {
      long firstHigh = list.high(i);
      long firstLow = list.low(i);
      ranges.closeBefore(firstHigh, firstLow);
      ranges.fillBefore(firstHigh, firstLow);
      ranges.nextHigh = firstHigh;
      ranges.nextLow = firstLow;
      ranges.open[ranges.depth++] = i;
    }
    while (ranges.depth > 0) {
      ranges.closeInnermost();
    }
    return ranges;
  }

  int size() {
    return count;
  }

  long firstHigh(int i) {
    return list.isV4() ? 0 : high[2 * i];
  }

  long firstLow(int i) {
    return low[2 * i];
  }

  long lastHigh(int i) {
    return list.isV4() ? 0 : high[2 * i + 1];
  }

  long lastLow(int i) {
    return low[2 * i + 1];
  }

  int owner(int i) {
    return owners[i];
  }

  private void closeBefore(long firstHigh, long firstLow) {
    while (depth > 0) {
      int i = open[depth - 1];
      if (Bits.compare(endHigh(i), endLow(i), firstHigh, firstLow) >= 0) {
        return;
      }
      closeInnermost();
    }
  }

  private void closeInnermost() {
    int i = open[depth - 1];
    if (!atEnd && Bits.compare(nextHigh, nextLow, endHigh(i), endLow(i)) <= 0) {
      add(endHigh(i), endLow(i), i);
      nextLow = endLow(i) + 1;
      nextHigh = endHigh(i) + (nextLow == 0 ? 1 : 0);
      atEnd = nextHigh == 0 && nextLow == 0;
    }
    depth--;
  }

  /** Gives what is not yet given, up to before here, to the innermost open prefix. */
  private void fillBefore(long firstHigh, long firstLow) {
    if (depth > 0 && Bits.compare(nextHigh, nextLow, firstHigh, firstLow) < 0) {
      add(firstHigh - (firstLow == 0 ? 1 : 0), firstLow - 1, open[depth - 1]);
    }
  }

  private void add(long lastHigh, long lastLow, int owner) {
    if (count == owners.length) {
      owners = Arrays.copyOf(owners, 2 * count);
      low = Arrays.copyOf(low, 4 * count);
      high = Arrays.copyOf(high, list.isV4() ? 0 : 4 * count);
    }
    if (!list.isV4()) {
      high[2 * count] = nextHigh;
      high[2 * count + 1] = lastHigh;
    }
    low[2 * count] = nextLow;
    low[2 * count + 1] = lastLow;
    owners[count++] = owner;
  }

  private long endHigh(int i) {
    return list.isV4() ? 0 : list.high(i) | ~Bits.maskHigh(list.length(i));
  }

  private long endLow(int i) {
    return list.isV4()
        ? list.low(i) | ((1L << (32 - list.length(i))) - 1)
        : list.low(i) | ~Bits.maskLow(list.length(i));
  }
}
