package io.delist.trie;

/**
 * Keys of 16 bits, two to an {@code int}: octet (8 bits, highest) | length (4) | hidden (1) | 0
 * (3). Ascending keys are prefixes in order.
 *
 * <p>The length is 0 to 8 and counts within the octet: in the block of a /16, 192.0.2.0/24 is octet
 * 2, length 8; in the {@link V4Sub} of a /24, 192.0.2.128/25 is octet 128, length 1.
 */
final class V4Keys {

  static final int HIDDEN = 1 << 3;
  private static final int OCTET_SHIFT = 8;
  private static final int LENGTH_SHIFT = 4;

  private V4Keys() {}

  static int of(int octet, int length) {
    return octet << OCTET_SHIFT | length << LENGTH_SHIFT;
  }

  static int octet(int key) {
    return key >>> OCTET_SHIFT;
  }

  static int length(int key) {
    return key >>> LENGTH_SHIFT & 0xf;
  }

  static boolean isHidden(int key) {
    return (key & HIDDEN) != 0;
  }

  /** The first octet after the prefix. */
  static int end(int key) {
    return octet(key) + (256 >>> length(key));
  }

  /** How many ints so many keys take. */
  static int ints(int keys) {
    return (keys + 1) >>> 1;
  }

  static int get(int[] block, int at, int i) {
    return block[at + (i >>> 1)] >>> ((i & 1) << 4) & 0xffff;
  }

  static void put(int[] block, int at, int i, int key) {
    block[at + (i >>> 1)] |= key << ((i & 1) << 4);
  }

  /** Where the key of this octet and length is, hidden or not, or -1. */
  static int find(int[] block, int at, int count, int wanted) {
    int low = 0;
    int high = count - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int key = get(block, at, middle) & ~HIDDEN;
      if (key == wanted) {
        return middle;
      }
      if (key < wanted) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  /** The first octet of key {@code i} that no longer key covers; it must not be hidden. */
  static int shownAt(int[] block, int at, int count, int i) {
    int octet = octet(get(block, at, i));
    for (int j = i + 1; j < count; j++) {
      int inner = get(block, at, j);
      if (octet(inner) > octet) {
        break;
      }
      octet = Math.max(octet, end(inner));
    }
    return octet;
  }

  /** How many of the first {@code i} keys are hidden. */
  static int hiddenBefore(int[] block, int at, int i) {
    int hidden = 0;
    for (int j = 0; j < i; j++) {
      hidden += isHidden(get(block, at, j)) ? 1 : 0;
    }
    return hidden;
  }
}
