package io.delist.trie;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which /32s have a group, and which: extendible hashing (Fagin et al., ACM TODS 1979), never
 * changed after it was made.
 *
 * <p>The upper bits of a hash of the /32 choose a page in a directory; a page that is too full is
 * split in two by one more bit, and the directory is doubled where it has too few. So a change
 * copies one page and the parts of the directory that lead to it, however many /32s there are. The
 * directory is in parts of 256, as a middle of {@link V4Table} is.
 */
final class V6Heads {

  static final int PART_BITS = 8;
  static final int PART = 1 << PART_BITS;

  static final V6Heads EMPTY = new V6Heads(new V6Group[][][] {{V6Page.EMPTY}}, 0, 0);

  /**
   * The directory: 2^bits pages ({@link V6Page}). A page whose hashes share d bits, its depth,
   * stands there 2^(bits - d) times in a row.
   */
  final @Nullable V6Group[][][] parts;

  final int bits;

  /** How many /32s have a group. */
  final int size;

  V6Heads(@Nullable V6Group[][][] parts, int bits, int size) {
    this.parts = parts;
    this.bits = bits;
    this.size = size;
  }

  /** Multiplicative (Knuth): the upper half depends on every bit of the /32. */
  static long hash(int head) {
    return Integer.toUnsignedLong(head) * 0x9e37_79b9_7f4a_7c15L;
  }

  /** The upper bits, as many as these; 0 if it is none. */
  static int index(long hash, int bits) {
    return (int) (hash >>> 1 >>> (63 - bits));
  }

  /** The group of a /32, or null. */
  @Nullable V6Group find(int head) {
    long hash = hash(head);
    return V6Page.find(page(index(hash, bits)), head, hash);
  }

  @Nullable V6Group[] page(int index) {
    return page(parts, index);
  }

  static @Nullable V6Group[] page(@Nullable V6Group[][][] parts, int index) {
    return parts[index >>> PART_BITS][index & (PART - 1)];
  }

  /** How often in a row the page at this place of a directory of 2^bits stands there. */
  static int span(@Nullable V6Group[][][] parts, int bits, int index) {
    @Nullable V6Group[] page = page(parts, index);
    int span = 1;
    while (span < 1 << bits && page(parts, (index & -span) ^ span) == page) {
      span *= 2;
    }
    return span;
  }

  /**
   * The groups of the /32s within a prefix, in order.
   *
   * @param first the first /32 of it
   * @param length 0 to 32
   */
  V6Group[] within(int first, int length) {
    long count = 1L << (V6Table.HEAD_BITS - length);
    return count <= size ? lookedUp(first, (int) count) : picked(first, (int) (count - 1));
  }

  private V6Group[] lookedUp(int first, int count) {
    List<V6Group> groups = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      V6Group group = find(first + i);
      if (group != null) {
        groups.add(group);
      }
    }
    return groups.toArray(V6Group[]::new);
  }

  private V6Group[] picked(int first, int mask) {
    List<V6Group> groups = new ArrayList<>();
    forEach(
        group -> {
          if ((group.head & ~mask) == first) {
            groups.add(group);
          }
        });
    groups.sort((one, other) -> Integer.compareUnsigned(one.head, other.head));
    return groups.toArray(V6Group[]::new);
  }

  /** All groups, in no order. */
  void forEach(Consumer<V6Group> visitor) {
    int index = 0;
    while (index < 1 << bits) {
      for (V6Group group : page(index)) {
        if (group != null) {
          visitor.accept(group);
        }
      }
      index += span(parts, bits, index);
    }
  }
}
