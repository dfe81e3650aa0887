package io.delist.trie;

import static io.delist.trie.TrieLoader.hold;

import java.util.Arrays;

/**
 * Holds a block from outside to its form, so that no lookup in it can leave it and every prefix has
 * a handle: every count, place, key and handle. That the entries say no more than the keys mean is
 * left to the checksum of the file, but where it is asked for.
 */
final class V4BlockCheck {

  private static final int META_BITS = 18;

  private final int highestHandle;
  private final boolean exact;
  private final V4BlockEdit edit = new V4BlockEdit();
  private int[] block = V4Block.EMPTY;
  private int at;

  V4BlockCheck(int highestHandle, boolean exact) {
    this.highestHandle = highestHandle;
    this.exact = exact;
  }

  /**
   * Checks a block that is not blank.
   *
   * @param inherited what the blocks around it say
   * @param longest the longest relative length in it
   * @return how many prefixes it has
   */
  int check(int[] candidate, int inherited, int longest) throws TrieFormatException {
    block = candidate;
    hold(block.length > V4Block.ENTRIES, "a block has % ints", block.length);
    int meta = block[V4Block.META];
    hold(meta >>> META_BITS == 0, "a block's header is %", meta);
    handle(block[V4Block.UNIFORM], 0);
    boolean differ = block[V4Block.UNIFORM] == PrefixTrie.NONE;
    counts(V4Block.WORDS, V4Block.COUNTS);
    hold(block[V4Block.INHERITED] == inherited, "a block inherits %", block[V4Block.INHERITED]);
    int entries = V4Block.entries(block);
    int lones = V4Block.lones(meta);
    int keys = V4Block.keys(meta);
    int lonesAt = V4Block.ENTRIES + entries;
    int keysAt = lonesAt + lones;
    at = keysAt + V4Keys.ints(keys);
    hold(at <= block.length, "a block ends in its entries or keys");
    handles(lonesAt, keysAt, differ);
    int hidden = keys(keysAt, keys, 0, Math.min(longest, 8));
    if (differ) {
      handles(at, at + hidden, true);
      at += hidden;
    }
    int longer = entries(V4Block.ENTRIES, lonesAt, differ ? lones : -1, longest > 8);
    hold(at == block.length, "a block has % ints too many", (block.length - at));
    hold(keys + longer > 0, "a block has no prefix");
    for (int i = 0; differ && i < keys; i++) {
      if (!V4Keys.isHidden(V4Keys.get(block, keysAt, i))) {
        int handle = V4Block.above(block, V4Keys.shownAt(block, keysAt, keys, i));
        hold(handle > PrefixTrie.NONE, "a prefix has no handle");
      }
    }
    hold(
        !exact || Arrays.equals(edit.rewritten(block, inherited), block),
        "a block is not what its keys make");
    return keys + longer;
  }

  /** Checks the counts before each word of a bitmap, and returns that of all. */
  private int counts(int bitsAt, int countsAt) throws TrieFormatException {
    int count = 0;
    for (int word = 0; word < V4Block.ALL_WORDS; word++) {
      int said = block[countsAt + (word >>> 2)] >>> (word << 3) & 0xff;
      hold(said == (count & 0xff), "a count is % and must be %", said, count);
      count += Integer.bitCount(block[bitsAt + word]);
    }
    return count;
  }

  private void handle(int handle, int least) throws TrieFormatException {
    hold(
        handle >= least && handle <= highestHandle,
        "a handle is %; handles are 1 to %",
        handle,
        highestHandle);
  }

  private void handles(int from, int to, boolean wanted) throws TrieFormatException {
    hold(wanted || from == to, "handles are stored although there is one for all");
    hold(to <= block.length, "a block ends in its handles");
    for (int i = from; i < to; i++) {
      handle(block[i], 1);
    }
  }

