package io.delist.benchmarks;

import io.delist.benchmarks.Rival.Handles;

/** Ranges that do not overlap, in sorted arrays without objects, and a binary search. */
final class SortedRanges {

  private final Ranges ranges;
  private final Handles handles;

  SortedRanges(PrefixList list, Handles handles) {
    this.ranges = Ranges.of(list);
    this.handles = handles;
  }

  int lookup(long high, long low) {
    int from = 0;
    int to = ranges.size() - 1;
    while (from <= to) {
      int middle = (from + to) >>> 1;
      if (Bits.compare(ranges.firstHigh(middle), ranges.firstLow(middle), high, low) <= 0) {
        from = middle + 1;
      } else {
        to = middle - 1;
      }
    }
    return to >= 0 && Bits.compare(high, low, ranges.lastHigh(to), ranges.lastLow(to)) <= 0
        ? handles.of(ranges.owner(to))
        : 0;
  }

  Rival rival(Queries queries) {
    boolean v4 = queries.isV4();
    long[] high = queries.high();
    long[] low = queries.low();
    return i -> lookup(v4 ? 0 : high[i], low[i]);
  }
}
