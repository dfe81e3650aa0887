package io.delist.trie;

import java.util.Arrays;

/** Makes a {@link V4Table} of its blocks, which come by ascending places. */
final class V4TableLoader {

  private final V4BlockCheck check;
  private final int[][][] middles = new int[256][][];
  private int[] wide = V4Block.EMPTY;
  private int[] lastBlank = V4Block.EMPTY;
  private int[][] lastBlankMiddle = V4Table.BLANK_MIDDLE;
  private int filled;
  private int lastPlace = -1;
  private long size;

  /**
   * @param exact whether each block must be the very one that its keys make
   */
  V4TableLoader(int highestHandle, boolean exact) {
    check = new V4BlockCheck(highestHandle, exact);
  }

  void add(int place, int[] block) throws TrieFormatException {
    TrieLoader.hold(
        place > lastPlace && place <= 256 * TrieRecords.MIDDLE,
        "a block is at place % after %",
        place,
        lastPlace);
    lastPlace = place;
    size += addAt(place, block);
    TrieLoader.hold(size <= Integer.MAX_VALUE, "there are % prefixes", size);
  }

  private int addAt(int place, int[] block) throws TrieFormatException {
    if (place == 0) {
      wide = block;
      return check.check(block, PrefixTrie.NONE, 7);
    }
    int m = (place - 1) / TrieRecords.MIDDLE;
    int slot = (place - 1) % TrieRecords.MIDDLE - 1;
    fillUpTo(m);
    if (slot < 0) {
      middles[m] = V4Table.blankMiddle(V4Block.EMPTY);
      middles[m][V4Table.WIDE] = block;
      int prefixes = check.check(block, V4Block.lookup(wide, m << 8), 7);
      inherit(middles[m]);
      filled = m + 1;
      return prefixes;
    }
    if (filled == m) {
      middles[m] = V4Table.blankMiddle(blank(V4Block.lookup(wide, m << 8)));
      filled = m + 1;
    }
    int inherited = V4Block.lookup(middles[m][V4Table.WIDE], slot << 8);
    middles[m][slot] = block;
    return check.check(block, inherited, 16);
  }

  /** The middles before this one that had no block yet have none. */
  private void fillUpTo(int m) {
    while (filled < m) {
      middles[filled] = blankMiddle(V4Block.lookup(wide, filled << 8));
      filled++;
    }
  }

  private void inherit(int[][] middle) {
    for (int slot = 0; slot < V4Table.WIDE; slot++) {
      middle[slot] = blank(V4Block.lookup(middle[V4Table.WIDE], slot << 8));
    }
  }

  private int[] blank(int inherited) {
    if (V4Block.inherited(lastBlank) != inherited) {
      lastBlank = V4Block.blank(inherited);
    }
    return lastBlank;
  }

  private int[][] blankMiddle(int inherited) {
    if (V4Block.inherited(lastBlankMiddle[V4Table.WIDE]) != inherited) {
      lastBlankMiddle =
          inherited == PrefixTrie.NONE
              ? V4Table.BLANK_MIDDLE
              : V4Table.blankMiddle(V4Block.blank(inherited));
    }
    return lastBlankMiddle;
  }

  V4Table build() {
    fillUpTo(256);
    boolean none = wide == V4Block.EMPTY && Arrays.equals(middles, V4Table.EMPTY.middles);
    return none ? V4Table.EMPTY : new V4Table(middles, wide, (int) size);
  }
}
