package io.delist.blocklist;

import io.delist.net.IpPrefix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * How much address space prefixes cover, each address once, however many of them cover it.
 *
 * <p>IPv6 is counted in /64: what lies within one counts as one, as it is one subscriber.
 *
 * <p><b>Cost:</b> 8 bytes an IPv4 prefix; an IPv6 prefix is kept as it is. The total sorts them.
 * <b>Threads:</b> for one only.
 */
public final class CoveredSpace {

  private static final int BLOCK_BITS = 64;

  private long[] v4 = new long[64];
  private int countV4;
  private final List<IpPrefix> v6 = new ArrayList<>();

  /**
   * What is covered.
   *
   * @param v4Addresses IPv4 addresses
   * @param v6Blocks /64 of IPv6
   */
  public record Total(long v4Addresses, long v6Blocks) {

    public static final Total NOTHING = new Total(0, 0);

    private static final double ALL_V4 = 0x1p32;

    /** Those of 2000::/3, the part of IPv6 that is in use. */
    private static final double ALL_V6 = 0x1p61;

    /** How much of IPv4 that is, 0 to 1. */
    public double shareOfV4() {
      return v4Addresses / ALL_V4;
    }

    /** How much of 2000::/3, the part of IPv6 that is in use. */
    public double shareOfV6() {
      return v6Blocks / ALL_V6;
    }
  }

  public void add(IpPrefix prefix) {
    if (!prefix.isV4()) {
      v6.add(prefix);
      return;
    }
    if (countV4 == v4.length) {
      v4 = Arrays.copyOf(v4, v4.length + (v4.length >> 1));
    }
    // In the order of prefixes: 192.0.2.0/24 becomes c0000200_18.
    v4[countV4] = prefix.first().low() << 8 | prefix.length();
    countV4++;
  }

  /** The space of all that were added. */
  public Total total() {
    return new Total(totalV4(), totalV6());
  }

  private long totalV4() {
    Arrays.sort(v4, 0, countV4);
    long covered = 0;
    long end = -1;
    for (int i = 0; i < countV4; i++) {
      long first = v4[i] >>> 8;
      if (first > end) {
        long size = 1L << (32 - (int) (v4[i] & 0xff));
        covered += size;
        end = first + size - 1;
      }
    }
    return covered;
  }

  private long totalV6() {
    Collections.sort(v6);
    long covered = 0;
    boolean any = false;
    long end = 0;
    for (IpPrefix prefix : v6) {
      long first = prefix.first().high();
      if (!any || Long.compareUnsigned(first, end) > 0) {
        int length = Math.max(1, Math.min(BLOCK_BITS, prefix.length()));
        covered += 1L << (BLOCK_BITS - length);
        end = first | (length == BLOCK_BITS ? 0 : -1L >>> length);
        any = true;
      }
    }
    return covered;
  }
}
