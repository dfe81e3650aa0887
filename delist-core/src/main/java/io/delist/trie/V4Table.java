package io.delist.trie;

import java.util.Arrays;

/**
 * All IPv4 prefixes at one moment: a 256-way root, 256-way middles, and a block ({@link V4Block})
 * for each /16.
 *
 * <p>A prefix lives in one place, by its length:
 *
 * <ul>
 *   <li>/16 to /32: in the block of its /16;
 *   <li>/8 to /15: in the <em>wide</em> block of its middle, which is the middle's slot 256;
 *   <li>/0 to /7: in the wide block of the root.
 * </ul>
 *
 * <p>Every block inherits the answer of the wide blocks above it, so a lookup reads one block only.
 * Ranges with nothing in them share one blank middle and one blank block.
 */
final class V4Table {

  static final int WIDE = 256;
  static final int[][] BLANK_MIDDLE = blankMiddle(V4Block.EMPTY);
  static final V4Table EMPTY = empty();

  final int[][][] middles;

  /** Prefixes /0 to /7; the 8 upper bits of an address are the 8 upper bits of their base. */
  final int[] wide;

  final int size;

  V4Table(int[][][] middles, int[] wide, int size) {
    this.middles = middles;
    this.wide = wide;
    this.size = size;
  }

  private static V4Table empty() {
    int[][][] middles = new int[256][][];
    Arrays.fill(middles, BLANK_MIDDLE);
    return new V4Table(middles, V4Block.EMPTY, 0);
  }

  static int[][] blankMiddle(int[] blank) {
    int[][] middle = new int[WIDE + 1][];
    Arrays.fill(middle, blank);
    return middle;
  }

  int lookup(int bits) {
    return V4Block.lookup(middles[bits >>> 24][bits >>> 16 & 0xff], bits & 0xffff);
  }

  int exact(int bits, int length) {
    return V4BlockReader.exact(home(bits, length), base(bits, length), relative(length));
  }

  /** The block in which a prefix of this length lives. */
  private int[] home(int bits, int length) {
    return length < 8 ? wide : middles[bits >>> 24][length < 16 ? WIDE : bits >>> 16 & 0xff];
  }

  /** The base of a prefix in its home. */
  static int base(int bits, int length) {
    return length < 8 ? bits >>> 16 : length < 16 ? bits >>> 8 & 0xffff : bits & 0xffff;
  }

  /** The length of a prefix in its home. */
  static int relative(int length) {
    return length < 8 ? length : length < 16 ? length - 8 : length - 16;
  }

  /** The prefixes that contain this one, most specific first. */
  void forEachCovering(int bits, int length, BitsVisitor visitor) {
    long match = longestCovering(bits, length);
    while (match != PrefixTrie.NO_MATCH) {
      int found = PrefixTrie.lengthOf(match);
      visitor.visit(found == 0 ? 0 : bits & -1 << (32 - found), found, PrefixTrie.handleOf(match));
      match = longestCovering(bits, found - 1);
    }
  }

  /** The longest of those that cover the address and are at most so long, or NO_MATCH. */
  long longestCovering(int bits, int atMost) {
    int l = atMost;
    while (l >= 0) {
      int[] block = home(bits, l);
      int shortest = l < 8 ? 0 : l < 16 ? 8 : 16;
      if (!V4Block.isBlank(block)) {
        for (int i = l; i >= shortest; i--) {
          int base = base(bits, i) & -1 << (16 - relative(i));
          int handle = V4BlockReader.exact(block, base, relative(i));
          if (handle != PrefixTrie.NONE) {
            return PrefixTrie.match(i, handle);
          }
        }
      }
      l = shortest - 1;
    }
    return PrefixTrie.NO_MATCH;
  }

  /** All prefixes, in order. */
  void forEach(BitsVisitor visitor) {
    forEachWithin(0, 0, visitor);
  }

  /** The prefixes contained in this one, in order. */
  void forEachWithin(int bits, int length, BitsVisitor visitor) {
    int last = length == 0 ? -1 : length == 32 ? bits : bits | -1 >>> length;
    V4BlockReader reader = new V4BlockReader();
    for (int m = bits >>> 24; m <= last >>> 24; m++) {
      int range = m << 24;
      if (length < 8) {
        visit(reader, wide, m << 8, m << 8, length, 0, 0, visitor);
      }
      int[][] middle = middles[m];
      if (middle == BLANK_MIDDLE) {
        continue;
      }
      int from = m == bits >>> 24 ? bits >>> 16 & 0xff : 0;
      int to = m == last >>> 24 ? last >>> 16 & 0xff : 0xff;
      for (int s = from; s <= to; s++) {
        int[] block = middle[s];
        if (length < 16) {
          visit(reader, middle[WIDE], s << 8, s << 8, length - 8, range, 8, visitor);
          visit(reader, block, 0, 0xffff, 0, range | s << 16, 16, visitor);
        } else {
          int start = range | s << 16;
          visit(reader, block, bits & 0xffff, last & 0xffff, length - 16, start, 16, visitor);
        }
      }
    }
  }

  /**
   * Whether a prefix covers this one, is it, or lies within it. Costs one look at each /16 that it
   * has, at most 256 lookups from /24 on, and else a reading of one block.
   */
  boolean touches(int bits, int length) {
    if (longestCovering(bits, length) != PrefixTrie.NO_MATCH) {
      return true;
    }
    if (length >= 24) {
      return lookupFinds(bits, 1 << (32 - length));
    }
    if (length > 16) {
      int[] found = {0};
      forEachWithin(bits, length, (b, l, handle) -> found[0]++);
      return found[0] > 0;
    }
    return holdsBlocks(bits, length);
  }

  private boolean lookupFinds(int bits, int count) {
    for (int i = 0; i < count; i++) {
      if (lookup(bits + i) != PrefixTrie.NONE) {
        return true;
      }
    }
    return false;
  }

  /** For a prefix of at most 16 bits that nothing covers. */
  private boolean holdsBlocks(int bits, int length) {
    int last = length == 0 ? -1 : bits | -1 >>> length;
    for (int m = bits >>> 24; m <= last >>> 24; m++) {
      int[][] middle = middles[m];
      if (middle == BLANK_MIDDLE) {
        continue;
      }
      int from = m == bits >>> 24 ? bits >>> 16 & 0xff : 0;
      int to = m == last >>> 24 ? last >>> 16 & 0xff : 0xff;
      for (int s = from; s <= to; s++) {
        if (!V4Block.isBlank(middle[s]) || V4Block.lookup(middle[s], 0) != PrefixTrie.NONE) {
          return true;
        }
      }
    }
    return false;
  }

  /** Visits what starts from one base to another and is at least so long. */
  private static void visit(
      V4BlockReader reader,
      int[] block,
      int from,
      int to,
      int atLeast,
      int range,
      int above,
      BitsVisitor visitor) {
    if (V4Block.isBlank(block)) {
      return;
    }
    reader.read(block);
    for (int i = 0; i < reader.count; i++) {
      int base = V4BlockReader.base(reader.keys[i]);
      int length = V4BlockReader.length(reader.keys[i]);
      if (base >= from && base <= to && length >= atLeast) {
        visitor.visit(range | base << (16 - above), above + length, reader.handles[i]);
      }
    }
  }
}
