package io.delist.benchmarks;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;

/**
 * Makes lists of single IPv4 addresses that are clustered as real blocklists are. The same size and
 * seed give the same list, and a larger list of the same seed holds the smaller one.
 *
 * <p>Who is listed already draws others: a new address goes to the /16 of an earlier one, there to
 * its /24, there beside it, or at each step to somewhere new (a Chinese restaurant process in three
 * storeys; Pitman and Yor, Annals of Probability 1997). The discounts say how often somewhere new.
 * They were fitted to stamparm/ipsum as a whole and in random parts of one in 100 and one in 10,
 * because how the count of clusters grows with the size is what carries a list of 120,000 over to
 * ten million. {@link ListStatistics} prints both side by side.
 */
final class ClusteredList {

  private static final double DISCOUNT_16 = 0.58;
  private static final double STRENGTH_16 = 100;
  private static final double DISCOUNT_24 = 0.6;

  /** How many of those that join a /24 stand right after an earlier address. */
  private static final double BESIDE = 0.65;

  private final SplittableRandom random;
  private final int[] entries;
  private final IntSet seen;
  private final BitSet opened16;
  private final BitSet opened24;
  private final int[] entriesIn16 = new int[1 << 16];
  private final int[] slash24sIn16 = new int[1 << 16];
  private final BitSet slash24s = new BitSet(1 << 24);
  private int count;
  private int slash16s;

  private ClusteredList(int size, long seed) {
    random = new SplittableRandom(seed);
    entries = new int[size];
    seen = new IntSet(size);
    opened16 = new BitSet(size);
    opened24 = new BitSet(size);
  }

  static PrefixList of(int size, long seed) {
    ClusteredList list = new ClusteredList(size, seed);
    while (list.count < size) {
      list.add(list.draw());
    }
    long[] sorted = new long[size];
    for (int i = 0; i < size; i++) {
      sorted[i] = Integer.toUnsignedLong(list.entries[i]);
    }
    Arrays.sort(sorted);
    return PrefixList.ofAddresses(sorted);
  }

  private int draw() {
    while (true) {
      double anew16 = STRENGTH_16 + DISCOUNT_16 * slash16s;
      if (random.nextDouble() * (count + STRENGTH_16) < anew16) {
        // From 1.0.0.0 to 223.255.255.255: unicast space.
        return (1 + random.nextInt(223)) << 24 | random.nextInt(1 << 24);
      }
      int i = random.nextInt(count);
      while (opened16.get(i) && random.nextDouble() < DISCOUNT_16) {
        i = random.nextInt(count);
      }
      int slash16 = entries[i] >>> 16;
      double anew24 = DISCOUNT_24 * slash24sIn16[slash16];
      if (random.nextDouble() * entriesIn16[slash16] < anew24) {
        return slash16 << 16 | random.nextInt(1 << 16);
      }
      if (!opened24.get(i) || random.nextDouble() >= DISCOUNT_24) {
        return random.nextDouble() < BESIDE
            ? entries[i] + 1
            : (entries[i] & ~0xff) | random.nextInt(256);
      }
    }
  }

  private void add(int bits) {
    if (!seen.add(bits)) {
      return;
    }
    int slash16 = bits >>> 16;
    if (entriesIn16[slash16]++ == 0) {
      opened16.set(count);
      slash16s++;
    }
    int slash24 = bits >>> 8;
    if (!slash24s.get(slash24)) {
      slash24s.set(slash24);
      slash24sIn16[slash16]++;
      opened24.set(count);
    }
    entries[count++] = bits;
  }
}
