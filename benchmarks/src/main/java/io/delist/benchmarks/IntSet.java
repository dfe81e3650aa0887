package io.delist.benchmarks;

/** A set of {@code int} with open addressing; it never grows. */
final class IntSet {

  private final int[] slots;
  private final int mask;
  private boolean hasZero;

  IntSet(int mostEntries) {
    slots = new int[Integer.highestOneBit(Math.max(8, mostEntries)) << 2];
    mask = slots.length - 1;
  }

  /** Whether it is new. */
  boolean add(int value) {
    if (value == 0) {
      boolean fresh = !hasZero;
      hasZero = true;
      return fresh;
    }
    int at = value * 0x9e3779b9;
    at = (at ^ (at >>> 15)) & mask;
    while (slots[at] != 0) {
      if (slots[at] == value) {
        return false;
      }
      at = (at + 1) & mask;
    }
    slots[at] = value;
    return true;
  }
}
