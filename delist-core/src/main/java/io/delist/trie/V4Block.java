package io.delist.trie;

/**
 * The format of a block: the prefixes within one range of 2^16 addresses, in one {@code int[]} that
 * is never written to after it was made. Here are the layout and the lookup; {@link V4BlockReader}
 * reads the prefixes out again, {@link V4BlockWriter} makes blocks.
 *
 * <p>A range is two levels of 256: of the 16 bits looked up, the upper octet chooses an entry, the
 * lower one a place in it. Neighbours with the same answer share an entry (runs), and a popcount
 * finds it, as in Lulea (Degermark et al., SIGCOMM 1997) and Poptrie (Asai and Ohara, SIGCOMM
 * 2015); but prefixes longer than /24 lie on top of the runs, each in its own /24, so that a lone
 * address costs one entry and not three.
 *
 * <pre>
 * [0]       the handle of all prefixes in the block, or 0 if they differ
 * [1]       bits 0-2 first word, 3-6 words W, 7-15 count of keys K, 16-24 count of lone values L
 * W ints    bit i of word w: an entry begins at upper octet 32 (first + w) + i
 * (W+3)/4   four octets each: how many entries begin before word w
 * 1 int     inherited: the handle for what no prefix of this block covers
 * E ints    entries (below)
 * L ints    the handles of lone prefixes, only if the handles differ
 * (K+1)/2   keys of the prefixes /16 to /24, two to an int: octet (8 bits) | length (4) | hidden (1)
 * H ints    the handles of hidden prefixes among them, only if the handles differ
 * S ints    the /24s with several longer prefixes (see {@link V4Sub})
 * </pre>
 *
 * <p>An entry is one of three:
 *
 * <ul>
 *   <li>0 or more: a handle, for its octet and all after it up to the next entry;
 *   <li>bit 31 and bit 30: a <em>lone</em> prefix longer than /24 on top of the inherited handle:
 *       bits 0-7 its last octet, 8-10 how many of its bits are free, 11-29 where its handle is;
 *   <li>bit 31: where the {@link V4Sub} of this /24 is.
 * </ul>
 *
 * <p>The latter two are for their octet only: what comes after it without an entry of its own is
 * inherited. Example: in the block of 192.0.0.0/16, the prefixes 192.0.2.0/24 and 192.0.9.7/32 make
 * three entries: handle of the first at octet 2, inherited at 3, and a lone prefix at 9.
 *
 * <p>A prefix is <em>hidden</em> if longer ones cover all of it, so that no lookup answers with it.
 * The handle of any other is not stored with its key: it is the answer at its first address that no
 * longer prefix of the same level covers.
 *
 * <p>Methods take the array and not an object around it: that is one load less for each lookup, and
 * 16 bytes less for each block.
 */
final class V4Block {

  static final int UNIFORM = 0;
  static final int META = 1;
  static final int WORDS = 2;

  static final int NOT_A_HANDLE = 1 << 31;
  static final int LONE = 1 << 30;
  static final int LONE_FREE_SHIFT = 8;
  static final int LONE_VALUE_SHIFT = 11;
  static final int LONE_VALUE_MASK = (1 << 19) - 1;
  static final int PLACE_MASK = LONE - 1;

  /** No prefix, nothing inherited. */
  static final int[] EMPTY = {0, 0, 0};

  private V4Block() {}

  /** A block without prefixes. */
  static int[] blank(int inherited) {
    return inherited == PrefixTrie.NONE ? EMPTY : new int[] {0, 0, inherited};
  }

  static boolean isBlank(int[] block) {
    return block.length == EMPTY.length;
  }

  static int words(int meta) {
    return meta >>> 3 & 0xf;
  }

  static int keys(int meta) {
    return meta >>> 7 & 0x1ff;
  }

  static int lones(int meta) {
    return meta >>> 16 & 0x1ff;
  }

  static int meta(int firstWord, int words, int keys, int lones) {
    return firstWord | words << 3 | keys << 7 | lones << 16;
  }

  /** Where the inherited handle is; the entries follow it. */
  static int inheritedAt(int words) {
    return WORDS + words + ((words + 3) >>> 2);
  }

  static int inherited(int[] block) {
    return block[inheritedAt(words(block[META]))];
  }

  /** The handle of the longest prefix that covers the 16 bits {@code x}, or what is inherited. */
  static int lookup(int[] block, int x) {
    int meta = block[META];
    int words = words(meta);
    int word = (x >>> 13) - (meta & 7);
    int inheritedAt = inheritedAt(words);
    if (word < 0 || word >= words) {
      return block[inheritedAt];
    }
    int octet = x >>> 8;
    int bits = block[WORDS + word];
    int before = block[WORDS + words + (word >>> 2)] >>> (word << 3) & 0xff;
    int entry = block[inheritedAt + before + Integer.bitCount(bits & ((2 << octet) - 1))];
    if (entry >= 0) {
      return entry;
    }
    if ((bits >>> octet & 1) == 0) {
      return block[inheritedAt];
    }
    if ((entry & LONE) == 0) {
      return V4Sub.lookup(block, entry & PLACE_MASK, x);
    }
    int differs = ((entry ^ x) & 0xff) >>> (entry >>> LONE_FREE_SHIFT & 7);
    return block[differs == 0 ? entry >>> LONE_VALUE_SHIFT & LONE_VALUE_MASK : inheritedAt];
  }

  /** The entry that begins at this octet, or 0 if none does: an entry of 0 is no prefix either. */
  static int entryAt(int[] block, int octet) {
    int meta = block[META];
    int words = words(meta);
    int word = (octet >>> 5) - (meta & 7);
    if (word < 0 || word >= words) {
      return 0;
    }
    int bits = block[WORDS + word];
    if ((bits >>> octet & 1) == 0) {
      return 0;
    }
    int before = block[WORDS + words + (word >>> 2)] >>> (word << 3) & 0xff;
    return block[inheritedAt(words) + before + Integer.bitCount(bits & ((2 << octet) - 1))];
  }

  /** What the prefixes up to /24, and those around the block, say of this octet. */
  static int above(int[] block, int octet) {
    int entry = entryAt(block, octet);
    if (entry >= 0) {
      return lookup(block, octet << 8);
    }
    return (entry & LONE) == 0 ? V4Sub.outer(block, entry & PLACE_MASK) : inherited(block);
  }

  /** How many entries there are. */
  static int entries(int[] block) {
    int words = words(block[META]);
    if (words == 0) {
      return 0;
    }
    int last = words - 1;
    int before = block[WORDS + words + (last >>> 2)] >>> (last << 3) & 0xff;
    return before + Integer.bitCount(block[WORDS + last]);
  }

  /** Where the handles of lone prefixes are; the keys follow them. */
  static int lonesAt(int[] block) {
    return inheritedAt(words(block[META])) + 1 + entries(block);
  }

  static int keysAt(int[] block) {
    return lonesAt(block) + lones(block[META]);
  }

  /** The key of a prefix /16 to /24: octet, length, whether hidden. */
  static int key(int[] block, int keysAt, int i) {
    return V4Keys.get(block, keysAt, i);
  }

  /** How many prefixes. */
  static int count(int[] block) {
    int count = keys(block[META]);
    int from = inheritedAt(words(block[META])) + 1;
    int to = from + entries(block);
    for (int i = from; i < to; i++) {
      int entry = block[i];
      if (entry < 0) {
        count += (entry & LONE) == 0 ? V4Sub.keys(block[entry & PLACE_MASK]) : 1;
      }
    }
    return count;
  }
}
