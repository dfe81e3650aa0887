package io.delist.trie;

/**
 * The prefixes longer than /32 within one IPv6 /32; never changed after it was made.
 *
 * <p>Networks announce /48s and shorter, so those are a {@link V4Block} over bits 32 to 47: the
 * same few steps for every address. Lists also name /56s, /64s and single addresses, few to a /48;
 * those are sorted ({@link V6Sorted}), behind a filter that says of most addresses that none covers
 * them.
 */
final class V6Group {

  /** Prefixes up to this length are near, longer ones far. */
  static final int NEAR_LENGTH = 48;

  private static final int MIDDLE_END = 96;

  /** The /32. */
  final int head;

  /** Those of /33 to /48. Inherits the answer of the prefixes up to /32. */
  final int[] near;

  /** Those longer than /48, with a filter. */
  final long[] far;

  /** How many bits of a middle (address bits 32 to 95) lie behind the shortest of the far. */
  final int shift;

  /**
   * @param shortest the length of the shortest of the far
   */
  V6Group(int head, int[] near, long[] far, int shortest) {
    this(head, near, shift(shortest), far);
  }

  private V6Group(int head, int[] near, int shift, long[] far) {
    this.head = head;
    this.near = near;
    this.far = far;
    this.shift = shift;
  }

  static int shift(int shortest) {
    return MIDDLE_END - Math.min(shortest, MIDDLE_END);
  }

  V6Group withNear(int[] other) {
    return new V6Group(head, other, shift, far);
  }

  /** The handle of the longest prefix that covers the address, what is inherited, or NONE. */
  int lookup(long high, long low) {
    long middle = middle(high, low);
    if (V6Sorted.mayCover(far, middle, shift)) {
      int handle = V6Sorted.lookup(far, middle, (int) low);
      if (handle != PrefixTrie.NONE) {
        return handle;
      }
    }
    return V4Block.lookup(near, nearBits(high));
  }

  int exact(long high, long low, int length) {
    if (length <= NEAR_LENGTH) {
      return V4BlockReader.exact(near, nearBits(high), length - V6Table.HEAD_BITS);
    }
    int i = V6Sorted.find(far, middle(high, low), (int) low, length);
    return i < 0 ? PrefixTrie.NONE : V6Sorted.handle(far, i);
  }

  /** The longest of those in the group that cover the address and are at most so long. */
  long longestCovering(long high, long low, int atMost) {
    if (atMost > NEAR_LENGTH) {
      long middle = middle(high, low);
      int i = V6Sorted.covering(far, V6Sorted.floor(far, middle, (int) low), middle, (int) low);
      while (i >= 0 && V6Sorted.length(far, i) > atMost) {
        i = V6Sorted.covering(far, V6Sorted.outer(far, i), middle, (int) low);
      }
      if (i >= 0) {
        return PrefixTrie.match(V6Sorted.length(far, i), V6Sorted.handle(far, i));
      }
    }
    return V4Block.isBlank(near)
        ? PrefixTrie.NO_MATCH
        : longestNear(nearBits(high), Math.min(atMost, NEAR_LENGTH));
  }

  private long longestNear(int bits, int atMost) {
    for (int length = atMost; length > V6Table.HEAD_BITS; length--) {
      int handle = V4BlockReader.exact(near, bits & -1 << (NEAR_LENGTH - length), relative(length));
      if (handle != PrefixTrie.NONE) {
        return PrefixTrie.match(length, handle);
      }
    }
    return PrefixTrie.NO_MATCH;
  }

  int count() {
    return V4Block.count(near) + V6Sorted.count(far);
  }

  boolean isEmpty() {
    return V4Block.isBlank(near) && V6Sorted.count(far) == 0;
  }

  /** All prefixes, in order. */
  void forEach(Visitor visitor) {
    forEachWithin(0, 0, V6Table.HEAD_BITS, visitor);
  }

