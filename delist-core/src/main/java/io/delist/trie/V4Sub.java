package io.delist.trie;

/**
 * The part of a block for a /24 with several prefixes longer than that, or with one over an answer
 * that is not the block's inherited one. It does not depend on where in the block it is.
 *
 * <pre>
 * [0]       bits 0-9 count of keys K, 10-18 count of values V, 19-26 count of hidden keys H
 * [1]       outer: the handle for what none of these prefixes covers
 * [2-9]     bit i of word w: address 32 w + i is covered
 * only if the handles in the block differ:
 *   8 ints  bit i of word w: a value begins at that address
 *   2 ints  four octets each: how many values begin before word w
 *   V ints  values: handles
 * (K+1)/2   keys of the prefixes (see {@link V4Keys})
 * H ints    the handles of hidden prefixes, only if the handles in the block differ
 * </pre>
 */
final class V4Sub {

  static final int OUTER = 1;
  static final int COVERED = 2;
  static final int BEGINS = COVERED + V4Block.ALL_WORDS;
  static final int COUNTS = BEGINS + V4Block.ALL_WORDS;
  static final int VALUES = COUNTS + 2;

  private V4Sub() {}

  static int header(int keys, int values, int hidden) {
    return keys | values << 10 | hidden << 19;
  }

  static int keys(int header) {
    return header & 0x3ff;
  }

  static int values(int header) {
    return header >>> 10 & 0x1ff;
  }

  static int hidden(int header) {
    return header >>> 19 & 0xff;
  }

  static int outer(int[] block, int at) {
    return block[at + OUTER];
  }

  static int lookup(int[] block, int at, int x) {
    int word = x >>> 5 & 7;
    if ((block[at + COVERED + word] >>> x & 1) == 0) {
      return block[at + OUTER];
    }
    int uniform = block[V4Block.UNIFORM];
    return uniform != PrefixTrie.NONE ? uniform : value(block, at, word, x);
  }

  private static int value(int[] block, int at, int word, int x) {
    int before = block[at + COUNTS + (word >>> 2)] >>> (word << 3) & 0xff;
    int within = Integer.bitCount(block[at + BEGINS + word] & ((2 << x) - 1));
    return block[at + VALUES + before + within - 1];
  }

  /** Where the keys are. */
  static int keysAt(int[] block, int at) {
    return block[V4Block.UNIFORM] != PrefixTrie.NONE
        ? at + BEGINS
        : at + VALUES + values(block[at]);
  }

  /** How many ints it takes. */
  static int length(int[] block, int at) {
    int header = block[at];
    int hidden = block[V4Block.UNIFORM] == PrefixTrie.NONE ? hidden(header) : 0;
    return keysAt(block, at) + V4Keys.ints(keys(header)) + hidden - at;
  }

  /** The handle of key {@code i}. */
  static int handle(int[] block, int at, int keysAt, int i) {
    if (block[V4Block.UNIFORM] != PrefixTrie.NONE) {
      return block[V4Block.UNIFORM];
    }
    int keys = keys(block[at]);
    if (V4Keys.isHidden(V4Keys.get(block, keysAt, i))) {
      return block[keysAt + V4Keys.ints(keys) + V4Keys.hiddenBefore(block, keysAt, i)];
    }
    return lookup(block, at, V4Keys.shownAt(block, keysAt, keys, i));
  }
}
