package io.delist.feed;

import java.util.Arrays;

/**
 * Sorts rows in place by their bytes, the highest first: rows are counted by a byte, then each is
 * swapped to where the rows of its byte stand, then each such group is sorted by the next byte (an
 * "American flag sort", McIlroy, Bostic and McIlroy, Engineering Radix Sort, 1993).
 *
 * <p><b>Cost:</b> of memory, 2 KB a byte of a row, whatever the number of rows. Of time, at most
 * two looks at a row and one swap for each of its bytes; rows that differ early cost less. No order
 * of the rows makes it slow.
 */
final class RadixSort {

  /** What can be sorted. */
  interface Rows {

    /** How many bytes a row has. */
    int bytes();

    /** A byte of a row, 0 to 255; place 0 is the highest. */
    int byteAt(int row, int place);

    void swap(int row, int other);

    /** Sorts a few rows, from the first to before the last. */
    void sortFew(int from, int to);
  }

  private static final int FEW = 48;
  private static final int VALUES = 256;

  private final Rows rows;
  private final int[][] next;
  private final int[][] ends;

  private RadixSort(Rows rows) {
    this.rows = rows;
    next = new int[rows.bytes()][];
    ends = new int[rows.bytes()][];
  }

  static void sort(Rows rows, int size) {
    new RadixSort(rows).sort(0, size, 0);
  }

  private void sort(int from, int to, int firstPlace) {
    if (to - from <= FEW) {
      rows.sortFew(from, to);
      return;
    }
    int place = firstPlace;
    while (place < rows.bytes() && isSame(from, to, place)) {
      place++;
    }
    if (place == rows.bytes()) {
      return;
    }
    if (next[place] == null) {
      next[place] = new int[VALUES];
      ends[place] = new int[VALUES];
    }
    count(from, to, place);
    move(place);
    int start = from;
    for (int value = 0; value < VALUES; value++) {
      int end = ends[place][value];
      if (end - start > 1) {
        sort(start, end, place + 1);
      }
      start = end;
    }
  }

  private boolean isSame(int from, int to, int place) {
    int value = rows.byteAt(from, place);
    for (int row = from + 1; row < to; row++) {
      if (rows.byteAt(row, place) != value) {
        return false;
      }
    }
    return true;
  }

  /** Finds where the rows of each value begin and end. */
  private void count(int from, int to, int place) {
    int[] starts = next[place];
    int[] counts = ends[place];
    Arrays.fill(counts, 0);
    for (int row = from; row < to; row++) {
      counts[rows.byteAt(row, place)]++;
    }
    int start = from;
    for (int value = 0; value < VALUES; value++) {
      starts[value] = start;
      start += counts[value];
      counts[value] = start;
    }
  }

  private void move(int place) {
    int[] at = next[place];
    int[] end = ends[place];
    for (int value = 0; value < VALUES; value++) {
      while (at[value] < end[value]) {
        int row = at[value];
        int belongs = rows.byteAt(row, place);
        if (belongs == value) {
          at[value]++;
        } else {
          rows.swap(row, at[belongs]++);
        }
      }
    }
  }
}
