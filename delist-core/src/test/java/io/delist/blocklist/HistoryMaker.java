package io.delist.blocklist;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes histories about prefixes that lie as they do in lists, or as an enemy would choose them.
 */
final class HistoryMaker {

  /** How the prefixes of one history lie to one another. */
  enum Shape {
    /** All lengths on one address. */
    CHAIN,
    /** Both halves of every prefix on the way to one address. */
    SIBLINGS,
    /** Around the edges of /8, /16, /24, /32, /48, /64 and /128. */
    EDGES,
    /** In a few bits, with the lengths that lists have. */
    CLUSTER
  }

  private static final List<String> V4 =
      List.of("0.0.0.0", "10.0.0.0", "127.255.255.255", "198.51.100.77", "255.255.255.255");
  private static final List<String> V6 =
      List.of(
          "::", "::1:0:0:0", "2001:db8::", "2001:db8:ffff:ffff:8000::1", "ffff:ffff:ffff:ffff::");
  private static final int[] V4_LENGTHS = {8, 15, 16, 17, 23, 24, 25, 30, 31, 32, 32, 32};
  private static final int[] V6_LENGTHS = {32, 47, 48, 56, 63, 64, 65, 127, 128, 128, 128};
  private static final List<String> SOURCES = List.of("operator", "feed:a", "feed:b");
  private static final int LAST_SECOND = 100;

  private final Random random;
  private final Shape shape;
  private final IpAddress v4;
  private final IpAddress v6;
  private final int v6Percent;
  private final List<String> used = new ArrayList<>();
  private final History history = new History();
  private int now;

  HistoryMaker(long seed, Shape shape) {
    this.random = new Random(seed);
    this.shape = shape;
    this.v4 = IpAddress.parse(V4.get(random.nextInt(V4.size())));
    this.v6 = IpAddress.parse(V6.get(random.nextInt(V6.size())));
    this.v6Percent = List.of(0, 50, 100).get(random.nextInt(3));
  }

  History make() {
    int steps = 8 + random.nextInt(25);
    for (int i = 0; i < steps; i++) {
      step();
      if (random.nextInt(4) == 0) {
        history.publish();
      }
    }
    return random.nextInt(30) == 0 ? history.churn(1100) : history;
  }

  private void step() {
    int kind = random.nextInt(100);
    if (kind < 45) {
      int listed = second();
      int end = random.nextInt(3) == 0 ? listed + 1 + random.nextInt(60) : History.NEVER;
      history.list(prefix(), source(), code(), listed, second(), end);
    } else if (kind < 53) {
      history.unlist(prefix(), source());
    } else if (kind < 68) {
      history.exempt(prefix(), second(), random.nextBoolean() ? History.NEVER : second());
    } else if (kind < 74) {
      history.endExemption(prefix());
    } else if (kind < 78) {
      history.allow(prefix());
    } else if (kind < 84) {
      history.disallow(prefix());
    } else if (kind < 92) {
      String[] prefixes = new String[random.nextInt(8)];
      for (int i = 0; i < prefixes.length; i++) {
        prefixes[i] = prefix();
      }
      history.replace(source(), code(), second(), prefixes);
    } else {
      now += random.nextInt(Math.max(1, LAST_SECOND - now) / 2 + 1);
      history.moveTo(now);
    }
  }

  private int second() {
    return random.nextInt(LAST_SECOND);
  }

  private int code() {
    return 606 + random.nextInt(3);
  }

  private String source() {
    return SOURCES.get(random.nextInt(SOURCES.size()));
  }

  private String prefix() {
    if (!used.isEmpty() && random.nextInt(3) == 0) {
      return used.get(random.nextInt(used.size()));
    }
    String prefix = newPrefix(random.nextInt(100) < v6Percent ? v6 : v4).toString();
    used.add(prefix);
    return prefix;
  }

  private IpPrefix newPrefix(IpAddress base) {
    int bits = base.lengthBits();
    int[] usual = base.isV4() ? V4_LENGTHS : V6_LENGTHS;
    int length = usual[random.nextInt(usual.length)];
    return switch (shape) {
      case CHAIN -> base.prefix(random.nextInt(bits + 1));
      case SIBLINGS -> {
        int any = 1 + random.nextInt(bits);
        yield prefix(random.nextBoolean() ? base : flip(base, bits - any), any);
      }
      case EDGES -> {
        IpPrefix edge = base.prefix(length);
        IpAddress near = random.nextBoolean() ? edge.last() : flip(edge.first(), bits - length);
        yield prefix(near, Math.min(bits, Math.max(0, length + random.nextInt(3) - 1)));
      }
      case CLUSTER -> prefix(flip(flip(base, random.nextInt(4)), random.nextInt(10)), length);
    };
  }

  /** An address that became a mapped one is IPv4, and its lengths are too. */
  private static IpPrefix prefix(IpAddress address, int length) {
    return address.prefix(Math.min(length, address.lengthBits()));
  }

  /** The bit with this number, 0 the last, the other way. */
  private static IpAddress flip(IpAddress address, int bit) {
    if (address.isV4()) {
      return IpAddress.ofV4(address.v4Bits() ^ 1 << bit);
    }
    return bit < 64
        ? IpAddress.ofV6(address.high(), address.low() ^ 1L << bit)
        : IpAddress.ofV6(address.high() ^ 1L << (bit - 64), address.low());
  }
}
