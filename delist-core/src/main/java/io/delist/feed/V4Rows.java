package io.delist.feed;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.Arrays;

/**
 * IPv4 prefixes with the number of a value each, 8 bytes a row: 32 bits first address, 6 bits
 * length, 26 bits value. The first bit is turned over, so that signed order is the order of
 * prefixes: {@code 192.0.2.0/24} with value 5 is {@code 0x4000_0200_6000_0005}.
 *
 * <p>Rows lie in chunks, so nothing is copied when there are more. Those that come in order, as
 * most lists do, are never sorted. Of others, repeated prefixes are dropped each time that {@value
 * #MOST_UNSORTED} have come, so that a file that says the same again and again takes no more memory
 * than what it says.
 */
final class V4Rows implements RadixSort.Rows {

  static final int MOST_UNSORTED = 3_000_000;

  /** Two arrays of so many take 24 MB. */
  private static final int MOST_IN_ARRAYS = 1_500_000;

  private static final int LENGTH_SHIFT = 26;
  private static final long VALUE_MASK = (1L << LENGTH_SHIFT) - 1;
  private static final int CHUNK_BITS = 13;
  private static final int CHUNK = 1 << CHUNK_BITS;
  private static final int FIRST = 16;

  private final int mostInArrays;
  private final int mostUnsorted;

  /** All but the last are full. */
  private long[][] chunks = {new long[FIRST]};

  private int lastChunk;
  private long[] last = chunks[0];
  private int inLast;
  private long lastRow;
  private boolean sorted = true;
  private int sortAt;

  V4Rows(int mostUnsorted) {
    this(MOST_IN_ARRAYS, mostUnsorted);
  }

  /**
   * No rows.
   *
   * @param mostInArrays more rows are sorted in place, which is slower and needs no memory
   * @param mostUnsorted repeated prefixes are dropped each time that so many have come
   */
  V4Rows(int mostInArrays, int mostUnsorted) {
    this.mostInArrays = mostInArrays;
    this.mostUnsorted = mostUnsorted;
    sortAt = mostUnsorted;
  }

  int size() {
    return (lastChunk << CHUNK_BITS) + inLast;
  }

  void add(int bits, int length, int value) {
    long row = ((long) bits << 32 ^ Long.MIN_VALUE) | (long) length << LENGTH_SHIFT | value;
    boolean inOrder = isAfterLast(row);
    if (!inOrder && isSamePrefix(row, lastRow)) {
      lastRow = Math.min(row, lastRow);
      last[inLast - 1] = lastRow;
      return;
    }
    if (inLast == last.length) {
      makeRoom();
      // It may have put the rows in order, so that another is the last.
      inOrder = isAfterLast(row);
    }
    sorted &= inOrder;
    last[inLast++] = row;
    lastRow = row;
  }

  private boolean isAfterLast(long row) {
    return row >> LENGTH_SHIFT > lastRow >> LENGTH_SHIFT || size() == 0;
  }

  private void makeRoom() {
    if (!sorted && size() >= sortAt) {
      sortOnce();
      sortAt = size() + mostUnsorted;
      if (inLast < last.length) {
        return;
      }
    }
    if (last.length < CHUNK) {
      last = Arrays.copyOf(last, 2 * last.length);
    } else {
      last = new long[CHUNK];
      lastChunk++;
      inLast = 0;
    }
    if (lastChunk == chunks.length) {
      chunks = Arrays.copyOf(chunks, 2 * lastChunk);
    }
    chunks[lastChunk] = last;
  }

  /** Puts the rows in order and keeps, of those with one prefix, the one of the lowest value. */
  void sort() {
    sortOnce();
    last = Arrays.copyOf(last, inLast);
    chunks = Arrays.copyOf(chunks, lastChunk + 1);
    chunks[lastChunk] = last;
  }

  private void sortOnce() {
    if (sorted) {
      return;
    }
    if (size() <= mostInArrays) {
      sortInArrays();
    } else {
      RadixSort.sort(this, size());
    }
    keep(withoutRepeats());
    sorted = true;
  }

  /** With two arrays as large as the rows, which is faster than in place. */
  private void sortInArrays() {
    long[] rows = new long[size()];
    for (int i = 0; i <= lastChunk; i++) {
      int start = i << CHUNK_BITS;
      System.arraycopy(chunks[i], 0, rows, start, Math.min(CHUNK, rows.length - start));
    }
    // Turning the first bit over, there and back, makes unsigned order of signed order.
    for (int i = 0; i < rows.length; i++) {
      rows[i] ^= Long.MIN_VALUE;
    }
    long[] sorted = LongSort.sort(rows, new long[rows.length]);
    for (int i = 0; i < sorted.length; i++) {
      set(i, sorted[i] ^ Long.MIN_VALUE);
    }
  }

  private int withoutRepeats() {
    int kept = 1;
    long before = row(0);
    for (int i = 1; i < size(); i++) {
      long row = row(i);
      if (!isSamePrefix(row, before)) {
        set(kept++, row);
        before = row;
      }
    }
    return kept;
  }

  private void keep(int size) {
    lastChunk = (size - 1) >>> CHUNK_BITS;
    inLast = size - (lastChunk << CHUNK_BITS);
    last = chunks[lastChunk];
    lastRow = last[inLast - 1];
    Arrays.fill(chunks, lastChunk + 1, chunks.length, null);
  }

  private static boolean isSamePrefix(long row, long other) {
    return (row ^ other) >>> LENGTH_SHIFT == 0;
  }

  private long row(int index) {
    return chunks[index >>> CHUNK_BITS][index & (CHUNK - 1)];
  }

  private void set(int index, long row) {
    chunks[index >>> CHUNK_BITS][index & (CHUNK - 1)] = row;
  }

  @Override
  public int bytes() {
    return Long.BYTES;
  }

  @Override
  public int byteAt(int row, int place) {
    return (int) ((row(row) ^ Long.MIN_VALUE) >>> (56 - 8 * place)) & 0xff;
  }

  @Override
  public void swap(int row, int other) {
    long kept = row(row);
    set(row, row(other));
    set(other, kept);
  }

  @Override
  public void sortFew(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      long row = row(i);
      int at = i;
      while (at > from && row(at - 1) > row) {
        set(at, row(at - 1));
        at--;
      }
      set(at, row);
    }
  }

  int bits(int index) {
    return (int) (row(index) >> 32) ^ Integer.MIN_VALUE;
  }

  int length(int index) {
    return (int) (row(index) >>> LENGTH_SHIFT) & 0x3f;
  }

  IpPrefix prefix(int index) {
    return IpPrefix.of(IpAddress.ofV4(bits(index)), length(index));
  }

  int value(int index) {
    return (int) (row(index) & VALUE_MASK);
  }

  void forEach(FeedEntries.V4Visitor visitor) {
    for (int chunk = 0; chunk <= lastChunk; chunk++) {
      long[] rows = chunks[chunk];
      int size = chunk < lastChunk ? CHUNK : inLast;
      for (int i = 0; i < size; i++) {
        long row = rows[i];
        visitor.visit(
            (int) (row >> 32) ^ Integer.MIN_VALUE,
            (int) (row >>> LENGTH_SHIFT) & 0x3f,
            (int) (row & VALUE_MASK));
      }
    }
  }
}
