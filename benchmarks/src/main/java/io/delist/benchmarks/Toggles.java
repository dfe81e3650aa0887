package io.delist.benchmarks;

import io.delist.benchmarks.Rival.Handles;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Single changes to a list that leave it as long as it is: prefixes of the list that are removed
 * and put back, and neighbours of its prefixes that are put in and removed, in random order.
 */
final class Toggles {

  /** So many are drawn; those drawn twice count once. */
  private static final int DRAWN = 1 << 17;

  private final SplittableRandom random = new SplittableRandom(5);
  private final IpPrefix[] prefixes;
  private final int[] handles;
  private final boolean[] in;
  private int at;
  private IpPrefix prefix = IpPrefix.parse("0.0.0.0/32");

  /** A sum of what was drawn, so that no compiler leaves the reading out. */
  long drawn;

  Toggles(PrefixList list, Handles numbers, Serving serving) {
    Map<IpPrefix, Integer> drawn = new LinkedHashMap<>();
    for (int i = 0; i < DRAWN; i++) {
      int from = random.nextInt(list.size());
      // A neighbour lies in the same /16, or shares all but the last 16 bits of its length.
      drawn.putIfAbsent((i & 1) == 0 ? list.get(from) : neighbour(list, from), numbers.of(from));
    }
    prefixes = drawn.keySet().toArray(IpPrefix[]::new);
    handles = drawn.values().stream().mapToInt(Integer::intValue).toArray();
    in = new boolean[prefixes.length];
    for (int i = 0; i < in.length; i++) {
      in[i] = serving.trie.exact(prefixes[i]) != 0;
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

  /**
   * Draws the next change. Its prefix is read here, so that it is in the cache when the change is
   * made: whoever makes one has just parsed or received it.
   *
   * @return whether it puts a prefix in
   */
  boolean draw() {
    at = random.nextInt(prefixes.length);
    prefix = prefixes[at];
    drawn += prefix.first().low();
    return !in[at];
  }

  /** Makes the change that was drawn. */
  void apply(Serving serving) {
    serving.set(prefix, in[at] ? 0 : handles[at]);
    in[at] = !in[at];
  }
}
