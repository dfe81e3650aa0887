package io.delist.trie;

/**
 * The part of a block for a /24 with several prefixes longer than that, or with one over an answer
 * that is not the block's inherited one. It does not depend on where in the block it is.
 *
 * <pre>
 * [0]       bits 0-2 first word, 3-6 words W, 7-16 count of keys K, 17-25 count of values V
 * [1]       outer: the handle for what none of these prefixes covers
 * W ints    bit i of word w: address 32 (first + w) + i is covered
 * only if the handles in the block differ:
 *   W ints  bit i of word w: a value begins at that address
 *   (W+3)/4 four octets each: how many values begin before word w
 *   V ints  values: handles
 * (K+1)/2   keys of the prefixes (see {@link V4Keys})
 * H ints    the handles of hidden prefixes, only if the handles in the block differ
 * </pre>
 */
final class V4Sub {

  static final int OUTER = 1;
  static final int WORDS = 2;

  private V4Sub() {}

  static int header(int firstWord, int words, int keys, int values) {
    return firstWord | words << 3 | keys << 7 | values << 17;
  }

  static int words(int header) {
    return header >>> 3 & 0xf;
  }

  static int keys(int header) {
    return header >>> 7 & 0x3ff;
  }

  static int values(int header) {
    return header >>> 17 & 0x1ff;
  }

  static int outer(int[] block, int at) {
    return block[at + OUTER];
  }

  static int lookup(int[] block, int at, int x) {
    int header = block[at];
    int words = words(header);
    int word = (x >>> 5 & 7) - (header & 7);
    if (word < 0 || word >= words) {
      return block[at + OUTER];
    }
    int wordAt = at + WORDS + word;
    if ((block[wordAt] >>> x & 1) == 0) {
      return block[at + OUTER];
    }
    int uniform = block[V4Block.UNIFORM];
    if (uniform != PrefixTrie.NONE) {
      return uniform;
    }
    int countsAt = at + WORDS + 2 * words;
    int before = block[countsAt + (word >>> 2)] >>> (word << 3) & 0xff;
    int within = Integer.bitCount(block[wordAt + words] & ((2 << x) - 1));
    return block[countsAt + ((words + 3) >>> 2) + before + within - 1];
  }

  /** Where the keys are. */
  static int keysAt(int[] block, int at) {
    int header = block[at];
    int words = words(header);
    return block[V4Block.UNIFORM] != PrefixTrie.NONE
        ? at + WORDS + words
        : at + WORDS + 2 * words + ((words + 3) >>> 2) + values(header);
  }

  /** How many ints it takes. */
  static int length(int[] block, int at) {
    int keys = keys(block[at]);
    int keysAt = keysAt(block, at);
    boolean differ = block[V4Block.UNIFORM] == PrefixTrie.NONE;
    int hidden = differ ? V4Keys.hiddenBefore(block, keysAt, keys) : 0;
    return keysAt + V4Keys.ints(keys) + hidden - at;
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
