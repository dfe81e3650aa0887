package io.delist.trie;

/**
 * The format of a group: the prefixes longer than /32 within one IPv6 /32, in one {@code long[]}
 * that is never written to after it was made. Here are the layout and the lookup; {@link
 * V6GroupEdit} makes groups.
 *
 * <pre>
 * [0]      count N; bit 63: there are lows
 * N longs  middles: address bits 32 to 95, the sign bit flipped, ascending
 * N longs  handle (32 bits, highest) | length (8): 33 to 128 | hop (24)
 * (N+1)/2  lows, only if any is not 0: address bits 96 to 127, two to a long
 * </pre>
 *
 * <p>Prefixes stand in order, so one stands before all it contains. The <em>hop</em> leads from a
 * prefix to the one around it, that many places back; 0 if there is none in the group. To look up
 * x, take the last prefix that begins at or before x and hop until one covers x: what covers x
 * begins at or before that one and ends after it, so it contains it.
 */
final class V6Group {

  static final int HEADER = 1;
  static final long LOWS = Long.MIN_VALUE;
  static final int HANDLE_SHIFT = 32;
  static final int LENGTH_SHIFT = 24;
  static final int HOP_MASK = (1 << LENGTH_SHIFT) - 1;

  /** So many that a hop reaches any of them. */
  static final int MOST = HOP_MASK;

  private V6Group() {}

  static int count(long[] group) {
    return (int) group[0];
  }

  static boolean hasLows(long[] group) {
    return group[0] < 0;
  }

  /** How many longs a group of so many prefixes takes. */
  static int longs(int count, boolean lows) {
    return HEADER + 2 * count + (lows ? (count + 1) >>> 1 : 0);
  }

  static long middle(long[] group, int i) {
    return group[HEADER + i] ^ Long.MIN_VALUE;
  }

  static int low(long[] group, int i) {
    return hasLows(group)
        ? (int) (group[HEADER + 2 * count(group) + (i >>> 1)] >>> ((i & 1) << 5))
        : 0;
  }

  private static long meta(long[] group, int i) {
    return group[HEADER + count(group) + i];
  }

  static int handle(long[] group, int i) {
    return (int) (meta(group, i) >>> HANDLE_SHIFT);
  }

  static int length(long[] group, int i) {
    return (int) meta(group, i) >>> LENGTH_SHIFT;
  }

  /** One hop outwards, or -1. */
  static int outer(long[] group, int i) {
    int hop = (int) meta(group, i) & HOP_MASK;
    return hop == 0 ? -1 : i - hop;
  }

  /**
   * The handle of the longest prefix that covers the address, or NONE.
   *
   * @param middle address bits 32 to 95
   * @param low address bits 96 to 127
   */
  static int lookup(long[] group, long middle, int low) {
    int i = covering(group, floor(group, middle, low), middle, low);
    return i < 0 ? PrefixTrie.NONE : handle(group, i);
  }

  /** From {@code i} on outwards, the first prefix that covers the address, or -1. */
  static int covering(long[] group, int i, long middle, int low) {
    int at = i;
    while (at >= 0 && !covers(group, at, middle, low)) {
      at = outer(group, at);
    }
    return at;
  }

  private static boolean covers(long[] group, int i, long middle, int low) {
    long differs = middle(group, i) ^ middle;
    int length = length(group, i);
    return length <= 96
        ? differs >>> (96 - length) == 0
        : differs == 0 && (low(group, i) ^ low) >>> (128 - length) == 0;
  }

  /** The last prefix that begins at or before the address, or -1. */
  static int floor(long[] group, long middle, int low) {
    int i = lastAtMost(group, middle ^ Long.MIN_VALUE);
    if (i < 0 || !hasLows(group) || middle(group, i) != middle) {
      return i;
    }
    int before = middle == 0 ? -1 : lastAtMost(group, (middle - 1) ^ Long.MIN_VALUE);
    int least = before + 1;
    int most = i + 1;
    while (least < most) {
      int half = (least + most) >>> 1;
      if (Integer.compareUnsigned(low(group, half), low) <= 0) {
        least = half + 1;
      } else {
        most = half;
      }
    }
    return least - 1;
  }

  private static int lastAtMost(long[] group, long flipped) {
    int from = HEADER;
    int left = count(group);
    while (left > 0) {
      int half = (left + 1) >>> 1;
      from += half & atMost(group[from + half - 1], flipped);
      left -= half;
    }
    return from - HEADER - 1;
  }

  /** All ones if a is b or less, else 0: no branch, which no CPU could foretell. */
  private static int atMost(long a, long b) {
    long difference = b - a;
    long isLess = difference ^ ((b ^ a) & (difference ^ b));
    return ~(int) (isLess >> 63);
  }

  /** Where exactly this prefix is, or -1. */
  static int find(long[] group, long middle, int low, int length) {
    int i = floor(group, middle, low);
    while (i >= 0 && middle(group, i) == middle && low(group, i) == low) {
      if (length(group, i) == length) {
        return i;
      }
      i--;
    }
    return -1;
  }
}
