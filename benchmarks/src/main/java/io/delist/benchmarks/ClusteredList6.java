package io.delist.benchmarks;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Makes IPv6 lists that stand in for real ones: prefixes of the lengths that lists and routing
 * tables have, which gather in /32s as {@link ClusteredList} gathers addresses. The same size and
 * seed give the same list.
 */
final class ClusteredList6 {

  private static final double DISCOUNT_32 = 0.6;
  private static final double STRENGTH_32 = 100;

  /** Half are /48; then /32, /64, /128, and a few between. */
  private static final int[] LENGTHS = {
    48, 48, 48, 48, 48, 48, 48, 48, 32, 32, 32, 64, 64, 128, 128, 40, 44, 36, 56, 29
  };

  private ClusteredList6() {}

  static PrefixList of(int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    TreeSet<IpPrefix> prefixes = new TreeSet<>();
    List<Long> drawn = new ArrayList<>();
    int slash32s = 0;
    while (prefixes.size() < size) {
      double anew = STRENGTH_32 + DISCOUNT_32 * slash32s;
      long slash32;
      if (random.nextDouble() * (drawn.size() + STRENGTH_32) < anew) {
        // 2000::/3, the unicast space.
        slash32 = 0x2000_0000L | random.nextLong(0x2000_0000L);
        slash32s++;
      } else {
        slash32 = drawn.get(random.nextInt(drawn.size()));
      }
      drawn.add(slash32);
      long high = slash32 << 32 | random.nextLong(1L << 32);
      IpAddress address = IpAddress.ofV6(high, random.nextLong());
      prefixes.add(address.prefix(LENGTHS[random.nextInt(LENGTHS.length)]));
    }
    return PrefixList.of(new ArrayList<>(prefixes));
  }
}
