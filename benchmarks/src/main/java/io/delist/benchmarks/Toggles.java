package io.delist.benchmarks;

import io.delist.benchmarks.Rival.Handles;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.SplittableRandom;

/**
 * Single changes to a list that leave it as long as it is: prefixes of the list that are removed
 * and put back, and neighbours of its prefixes that are put in and removed, in random order.
 */
final class Toggles {

  private static final int PREFIXES = 1 << 17;

  private final SplittableRandom random = new SplittableRandom(5);
  private final IpPrefix[] prefixes = new IpPrefix[PREFIXES];
  private final int[] handles = new int[PREFIXES];
  private final boolean[] in = new boolean[PREFIXES];
  private int at;

  Toggles(PrefixList list, Handles numbers, Serving serving) {
    for (int i = 0; i < PREFIXES; i++) {
      int from = random.nextInt(list.size());
      IpPrefix prefix = list.get(from);
      // A neighbour lies in the same /16, or shares all but the last 16 bits of its length.
      if ((i & 1) == 1) {
        prefix = neighbour(list, from);
      }
      prefixes[i] = prefix;
      handles[i] = numbers.of(from);
      in[i] = serving.trie.exact(prefix) != 0;
    }
  }

  private IpPrefix neighbour(PrefixList list, int i) {
    int length = list.length(i);
    int shared = Math.max(0, length - 16);
    long flip = random.nextLong();
    if (list.isV4()) {
      long mask = Bits.firstOf32(0xffff_ffffL, length) & ~Bits.firstOf32(0xffff_ffffL, shared);
      return IpAddress.ofV4((int) (list.low(i) ^ (flip & mask))).prefix(length);
    }
    long high = list.high(i) ^ (flip & Bits.maskHigh(length) & ~Bits.maskHigh(shared));
    long low = list.low(i) ^ (flip & Bits.maskLow(length) & ~Bits.maskLow(shared));
    return IpAddress.ofV6(high, low).prefix(length);
  }

  /** Whether the next change puts a prefix in. */
  boolean draw() {
    at = random.nextInt(PREFIXES);
    return !in[at];
  }

  /** Makes the change that was drawn. */
  void apply(Serving serving) {
    serving.set(prefixes[at], in[at] ? 0 : handles[at]);
    in[at] = !in[at];
  }
}
