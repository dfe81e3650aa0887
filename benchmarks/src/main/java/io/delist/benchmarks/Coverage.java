package io.delist.benchmarks;

/**
 * Does anything in a list cover an address? The prefixes that lie in no other one, and a search.
 */
final class Coverage {

  private final PrefixList list;
  private final int[] outermost;
  private int count;

  Coverage(PrefixList list) {
    this.list = list;
    outermost = new int[list.size()];
    for (int i = 0; i < list.size(); i++) {
      if (count == 0 || !covers(outermost[count - 1], list.high(i), list.low(i))) {
        outermost[count++] = i;
      }
    }
  }

  boolean covers(long high, long low) {
    int from = 0;
    int to = count - 1;
    while (from <= to) {
      int middle = (from + to) >>> 1;
      int i = outermost[middle];
      if (Bits.compare(list.high(i), list.low(i), high, low) <= 0) {
        from = middle + 1;
      } else {
        to = middle - 1;
      }
    }
    return to >= 0 && covers(outermost[to], high, low);
  }

  /** An IPv4 address is its 32 bits in the low half. */
  private boolean covers(int i, long high, long low) {
    if (list.isV4()) {
      return Bits.firstOf32(low, list.length(i)) == list.low(i);
    }
    return Bits.firstHigh(high, list.length(i)) == list.high(i)
        && Bits.firstLow(low, list.length(i)) == list.low(i);
  }
}
