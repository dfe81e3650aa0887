package io.delist.benchmarks;

import io.delist.net.IpAddress;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Addresses to ask for, all of one family, in random order; the same seed gives the same ones.
 *
 * <p>A hit lies in a random prefix of the list, every prefix as likely as any other. An IPv4 miss
 * comes from anywhere else in unicast space. An IPv6 miss is near the list, where clients are: it
 * shares with a random prefix some 16 to 64 leading bits, and nothing covers it.
 */
final class Queries {

  /** All hit. */
  static final String HITS = "hits";

  /** One in ten hits: the normal case of a mail server. */
  static final String TENTH = "tenth";

  /**
   * A pool of 100,000 clients, one in ten of them a hit; the client of rank r comes with a
   * probability in proportion to 1/r (Zipf's law, exponent 1.0).
   */
  static final String ZIPF = "zipf";

  static final int POOL = 100_000;

  private final boolean v4;
  private final long[] high;
  private final long[] low;
  private final int[] bits;

  private Queries(boolean v4, long[] high, long[] low) {
    this.v4 = v4;
    this.high = high;
    this.low = low;
    bits = new int[v4 ? low.length : 0];
    Arrays.setAll(bits, i -> (int) low[i]);
  }

  /** So many queries of a stream of this name for a list. */
  static Queries of(String stream, PrefixList list, int count, long seed) {
    Maker maker = new Maker(list, new SplittableRandom(seed));
    return switch (stream) {
      case HITS -> maker.mixed(count, 1.0);
      case TENTH -> maker.mixed(count, 0.1);
      case ZIPF -> maker.zipf(count);
      default -> throw new IllegalArgumentException("no stream is called " + stream);
    };
  }

  /** These addresses, of one family. */
  static Queries of(IpAddress... addresses) {
    return new Queries(
        addresses[0].isV4(),
        Arrays.stream(addresses).mapToLong(IpAddress::high).toArray(),
        Arrays.stream(addresses).mapToLong(IpAddress::low).toArray());
  }

  boolean isV4() {
    return v4;
  }

  int size() {
    return low.length;
  }

  /** All of them, if IPv4. */
  int[] bits() {
    return bits;
  }

  long[] high() {
    return high;
  }

  /** The lower halves; of an IPv4 address its 32 bits. */
  long[] low() {
    return low;
  }

  IpAddress get(int i) {
    return v4 ? IpAddress.ofV4(bits[i]) : IpAddress.ofV6(high[i], low[i]);
  }

  private static final class Maker {

    private final PrefixList list;
    private final Coverage coverage;
    private final SplittableRandom random;
    private long high;
    private long low;

    Maker(PrefixList list, SplittableRandom random) {
      this.list = list;
      this.random = random;
      coverage = new Coverage(list);
    }

    Queries mixed(int count, double hitShare) {
      long[] highs = new long[count];
      long[] lows = new long[count];
      for (int i = 0; i < count; i++) {
        if (random.nextDouble() < hitShare) {
          hit();
        } else {
          miss();
        }
        highs[i] = high;
        lows[i] = low;
      }
      return new Queries(list.isV4(), highs, lows);
    }

    Queries zipf(int count) {
      Queries pool = mixed(POOL, 0.1);
      double[] upTo = new double[POOL];
      double sum = 0;
      for (int rank = 0; rank < POOL; rank++) {
        sum += 1.0 / (rank + 1);
        upTo[rank] = sum;
      }
      long[] highs = new long[count];
      long[] lows = new long[count];
      for (int i = 0; i < count; i++) {
        int at = Arrays.binarySearch(upTo, random.nextDouble() * sum);
        int rank = Math.min(POOL - 1, at < 0 ? -at - 1 : at);
        highs[i] = pool.high[rank];
        lows[i] = pool.low[rank];
      }
      return new Queries(list.isV4(), highs, lows);
    }

    private void hit() {
      int i = random.nextInt(list.size());
      int length = list.length(i);
      if (list.isV4()) {
        high = 0;
        low = list.low(i) | (random.nextLong() & ((1L << (32 - length)) - 1));
      } else {
        high = list.high(i) | (random.nextLong() & ~Bits.maskHigh(length));
        low = list.low(i) | (random.nextLong() & ~Bits.maskLow(length));
      }
    }

    private void miss() {
      do {
        if (list.isV4()) {
          high = 0;
          low = random.nextLong(1L << 24, 224L << 24);
        } else {
          int i = random.nextInt(list.size());
          int shared = random.nextInt(16, 65);
          high =
              Bits.firstHigh(list.high(i), shared) | (random.nextLong() & ~Bits.maskHigh(shared));
          low = random.nextLong();
        }
      } while (coverage.covers(high, low));
    }
  }
}
