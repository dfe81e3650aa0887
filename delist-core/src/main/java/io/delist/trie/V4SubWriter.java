package io.delist.trie;

import java.util.Arrays;

/** Writes one {@link V4Sub}. Reused for many; its arrays are scratch space. */
final class V4SubWriter {

  private static final int OCTETS = 256;
  private static final int MOST_KEYS = 510;

  /** The part that was written last, {@link #length} ints of it. */
  final int[] part = new int[V4Sub.VALUES + OCTETS + MOST_KEYS / 2 + MOST_KEYS];

  int length;

  private final int[] covered = new int[8];
  private final int[] begins = new int[8];
  private final int[] values = new int[OCTETS];
  private final int[] owner = new int[OCTETS];
  private final boolean[] shown = new boolean[MOST_KEYS];
  private int valueCount;

  /**
   * @param keys all longer than /24 and in the same /24, in order, from {@code from} to {@code to}
   * @param outer the handle for what they do not cover
   * @param uniform whether the block has one handle for all
   */
  void write(int[] keys, int[] handles, int from, int to, int outer, boolean uniform) {
    Arrays.fill(covered, 0);
    Arrays.fill(begins, 0);
    valueCount = 0;
    if (!drawSideBySide(keys, handles, from, to)) {
      drawNested(keys, handles, from, to);
    }
    assemble(keys, handles, from, to, outer, uniform);
  }

  private static int octet(int key) {
    return V4BlockReader.base(key) & 0xff;
  }

  private static int end(int key) {
    return octet(key) + (1 << (16 - V4BlockReader.length(key)));
  }

  /** False if a prefix is within another: then nothing of it counts. */
  private boolean drawSideBySide(int[] keys, int[] handles, int from, int to) {
    int end = -1;
    for (int i = from; i < to; i++) {
      int octet = octet(keys[i]);
      if (octet < end) {
        Arrays.fill(covered, 0);
        Arrays.fill(begins, 0);
        valueCount = 0;
        return false;
      }
      if (octet != end || handles[i] != handles[i - 1]) {
        begin(octet, handles[i]);
      }
      end = end(keys[i]);
      for (int x = octet; x < end; x++) {
        covered[x >>> 5] |= 1 << x;
      }
      shown[i - from] = true;
    }
    return true;
  }

  private void drawNested(int[] keys, int[] handles, int from, int to) {
    Arrays.fill(owner, -1);
    Arrays.fill(shown, 0, to - from, false);
    for (int i = from; i < to; i++) {
      Arrays.fill(owner, octet(keys[i]), end(keys[i]), i);
    }
    int before = PrefixTrie.NONE;
    for (int x = 0; x < OCTETS; x++) {
      int i = owner[x];
      int handle = i < 0 ? PrefixTrie.NONE : handles[i];
      if (i >= 0) {
        shown[i - from] = true;
        covered[x >>> 5] |= 1 << x;
        if (handle != before) {
          begin(x, handle);
        }
      }
      before = handle;
    }
  }

  private void begin(int octet, int handle) {
    begins[octet >>> 5] |= 1 << octet;
    values[valueCount++] = handle;
  }

  private void assemble(int[] keys, int[] handles, int from, int to, int outer, boolean uniform) {
    int keyCount = to - from;
    int hidden = 0;
    for (int i = 0; i < keyCount; i++) {
      hidden += shown[i] ? 0 : 1;
    }
    part[0] = V4Sub.header(keyCount, uniform ? 0 : valueCount, hidden);
    part[V4Sub.OUTER] = outer;
    System.arraycopy(covered, 0, part, V4Sub.COVERED, covered.length);
    length = V4Sub.BEGINS;
    if (!uniform) {
      System.arraycopy(begins, 0, part, V4Sub.BEGINS, begins.length);
      V4Counts.write(begins, part, V4Sub.COUNTS);
      System.arraycopy(values, 0, part, V4Sub.VALUES, valueCount);
      length = V4Sub.VALUES + valueCount;
    }
    int keysAt = length;
    length += V4Keys.ints(keyCount);
    Arrays.fill(part, keysAt, length, 0);
    for (int i = 0; i < keyCount; i++) {
      int key = keys[from + i];
      int packed = V4Keys.of(octet(key), V4BlockReader.length(key) - 8);
      V4Keys.put(part, keysAt, i, shown[i] ? packed : packed | V4Keys.HIDDEN);
      if (!uniform && !shown[i]) {
        part[length++] = handles[from + i];
      }
    }
  }
}