  /**
   * The prefixes contained in this one, in order.
   *
   * @param middle address bits 32 to 95
   * @param low address bits 96 to 127
   * @param length 32 to 128
   */
  void forEachWithin(long middle, int low, int length, Visitor visitor) {
    V4BlockReader reader = new V4BlockReader();
    if (length <= NEAR_LENGTH) {
      reader.read(near);
    }
    int next = 0;
    for (int i = firstFrom(middle, low); i < V6Sorted.count(far); i++) {
      long at = V6Sorted.middle(far, i);
      if (!V6Sorted.isWithin(at, V6Sorted.low(far, i), middle, low, length)) {
        break;
      }
      // Of two that begin alike the shorter one comes first, and that is the near one.
      while (next < reader.count && V4BlockReader.base(reader.keys[next]) <= at >>> NEAR_LENGTH) {
        visitNear(reader, next++, middle, length, visitor);
      }
      if (V6Sorted.length(far, i) >= length) {
        visitor.visit(at, V6Sorted.low(far, i), V6Sorted.length(far, i), V6Sorted.handle(far, i));
      }
    }
    while (next < reader.count) {
      visitNear(reader, next++, middle, length, visitor);
    }
  }

  /** The first of the far that begins at the address or after it. */
  private int firstFrom(long middle, int low) {
    int i = V6Sorted.floor(far, middle, low);
    while (i >= 0 && V6Sorted.middle(far, i) == middle && V6Sorted.low(far, i) == low) {
      i--;
    }
    return i + 1;
  }

  /** Whether any prefix lies within this one, if none covers it. */
  boolean hasAnyWithin(long middle, int low, int length) {
    int i = firstFrom(middle, low);
    boolean hasFar =
        i < V6Sorted.count(far)
            && V6Sorted.isWithin(
                V6Sorted.middle(far, i), V6Sorted.low(far, i), middle, low, length);
    return hasFar
        || (length <= NEAR_LENGTH && hasAnyNear((int) (middle >>> NEAR_LENGTH), relative(length)));
  }

  private boolean hasAnyNear(int first, int relative) {
    if (relative < V4BlockEdit.OCTET_LENGTH) {
      int[] found = new int[1];
      long middle = (long) first << NEAR_LENGTH;
      V4BlockReader reader = new V4BlockReader();
      reader.read(near);
      for (int i = 0; i < reader.count; i++) {
        visitNear(reader, i, middle, V6Table.HEAD_BITS + relative, (m, l, n, h) -> found[0]++);
      }
      return found[0] > 0;
    }
    for (int i = 0; i < 1 << (16 - relative); i++) {
      if (V4Block.lookup(near, first + i) != PrefixTrie.NONE) {
        return true;
      }
    }
    return false;
  }

  /** Visits a near prefix if it lies within the one that begins there and has this length. */
  private static void visitNear(
      V4BlockReader reader, int i, long within, int atLeast, Visitor visitor) {
    long middle = (long) V4BlockReader.base(reader.keys[i]) << NEAR_LENGTH;
    int length = V6Table.HEAD_BITS + V4BlockReader.length(reader.keys[i]);
    if (length >= atLeast && V6Sorted.isWithin(middle, 0, within, 0, atLeast)) {
      visitor.visit(middle, 0, length, reader.handles[i]);
    }
  }

  /** The 16 bits that a near block is asked for: address bits 32 to 47. */
  static int nearBits(long high) {
    return (int) (high >>> 16) & 0xffff;
  }

  /** The length of a near prefix in its block. */
  static int relative(int length) {
    return length - V6Table.HEAD_BITS;
  }

  /** Address bits 32 to 95. */
  static long middle(long high, long low) {
    return high << 32 | low >>> 32;
  }

  /** Sees prefixes of a group. */
  @FunctionalInterface
  interface Visitor {

    /**
     * Sees the next one.
     *
     * @param middle address bits 32 to 95
     * @param low address bits 96 to 127
     */
    void visit(long middle, int low, int length, int handle);
  }
}
