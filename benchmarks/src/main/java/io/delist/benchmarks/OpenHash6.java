package io.delist.benchmarks;

import io.delist.benchmarks.Rival.Handles;

/**
 * A candidate for IPv6: a hash table without objects for each length that occurs, open addressing,
 * at most half full, the longest asked first.
 */
final class OpenHash6 {

  private static final class Table {
    private final int length;
    private final long[] keys;
    private final int[] handles;
    private final int mask;

    Table(int length, int entries) {
      this.length = length;
      int slots = Integer.highestOneBit(entries) << 2;
      keys = new long[2 * slots];
      handles = new int[slots];
      mask = slots - 1;
    }

    void put(long high, long low, int handle) {
      int at = Bits.hash(high, low) & mask;
      while (handles[at] != 0) {
        at = (at + 1) & mask;
      }
      keys[2 * at] = high;
      keys[2 * at + 1] = low;
      handles[at] = handle;
    }

    int get(long high, long low) {
      int at = Bits.hash(high, low) & mask;
      while (handles[at] != 0) {
        if (keys[2 * at] == high && keys[2 * at + 1] == low) {
          return handles[at];
        }
        at = (at + 1) & mask;
      }
      return 0;
    }
  }

  private final Table[] tables;

  OpenHash6(PrefixList list, Handles handles) {
    int[] counts = new int[129];
    for (int i = 0; i < list.size(); i++) {
      counts[list.length(i)]++;
    }
    Table[] byLength = new Table[129];
    int present = 0;
    for (int length = 0; length <= 128; length++) {
      if (counts[length] > 0) {
        byLength[length] = new Table(length, counts[length]);
        present++;
      }
    }
    for (int i = 0; i < list.size(); i++) {
      byLength[list.length(i)].put(list.high(i), list.low(i), handles.of(i));
    }
    tables = new Table[present];
    for (int length = 128, at = 0; length >= 0; length--) {
      if (counts[length] > 0) {
        tables[at++] = byLength[length];
      }
    }
  }

  int lookup(long high, long low) {
    for (Table table : tables) {
      int length = table.length;
      int handle = table.get(Bits.firstHigh(high, length), Bits.firstLow(low, length));
      if (handle != 0) {
        return handle;
      }
    }
    return 0;
  }

  Rival rival(Queries queries) {
    long[] high = queries.high();
    long[] low = queries.low();
    return i -> lookup(high[i], low[i]);
  }
}
