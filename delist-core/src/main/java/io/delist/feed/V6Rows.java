package io.delist.feed;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.Arrays;

/**
 * IPv6 prefixes with the number of a value each, 20 bytes a row: 128 bits first address, 8 bits
 * length, 24 bits value. Kept and sorted as {@link V4Rows} are, except that repeated prefixes are
 * dropped each time that {@value #MOST_UNSORTED} have come.
 */
final class V6Rows implements RadixSort.Rows {

  static final int MOST_UNSORTED = 1_200_000;

  private static final int LENGTH_SHIFT = 24;
  private static final int VALUE_MASK = (1 << LENGTH_SHIFT) - 1;
  private static final int CHUNK_BITS = 12;
  private static final int CHUNK = 1 << CHUNK_BITS;
  private static final int FIRST = 16;
  private static final int BYTES = 20;

  /** Of each row in turn the upper and the lower 64 bits. */
  private long[][] addresses = {new long[2 * FIRST]};

  /** Of each row the length and the value. */
  private int[][] tails = {new int[FIRST]};

  private int lastChunk;
  private int inLast;
  private boolean sorted = true;
  private final int mostUnsorted;
  private int sortAt;

  /**
   * No rows.
   *
   * @param mostUnsorted repeated prefixes are dropped each time that so many have come
   */
  V6Rows(int mostUnsorted) {
    this.mostUnsorted = mostUnsorted;
    sortAt = mostUnsorted;
  }

  int size() {
    return (lastChunk << CHUNK_BITS) + inLast;
  }

  void add(long high, long low, int length, int value) {
    int tail = length << LENGTH_SHIFT | value;
    int before = size() - 1;
    if (before >= 0 && isSamePrefix(before, high, low, tail)) {
      set(before, high, low, Math.min(tail, tail(before)));
      return;
    }
    if (inLast == tails[lastChunk].length) {
      makeRoom();
    }
    // Only now: making room may have put the rows in order, so that another is the last.
    sorted &= size() == 0 || compare(size() - 1, high, low, tail) < 0;
    inLast++;
    set(size() - 1, high, low, tail);
  }

  private void makeRoom() {
    if (!sorted && size() >= sortAt) {
      sortOnce();
      sortAt = size() + mostUnsorted;
      if (inLast < tails[lastChunk].length) {
        return;
      }
    }
    int room = tails[lastChunk].length;
    if (room < CHUNK) {
      resize(2 * room);
      return;
    }
    lastChunk++;
    inLast = 0;
    if (lastChunk == tails.length) {
      addresses = Arrays.copyOf(addresses, 2 * lastChunk);
      tails = Arrays.copyOf(tails, 2 * lastChunk);
    }
    addresses[lastChunk] = new long[2 * CHUNK];
    tails[lastChunk] = new int[CHUNK];
  }

  private void resize(int room) {
    addresses[lastChunk] = Arrays.copyOf(addresses[lastChunk], 2 * room);
    tails[lastChunk] = Arrays.copyOf(tails[lastChunk], room);
  }

  /** Puts the rows in order and keeps, of those with one prefix, the one of the lowest value. */
  void sort() {
    sortOnce();
    resize(inLast);
    addresses = Arrays.copyOf(addresses, lastChunk + 1);
    tails = Arrays.copyOf(tails, lastChunk + 1);
  }

  private void sortOnce() {
    if (sorted) {
      return;
    }
    RadixSort.sort(this, size());
    keep(withoutRepeats());
    sorted = true;
  }

  private int withoutRepeats() {
    int kept = 1;
    for (int i = 1; i < size(); i++) {
      if (!isSamePrefix(kept - 1, high(i), low(i), tail(i))) {
        set(kept++, high(i), low(i), tail(i));
      }
    }
    return kept;
  }

  private void keep(int size) {
    lastChunk = (size - 1) >>> CHUNK_BITS;
    inLast = size - (lastChunk << CHUNK_BITS);
    Arrays.fill(addresses, lastChunk + 1, addresses.length, null);
    Arrays.fill(tails, lastChunk + 1, tails.length, null);
  }

  private int compare(int row, long high, long low, int tail) {
    int byHigh = Long.compareUnsigned(high(row), high);
    if (byHigh != 0) {
      return byHigh;
    }
    int byLow = Long.compareUnsigned(low(row), low);
    return byLow != 0 ? byLow : Integer.compareUnsigned(tail(row), tail);
  }

  private boolean isSamePrefix(int row, long high, long low, int tail) {
    return high(row) == high && low(row) == low && (tail(row) ^ tail) >>> LENGTH_SHIFT == 0;
  }

  private long high(int row) {
    return addresses[row >>> CHUNK_BITS][2 * (row & (CHUNK - 1))];
  }

  private long low(int row) {
    return addresses[row >>> CHUNK_BITS][2 * (row & (CHUNK - 1)) + 1];
  }

  private int tail(int row) {
    return tails[row >>> CHUNK_BITS][row & (CHUNK - 1)];
  }

  private void set(int row, long high, long low, int tail) {
    int chunk = row >>> CHUNK_BITS;
    int inChunk = row & (CHUNK - 1);
    addresses[chunk][2 * inChunk] = high;
    addresses[chunk][2 * inChunk + 1] = low;
    tails[chunk][inChunk] = tail;
  }

  @Override
  public int bytes() {
    return BYTES;
  }

  @Override
  public int byteAt(int row, int place) {
    if (place < 16) {
      return (int) ((place < 8 ? high(row) : low(row)) >>> (56 - 8 * (place & 7))) & 0xff;
    }
    return tail(row) >>> (24 - 8 * (place & 3)) & 0xff;
  }

  @Override
  public void swap(int row, int other) {
    long high = high(row);
    long low = low(row);
    int tail = tail(row);
    set(row, high(other), low(other), tail(other));
    set(other, high, low, tail);
  }

  @Override
  public void sortFew(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      long high = high(i);
      long low = low(i);
      int tail = tail(i);
      int at = i;
      while (at > from && compare(at - 1, high, low, tail) > 0) {
        set(at, high(at - 1), low(at - 1), tail(at - 1));
        at--;
      }
      set(at, high, low, tail);
    }
  }

  IpPrefix prefix(int index) {
    return IpPrefix.of(IpAddress.ofV6(high(index), low(index)), tail(index) >>> LENGTH_SHIFT);
  }

  int value(int index) {
    return tail(index) & VALUE_MASK;
  }

  void forEach(FeedEntries.V6Visitor visitor) {
    for (int i = 0; i < size(); i++) {
      int tail = tail(i);
      visitor.visit(high(i), low(i), tail >>> LENGTH_SHIFT, tail & VALUE_MASK);
    }
  }
}
