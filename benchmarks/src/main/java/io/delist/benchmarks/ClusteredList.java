package io.delist.benchmarks;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes IPv4 lists that look like blocklists: mostly single addresses, in clusters of very unequal
 * size, with a few short prefixes around and beside them. The same size and seed give the same
 * list.
 *
 * <p>A cluster is a /16; half have one or two entries, one in ten has ten or more, one in a hundred
 * a hundred or more (a Pareto distribution, cut off before a /16 is full). In it, entries gather in
 * a few /24s by a like rule.
 */
final class ClusteredList {

  /** Shapes of the Pareto distributions: the smaller, the more unequal. */
  private static final double SHAPE_OF_16S = 1.0;

  private static final double SHAPE_OF_24S = 1.5;

  /** Up to this size a larger list has more clusters, from there on fuller ones. */
  private static final double FULLER_FROM = 120_000;

  private static final int MOST_IN_A_16 = 8192;
  private static final int MOST_IN_A_24 = 200;

  /** One in so many entries is a prefix. */
  private static final int PREFIX_EVERY = 20;

  private static final int[] PREFIX_LENGTHS = {
    31, 31, 31, 30, 30, 29, 29, 28, 27, 26, 25, 24, 24, 24, 23, 22, 21, 20, 19, 16
  };

  private final Random random;
  private final Set<IpPrefix> prefixes = new TreeSet<>();

  private ClusteredList(long seed) {
    random = new Random(seed);
  }

  /** In order, without repetition. */
  static List<IpPrefix> of(int size, long seed) {
    ClusteredList list = new ClusteredList(seed);
    double scale = Math.max(1, size / FULLER_FROM);
    while (list.prefixes.size() < size) {
      list.addCluster(size, scale);
    }
    return new ArrayList<>(list.prefixes);
  }

  private void addCluster(int size, double scale) {
    // From 1.0.0.0 to 223.255.255.255: unicast space.
    int cluster = (1 + random.nextInt(223)) << 24 | random.nextInt(256) << 16;
    int left = (int) Math.min(MOST_IN_A_16, scale * pareto(SHAPE_OF_16S));
    while (left > 0 && prefixes.size() < size) {
      int slash24 = cluster | random.nextInt(256) << 8;
      int here =
          (int) Math.min(MOST_IN_A_24, Math.min(left, Math.sqrt(scale) * pareto(SHAPE_OF_24S)));
      for (int i = 0; i < here && prefixes.size() < size; i++) {
        add(slash24 | random.nextInt(256));
      }
      left -= here;
    }
  }

  private void add(int bits) {
    IpAddress address = IpAddress.ofV4(bits);
    boolean one = random.nextInt(PREFIX_EVERY) != 0;
    prefixes.add(address.prefix(one ? 32 : PREFIX_LENGTHS[random.nextInt(PREFIX_LENGTHS.length)]));
  }

  private double pareto(double shape) {
    return Math.pow(1 - random.nextDouble(), -1 / shape);
  }
}
