package io.delist.trie;

/**
 * The format of a block: the prefixes within one range of 2^16 addresses, in one {@code int[]} that
 * is never written to after it was made. Here are the layout and the lookup; {@link V4BlockReader}
 * reads the prefixes out again, {@link V4BlockWriter} makes blocks.
 *
 * <p>A range is two levels of 256: of the 16 bits looked up, the upper octet chooses an entry, the
 * lower one a place in it. Neighbours with the same answer share an entry (runs), and a popcount
 * finds it, as in Lulea (Degermark et al., SIGCOMM 1997) and Poptrie (Asai and Ohara, SIGCOMM
 * 2015). Every address takes the same few steps without a branch, up to prefixes longer than /24.
 *
 * <pre>
 * [0]       the handle of all prefixes in the block, or 0 if they differ
 * [1]       bits 0-8 count of keys K, 9-17 count of lone values L
 * [2-9]     bit i of word w: an entry begins at upper octet 32 w + i
 * [10-11]   four octets each: how many entries begin before word w
 * [12]      inherited: the handle for what no prefix of this block covers
 * E ints    entries (below)
 * L ints    the handles of lone prefixes, only if the handles differ
 * (K+1)/2   keys of the prefixes /16 to /24, two to an int (see {@link V4Keys})
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
 * <p>The latter two are for their octet only; the next octet has an entry of its own. Example: in
 * the block of 192.0.0.0/16, the prefixes 192.0.2.0/24 and 192.0.9.7/32 make four entries: the
 * handle of the first at octet 2, inherited at 3, a lone prefix at 9, inherited at 10.
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

  static final int LONES_SHIFT = 9;
  static final int NOT_A_HANDLE = 1 << 31;
  static final int LONE = 1 << 30;
  static final int LONE_FREE_SHIFT = 8;
  static final int LONE_VALUE_SHIFT = 11;
  static final int LONE_VALUE_MASK = (1 << 19) - 1;
  static final int PLACE_MASK = LONE - 1;

  static final int ALL_WORDS = 8;
  static final int COUNTS = WORDS + ALL_WORDS;
  static final int INHERITED = COUNTS + 2;
  static final int ENTRIES = INHERITED + 1;

  /** No prefix, nothing inherited. */
  static final int[] EMPTY = new int[ENTRIES];

  private V4Block() {}

  /** A block without prefixes. */
  static int[] blank(int inherited) {
    if (inherited == PrefixTrie.NONE) {
      return EMPTY;
    }
    int[] blank = new int[ENTRIES];
    blank[INHERITED] = inherited;
    return blank;
  }

  static boolean isBlank(int[] block) {
    return block.length == EMPTY.length;
  }

  static int keys(int meta) {
    return meta & 0x1ff;
  }

  static int lones(int meta) {
    return meta >>> LONES_SHIFT & 0x1ff;
  }

  static int meta(int keys, int lones) {
    return keys | lones << LONES_SHIFT;
  }

  static int inherited(int[] block) {
    return block[INHERITED];
  }

  /** The handle of the longest prefix that covers the 16 bits {@code x}, or what is inherited. */
  static int lookup(int[] block, int x) {
    int word = x >>> 13;
    int bits = block[WORDS + word];
    int before = block[COUNTS + (word >>> 2)] >>> (word << 3) & 0xff;
    int within = Integer.bitCount(bits & ((2 << (x >>> 8)) - 1));
    int entry = block[INHERITED + before + within];
    return entry >= 0 ? entry : longer(block, entry, x);
  }

  private static int longer(int[] block, int entry, int x) {
    if ((entry & LONE) == 0) {
      return V4Sub.lookup(block, entry & PLACE_MASK, x);
    }
    int differs = ((entry ^ x) & 0xff) >>> (entry >>> LONE_FREE_SHIFT & 7);
    return block[differs == 0 ? entry >>> LONE_VALUE_SHIFT & LONE_VALUE_MASK : INHERITED];
  }

  /** The entry that begins at this octet, or 0 if none does: an entry of 0 is no prefix either. */
  static int entryAt(int[] block, int octet) {
    int word = octet >>> 5;
    int bits = block[WORDS + word];
    if ((bits >>> octet & 1) == 0) {
      return 0;
    }
    int before = block[COUNTS + (word >>> 2)] >>> (word << 3) & 0xff;
    return block[INHERITED + before + Integer.bitCount(bits & ((2 << octet) - 1))];
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
    int last = ALL_WORDS - 1;
    return (block[COUNTS + 1] >>> 24) + Integer.bitCount(block[WORDS + last]);
  }

  /** How many entries there are up to this octet, its own included. */
  static int entriesUpTo(int[] block, int octet) {
    int word = octet >>> 5;
    int before = block[COUNTS + (word >>> 2)] >>> (word << 3) & 0xff;
    return before + Integer.bitCount(block[WORDS + word] & ((2 << octet) - 1));
  }

  /** Where the handles of lone prefixes are; the keys follow them. */
  static int lonesAt(int[] block) {
    return ENTRIES + entries(block);
  }

  static int keysAt(int[] block) {
    return lonesAt(block) + lones(block[META]);
  }

  /** How many prefixes. */
  static int count(int[] block) {
    int count = keys(block[META]);
    int to = ENTRIES + entries(block);
    for (int i = ENTRIES; i < to; i++) {
      int entry = block[i];
      if (entry < 0) {
        count += (entry & LONE) == 0 ? V4Sub.keys(block[entry & PLACE_MASK]) : 1;
      }
    }
    return count;
  }
}
