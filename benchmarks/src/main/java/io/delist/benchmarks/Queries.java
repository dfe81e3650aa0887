package io.delist.benchmarks;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** Addresses to ask for, in random order; the same seed gives the same ones. */
final class Queries {

  private Queries() {}

  /** Each lies in a prefix of the list; every prefix is as likely as any other. */
  static int[] hits(List<IpPrefix> prefixes, int count, long seed) {
    Random random = new Random(seed);
    int[] queries = new int[count];
    for (int i = 0; i < count; i++) {
      IpPrefix prefix = prefixes.get(random.nextInt(prefixes.size()));
      long host = random.nextLong() & ((1L << (32 - prefix.length())) - 1);
      queries[i] = prefix.first().v4Bits() | (int) host;
    }
    return queries;
  }

  /** None lies in a prefix of the list; they come from anywhere else in unicast space. */
  static int[] misses(List<IpPrefix> prefixes, int count, long seed) {
    TreeMap<Long, Long> ends = new TreeMap<>();
    for (Ranges.Range range : Ranges.of(prefixes)) {
      ends.put(range.first(), range.last());
    }
    Random random = new Random(seed);
    int[] queries = new int[count];
    for (int i = 0; i < count; ) {
      int bits = random.nextInt();
      long number = IpAddress.ofV4(bits).low();
      int octet = bits >>> 24;
      var below = ends.floorEntry(number);
      if (octet >= 1 && octet <= 223 && (below == null || below.getValue() < number)) {
        queries[i++] = bits;
      }
    }
    return queries;
  }
}
