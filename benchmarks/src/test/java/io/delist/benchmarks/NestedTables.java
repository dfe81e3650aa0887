package io.delist.benchmarks;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** Small tables that nest deeply, and the addresses at their edges. */
final class NestedTables {

  private NestedTables() {}

  /** Random prefixes of all lengths around a few places, so that they lie within one another. */
  static PrefixList nested(boolean v4, int size, long seed) {
    Random random = new Random(seed);
    TreeSet<IpPrefix> prefixes = new TreeSet<>();
    long[] places = random.longs(4).toArray();
    while (prefixes.size() < size) {
      long place = places[random.nextInt(places.length)];
      if (v4) {
        int noise = random.nextInt() >>> random.nextInt(32);
        prefixes.add(IpAddress.ofV4((int) place ^ noise).prefix(random.nextInt(33)));
      } else {
        int kept = random.nextInt(129);
        long high = place ^ (random.nextLong() & ~Bits.maskHigh(kept));
        long low = place ^ (random.nextLong() & ~Bits.maskLow(kept));
        prefixes.add(IpAddress.ofV6(high, low).prefix(random.nextInt(129)));
      }
    }
    return PrefixList.of(new ArrayList<>(prefixes));
  }

  /** The first, the last, one before and one after of every prefix. */
  static IpAddress[] edges(PrefixList list) {
    List<IpAddress> edges = new ArrayList<>();
    for (IpPrefix prefix : list) {
      edges.add(prefix.first());
      edges.add(prefix.last());
      edges.add(step(prefix.first(), -1));
      edges.add(step(prefix.last(), 1));
    }
    return edges.toArray(IpAddress[]::new);
  }

  /** Goes round at both ends. */
  private static IpAddress step(IpAddress address, int by) {
    if (address.isV4()) {
      return IpAddress.ofV4(address.v4Bits() + by);
    }
    long low = address.low() + by;
    boolean carries = by > 0 ? low == 0 : low == -1;
    return IpAddress.ofV6(address.high() + (carries ? by : 0), low);
  }
}