  /** Returns how many are hidden. */
  private int keys(int keysAt, int count, int shortest, int longest) throws TrieFormatException {
    int before = -1;
    int hidden = 0;
    for (int i = 0; i < count; i++) {
      int key = V4Keys.get(block, keysAt, i);
      int length = V4Keys.length(key);
      int plain = key & ~V4Keys.HIDDEN;
      hold(
          plain > before
              && length >= shortest
              && length <= longest
              && plain == V4Keys.of(V4Keys.octet(key), length)
              && (V4Keys.octet(key) & 0xff >>> length) == 0,
          "a key is % after %",
          key,
          before);
      before = plain;
      boolean isHidden = V4Keys.shownAt(block, keysAt, count, i) >= V4Keys.end(key);
      hold(isHidden == V4Keys.isHidden(key), "a key is wrong in whether it is hidden: %", key);
      hidden += isHidden ? 1 : 0;
    }
    return hidden;
  }

  /** Returns how many prefixes they are, but for those that have a key in the block. */
  private int entries(int from, int to, int lones, boolean longerAllowed)
      throws TrieFormatException {
    int prefixes = 0;
    int loneAt = to;
    for (int i = from; i < to; i++) {
      int entry = block[i];
      if (entry >= 0) {
        handle(entry, 0);
        continue;
      }
      hold(longerAllowed, "a block has prefixes that are too long for its place");
      if ((entry & V4Block.LONE) == 0) {
        hold((entry & V4Block.PLACE_MASK) == at, "a part is at %", (entry & V4Block.PLACE_MASK));
        prefixes += part();
      } else {
        int place = entry >>> V4Block.LONE_VALUE_SHIFT & V4Block.LONE_VALUE_MASK;
        int free = entry >>> V4Block.LONE_FREE_SHIFT & 7;
        hold(
            place == (lones < 0 ? V4Block.UNIFORM : loneAt++) && (entry & ~(-1 << free)) == 0,
            "a lone prefix is %",
            entry);
        prefixes++;
      }
    }
    hold(lones < 0 || loneAt == to + lones, "lone prefixes and their handles do not match");
    return prefixes;
  }

  /** Checks the {@link V4Sub} at {@link #at} and goes to its end. */
  private int part() throws TrieFormatException {
    int start = at;
    boolean differ = block[V4Block.UNIFORM] == PrefixTrie.NONE;
    hold(start + (differ ? V4Sub.VALUES : V4Sub.BEGINS) <= block.length, "a block ends in a part");
    int header = block[start];
    int keys = V4Sub.keys(header);
    hold(keys > 0 && header >>> 27 == 0, "a part's header is %", header);
    handle(block[start + V4Sub.OUTER], 0);
    int keysAt = V4Sub.keysAt(block, start);
    at = keysAt + V4Keys.ints(keys);
    hold(at <= block.length, "a block ends in a part");
    if (differ) {
      int values = counts(start + V4Sub.BEGINS, start + V4Sub.COUNTS);
      hold(values == V4Sub.values(header), "a part has % values and says otherwise", values);
      hold(valuesBeginWhereCovered(start), "a value begins where nothing is covered");
      handles(keysAt - values, keysAt, true);
    } else {
      hold(V4Sub.values(header) == 0, "a part has values although there is one for all");
    }
    int hidden = keys(keysAt, keys, 1, 8);
    hold(hidden == V4Sub.hidden(header), "a part has % hidden and says otherwise", hidden);
    if (differ) {
      handles(at, at + hidden, true);
      at += hidden;
    }
    for (int i = 0; i < keys; i++) {
      if (!V4Keys.isHidden(V4Keys.get(block, keysAt, i))) {
        int octet = V4Keys.shownAt(block, keysAt, keys, i);
        int word = block[start + V4Sub.COVERED + (octet >>> 5)];
        hold((word >>> octet & 1) != 0, "a prefix does not cover its own address");
      }
    }
    return keys;
  }

  /** So that the first covered address has a value before it. */
  private boolean valuesBeginWhereCovered(int start) {
    boolean first = true;
    for (int word = 0; word < V4Block.ALL_WORDS && first; word++) {
      int covered = block[start + V4Sub.COVERED + word];
      int begins = block[start + V4Sub.BEGINS + word];
      if (Integer.lowestOneBit(covered) != Integer.lowestOneBit(begins)) {
        return false;
      }
      first = covered == 0;
    }
    return true;
  }
}
