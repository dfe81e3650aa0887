package io.delist.trie;

/**
 * The format of sorted IPv6 prefixes longer than /32 within one /32, in one {@code long[]} that is
 * never written to after it was made. In memory it has those longer than /48 of a {@link V6Group};
 * in a snapshot file all of a group. Here are the layout and the lookup; {@link V6SortedEdit} makes
 * them.
 *
 * <pre>
 * [0]      count N; bit 63: there are lows
 * N longs  middles: address bits 32 to 95, the sign bit flipped, ascending
 * N longs  handle (32 bits, highest) | length (8): 33 to 128 | hop (24)
 * (N+1)/2  lows, only if any is not 0: address bits 96 to 127, two to a long
 * F longs  in memory only: a filter, F a power of two
 * </pre>
 *
 * <p>Prefixes stand in order, so one stands before all it contains. The <em>hop</em> leads from a
 * prefix to the one around it, that many places back; 0 if there is none. To look up x, take the
 * last prefix that begins at or before x and hop until one covers x: what covers x begins at or
 * before that one and ends after it, so it contains it.
 *
 * <p>The filter says of most addresses that no prefix covers them, for one load instead of a
 * search. It has a bit for the first bits of each prefix, as many as the shortest has, put anywhere
 * by a multiplication; eight bits for a prefix or more, so one address in eight is searched for in
 * vain.
 */
final class V6Sorted {

  static final int HEADER = 1;
  static final long LOWS = Long.MIN_VALUE;
  static final int HANDLE_SHIFT = 32;
  static final int LENGTH_SHIFT = 24;
  static final int HOP_MASK = (1 << LENGTH_SHIFT) - 1;

  /** So many that a hop reaches any of them. */
  static final int MOST = HOP_MASK;

  /** Nothing, in memory: no prefix, and a filter without a bit. */
  static final long[] NONE = new long[HEADER + 1];

  /** So many prefixes share a long of the filter. */
  private static final int PREFIXES_PER_WORD = 8;

  private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;

  private V6Sorted() {}

  static int count(long[] sorted) {
    return (int) sorted[0];
  }

  static boolean hasLows(long[] sorted) {
    return sorted[0] < 0;
  }

  /** How many longs so many prefixes take, without a filter. */
  static int longs(int count, boolean lows) {
    return HEADER + 2 * count + (lows ? (count + 1) >>> 1 : 0);
  }

  /** How many longs the filter of so many prefixes takes. */
  static int filterLongs(int count) {
    int least = Math.max(1, (count + PREFIXES_PER_WORD - 1) / PREFIXES_PER_WORD);
    return Integer.highestOneBit(2 * least - 1);
  }

  /**
   * Whether any prefix may cover the address; false is certain.
   *
   * @param shift how many of the 64 bits of a middle lie behind the shortest prefix
   */
  static boolean mayCover(long[] sorted, long middle, int shift) {
    int filterAt = longs(count(sorted), hasLows(sorted));
    long spread = (middle >>> shift) * SPREAD;
    return (sorted[filterWord(sorted, filterAt, spread)] >>> filterBit(spread) & 1) != 0;
  }

  /** Sets the bit of what begins with this middle. */
  static void addToFilter(long[] sorted, int filterAt, long middle, int shift) {
    long spread = (middle >>> shift) * SPREAD;
    sorted[filterWord(sorted, filterAt, spread)] |= 1L << filterBit(spread);
  }

  private static int filterWord(long[] sorted, int filterAt, long spread) {
    return filterAt + ((int) (spread >>> 32) & (sorted.length - filterAt - 1));
  }

  /** The upper six bits, which a shift by a long takes of an int. */
  private static int filterBit(long spread) {
    return (int) (spread >>> 58);
  }

  static long middle(long[] sorted, int i) {
    return sorted[HEADER + i] ^ Long.MIN_VALUE;
  }

  static int low(long[] sorted, int i) {
    return hasLows(sorted)
        ? (int) (sorted[HEADER + 2 * count(sorted) + (i >>> 1)] >>> ((i & 1) << 5))
        : 0;
  }

  private static long meta(long[] sorted, int i) {
    return sorted[HEADER + count(sorted) + i];
  }

  static int handle(long[] sorted, int i) {
    return (int) (meta(sorted, i) >>> HANDLE_SHIFT);
  }

  static int length(long[] sorted, int i) {
    return (int) meta(sorted, i) >>> LENGTH_SHIFT;
  }

  /** One hop outwards, or -1. */
  static int outer(long[] sorted, int i) {
    int hop = (int) meta(sorted, i) & HOP_MASK;
    return hop == 0 ? -1 : i - hop;
  }

  /**
   * The handle of the longest prefix that covers the address, or NONE; by a search only.
   *
   * @param middle address bits 32 to 95
   * @param low address bits 96 to 127
   */
  static int lookup(long[] sorted, long middle, int low) {
    int i = covering(sorted, floor(sorted, middle, low), middle, low);
    return i < 0 ? PrefixTrie.NONE : handle(sorted, i);
  }

  /** From {@code i} on outwards, the first prefix that covers the address, or -1. */
  static int covering(long[] sorted, int i, long middle, int low) {
    int at = i;
    while (at >= 0 && !covers(sorted, at, middle, low)) {
      at = outer(sorted, at);
    }
    return at;
  }

  private static boolean covers(long[] sorted, int i, long middle, int low) {
    return isWithin(middle, low, middle(sorted, i), low(sorted, i), length(sorted, i));
  }

  /** Whether an address lies within the prefix that begins there and is 32 to 128 bits long. */
  static boolean isWithin(long middle, int low, long firstMiddle, int firstLow, int length) {
    long differs = firstMiddle ^ middle;
    if (length <= 96) {
      return length == V6Table.HEAD_BITS || differs >>> (96 - length) == 0;
    }
    return differs == 0 && (firstLow ^ low) >>> (128 - length) == 0;
  }

  /** The last prefix that begins at or before the address, or -1. */
  static int floor(long[] sorted, long middle, int low) {
    int i = lastAtMost(sorted, middle ^ Long.MIN_VALUE);
    boolean done =
        i < 0
            || !hasLows(sorted)
            || middle(sorted, i) != middle
            || Integer.compareUnsigned(low(sorted, i), low) <= 0;
    if (done) {
      return i;
    }
    int before = middle == 0 ? -1 : lastAtMost(sorted, (middle - 1) ^ Long.MIN_VALUE);
    int least = before + 1;
    int most = i;
    while (least < most) {
      int half = (least + most) >>> 1;
      if (Integer.compareUnsigned(low(sorted, half), low) <= 0) {
        least = half + 1;
      } else {
        most = half;
      }
    }
    return least - 1;
  }

  private static int lastAtMost(long[] sorted, long flipped) {
    int from = HEADER;
    int left = count(sorted);
    while (left > 0) {
      int half = (left + 1) >>> 1;
      from += half & atMost(sorted[from + half - 1], flipped);
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
  static int find(long[] sorted, long middle, int low, int length) {
    int i = floor(sorted, middle, low);
    while (i >= 0 && middle(sorted, i) == middle && low(sorted, i) == low) {
      if (length(sorted, i) == length) {
        return i;
      }
      i--;
    }
    return -1;
  }
}
