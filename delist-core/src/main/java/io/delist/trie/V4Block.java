package io.delist.trie;

/**
 * The format of a block: the prefixes within one range of 2^16 addresses, in one {@code int[]} that
 * is never written to after it was made. Here are the reading half and the layout; {@link
 * V4BlockWriter} is the writing half.
 *
 * <pre>
 * [0]  inherited: the handle for addresses that no prefix of this block covers
 * [1]  count: how many prefixes
 * [2]  uniform: the handle of them all, or 0 if they differ
 * index, only if there are indexBits(count): 2^bits positions of 16 bits, two to an int; position b
 *      is that of the first key of which the upper bits of the base are b or more
 * keys, count ints, ascending: base (16 bits) | length (5 bits) | hop (11 bits)
 * handles, count ints, only if not uniform
 * </pre>
 *
 * <p>Base and length are relative to the block: in the block of 192.0.0.0/16, 192.0.2.0/24 has base
 * 0x0200 and length 8. So the order of the keys is the order of prefixes, and a prefix stands
 * before all it contains.
 *
 * <p>The <em>hop</em> leads from a prefix to the one around it: that many keys back; 0 if there is
 * none in this block. To look up x, take the last key with base &lt;= x and hop until one covers x.
 * It is enough to try those: what covers x starts at or before that key and ends after it, so it
 * contains that key. Example: {0.0/16 is 0, length 0}, {2.0 length 8}, {2.9 length 16}; looking for
 * 2.10 finds 2.9, which does not cover it, hops 1 to 2.0/8, which does.
 *
 * <p>A hop is at most 2047. If the prefix around is further away, the hop lands on another one
 * inside it, whose own hops lead on; by the same argument none of those on the way covers x.
 *
 * <p>Methods take the array and not an object around it: that is one load less for each lookup, and
 * 16 bytes less for each block.
 */
final class V4Block {

  static final int INHERITED = 0;
  static final int COUNT = 1;
  static final int UNIFORM = 2;
  static final int HEADER_INTS = 3;

  static final int BASE_SHIFT = 16;
  static final int LENGTH_SHIFT = 11;
  static final int HOP_MAX = (1 << LENGTH_SHIFT) - 1;

  /** Fewer keys than this are two cache lines, which need no index. */
  private static final int INDEX_MIN_KEYS = 32;

  /** Positions in the index have 16 bits. */
  private static final int INDEX_MAX_KEYS = 0xffff;

  /** No prefix, nothing inherited. */
  static final int[] EMPTY = new int[HEADER_INTS];

  private V4Block() {}

  /** A block without prefixes. */
  static int[] blank(int inherited) {
    return inherited == PrefixTrie.NONE ? EMPTY : new int[] {inherited, 0, 0};
  }

  static int count(int[] block) {
    return block[COUNT];
  }

  /**
   * How many upper bits of a base the index takes, or 0 for no index: so many that four to eight
   * keys share a position if they are spread evenly. That is half a byte a key at most.
   */
  static int indexBits(int count) {
    return count < INDEX_MIN_KEYS || count > INDEX_MAX_KEYS
        ? 0
        : 29 - Integer.numberOfLeadingZeros(count);
  }

  static int keysAt(int count) {
    return HEADER_INTS + ((1 << indexBits(count)) >>> 1);
  }

  static int base(int[] block, int i) {
    return block[keysAt(block[COUNT]) + i] >>> BASE_SHIFT;
  }

  static int length(int[] block, int i) {
    return lengthOf(block[keysAt(block[COUNT]) + i]);
  }

  private static int lengthOf(int key) {
    return key >>> LENGTH_SHIFT & 0x1f;
  }

  static int handle(int[] block, int i) {
    int count = block[COUNT];
    int uniform = block[UNIFORM];
    return uniform != PrefixTrie.NONE ? uniform : block[keysAt(count) + count + i];
  }

  /** The handle of the longest prefix that covers the 16 bits {@code x}, or what is inherited. */
  static int lookup(int[] block, int x) {
    int i = floor(block, x);
    if (i >= 0) {
      int keys = keysAt(block[COUNT]);
      while (true) {
        int key = block[keys + i];
        if (((key >>> BASE_SHIFT) ^ x) >>> (16 - lengthOf(key)) == 0) {
          return handle(block, i);
        }
        int hop = key & HOP_MAX;
        if (hop == 0) {
          break;
        }
        i -= hop;
      }
    }
    return block[INHERITED];
  }

  /** The last prefix whose base is {@code x} or less, or -1. */
  static int floor(int[] block, int x) {
    int count = block[COUNT];
    int bits = indexBits(count);
    int keys = HEADER_INTS + ((1 << bits) >>> 1);
    int from = keys;
    int left = count;
    if (bits != 0) {
      int b = x >>> (16 - bits);
      int start = indexAt(block, b);
      from += start;
      left = ((b + 1) >>> bits != 0 ? count : indexAt(block, b + 1)) - start;
    }
    while (left > 0) {
      int half = (left + 1) >>> 1;
      // All ones if that base is x or less, else 0: no branch, which no CPU could foretell.
      int mask = ((block[from + half - 1] >>> BASE_SHIFT) - x - 1) >> 31;
      from += half & mask;
      left -= half;
    }
    return from - keys - 1;
  }

  private static int indexAt(int[] block, int b) {
    return block[HEADER_INTS + (b >>> 1)] >>> ((b & 1) << 4) & 0xffff;
  }

  /** The last prefix that is not after (base, length), or -1. */
  static int floor(int[] block, int base, int length) {
    int i = floor(block, base);
    while (i >= 0 && base(block, i) == base && length(block, i) > length) {
      i--;
    }
    return i;
  }

  /** The first prefix whose base is {@code x} or more, or the count. */
  static int ceiling(int[] block, int x) {
    return x == 0 ? 0 : floor(block, x - 1) + 1;
  }

  /** The handle stored at exactly this prefix, or NONE. */
  static int exact(int[] block, int base, int length) {
    int i = floor(block, base, length);
    return i >= 0 && base(block, i) == base && length(block, i) == length
        ? handle(block, i)
        : PrefixTrie.NONE;
  }

  /** From {@code i} on outwards, the first prefix that covers {@code x}, or -1. */
  static int covering(int[] block, int i, int x) {
    int at = i;
    while (at >= 0 && (base(block, at) ^ x) >>> (16 - length(block, at)) != 0) {
      at = outer(block, at);
    }
    return at;
  }

  /** One hop outwards, or -1. */
  static int outer(int[] block, int i) {
    int hop = block[keysAt(block[COUNT]) + i] & HOP_MAX;
    return hop == 0 ? -1 : i - hop;
  }
}
