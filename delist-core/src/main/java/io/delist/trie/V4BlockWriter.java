package io.delist.trie;

import java.util.Arrays;

/** Makes blocks out of prefixes. Reused for many blocks; its arrays are scratch space. */
final class V4BlockWriter {

  private static final int OCTETS = 256;
  private static final int LONGEST_WIDE = 8;

  private final V4BlockBuilder builder = new V4BlockBuilder();
  private final V4SubWriter subs = new V4SubWriter();
  private final int[] owner = new int[OCTETS];
  private final int[] answer = new int[OCTETS];
  private boolean[] shown = new boolean[OCTETS];
  private int[] wide = new int[OCTETS];

  /**
   * The block with these prefixes.
   *
   * @param keys in order, each once (see {@link V4BlockReader})
   * @param handles one for each key, none of them NONE
   */
  int[] write(int inherited, int[] keys, int[] handles, int from, int to) {
    if (from == to) {
      return V4Block.blank(inherited);
    }
    boolean uniform = true;
    int wideCount = 0;
    for (int i = from; i < to; i++) {
      uniform &= handles[i] == handles[from];
      if (V4BlockReader.length(keys[i]) <= LONGEST_WIDE) {
        if (wideCount == wide.length) {
          wide = Arrays.copyOf(wide, 2 * wideCount);
          shown = new boolean[2 * wideCount];
        }
        wide[wideCount++] = i;
      }
    }
    builder.begin(inherited);
    if (wideCount == 0) {
      writeLonger(inherited, keys, handles, from, to, uniform);
    } else {
      drawWide(inherited, keys, handles, wideCount);
      writeMixed(inherited, keys, handles, from, to, uniform);
      addKeys(keys, handles, wideCount);
    }
    return builder.build(inherited, uniform ? handles[from] : PrefixTrie.NONE);
  }

  private void writeLonger(
      int inherited, int[] keys, int[] handles, int from, int to, boolean uniform) {
    int i = from;
    while (i < to) {
      int end = endOfOctet(keys, i, to);
      addLonger(keys, handles, i, end, inherited, inherited, uniform);
      i = end;
    }
  }

  private static int octet(int key) {
    return key >>> (V4BlockReader.BASE_SHIFT + 8);
  }

  private static int endOfOctet(int[] keys, int from, int to) {
    int octet = octet(keys[from]);
    int end = from + 1;
    while (end < to && octet(keys[end]) == octet) {
      end++;
    }
    return end;
  }

  /** Adds the prefixes of one /24 that are longer than that. */
  private void addLonger(
      int[] keys, int[] handles, int from, int end, int above, int inherited, boolean uniform) {
    int octet = octet(keys[from]);
    if (end - from == 1 && above == inherited) {
      int free = 16 - V4BlockReader.length(keys[from]);
      builder.lone(octet, V4BlockReader.base(keys[from]) & 0xff, free, handles[from]);
    } else {
      subs.write(keys, handles, from, end, above, uniform);
      builder.sub(octet, subs.part, 0, subs.length);
    }
  }

  /** Says of each octet which prefix up to /24 answers, and of each prefix whether any does. */
  private void drawWide(int inherited, int[] keys, int[] handles, int wideCount) {
    Arrays.fill(owner, -1);
    for (int w = 0; w < wideCount; w++) {
      int key = keys[wide[w]];
      int octet = octet(key);
      Arrays.fill(owner, octet, octet + (OCTETS >>> V4BlockReader.length(key)), w);
    }
    Arrays.fill(shown, 0, wideCount, false);
    for (int octet = 0; octet < OCTETS; octet++) {
      int w = owner[octet];
      if (w < 0) {
        answer[octet] = inherited;
      } else {
        shown[w] = true;
        answer[octet] = handles[wide[w]];
      }
    }
  }

  private void writeMixed(
      int inherited, int[] keys, int[] handles, int from, int to, boolean uniform) {
    int i = from;
    for (int octet = 0; octet < OCTETS; octet++) {
      while (i < to && octet(keys[i]) == octet && isWide(keys[i])) {
        i++;
      }
      if (i < to && octet(keys[i]) == octet) {
        int end = endOfOctet(keys, i, to);
        addLonger(keys, handles, i, end, answer[octet], inherited, uniform);
        i = end;
      } else {
        builder.answer(octet, answer[octet]);
      }
    }
  }

  private static boolean isWide(int key) {
    return V4BlockReader.length(key) <= LONGEST_WIDE;
  }

  private void addKeys(int[] keys, int[] handles, int wideCount) {
    for (int w = 0; w < wideCount; w++) {
      int key = keys[wide[w]];
      int packed = V4Keys.of(octet(key), V4BlockReader.length(key));
      if (shown[w]) {
        builder.key(packed, PrefixTrie.NONE);
      } else {
        builder.key(packed | V4Keys.HIDDEN, handles[wide[w]]);
      }
    }
  }
}
