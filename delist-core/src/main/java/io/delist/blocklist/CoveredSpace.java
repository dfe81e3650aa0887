package io.delist.blocklist;

import io.delist.net.IpPrefix;
import io.delist.trie.PrefixTrie;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much address space prefixes cover, each address once, however many of them cover it.
 *
 * <p>IPv6 is counted in /64: what lies within one counts as one, as it is one subscriber.
 *
 * <p><b>Cost:</b> in any order, 8 bytes an IPv4 prefix, an IPv6 prefix is kept as it is, and the
 * total sorts them; in order, nothing. <b>Threads:</b> for one only.
 */
public final class CoveredSpace {

  private static final int BLOCK_BITS = 64;

  private final boolean inOrder;
  private long[] v4 = new long[64];
  private int countV4;
  private final List<IpPrefix> v6 = new ArrayList<>();
  private long coveredV4;
  private long endV4 = -1;
  private long blocksV6;
  private long endV6;
  private boolean anyV6;
  private @Nullable IpPrefix last;

  private CoveredSpace(boolean inOrder) {
    this.inOrder = inOrder;
  }

  /** For prefixes that come in any order. */
  public static CoveredSpace inAnyOrder() {
    return new CoveredSpace(false);
  }

  /** For prefixes that come in their order: nothing of them is kept. */
  public static CoveredSpace inOrder() {
    return new CoveredSpace(true);
  }

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

    /** So many /32 of IPv6 that is, a part of one being one. */
    public long v6Allocations() {
      return (v6Blocks >>> 32) + ((v6Blocks & 0xffff_ffffL) == 0 ? 0 : 1);
    }
  }

  /** What the prefixes of a trie cover. Costs one walk through it and keeps nothing. */
  public static Total of(PrefixTrie trie) {
    CoveredSpace space = inOrder();
    trie.forEach((prefix, handle) -> space.add(prefix));
    return space.total();
  }

  /**
   * Counts a prefix in.
   *
   * @throws IllegalArgumentException if they are to come in order and this one does not
   */
  public void add(IpPrefix prefix) {
    if (inOrder) {
      checkOrder(prefix);
      sweep(prefix);
    } else if (prefix.isV4()) {
      keep(prefix);
    } else {
      v6.add(prefix);
    }
  }

  private void checkOrder(IpPrefix prefix) {
    if (last != null && last.compareTo(prefix) > 0) {
      throw new IllegalArgumentException(
          "prefix " + prefix + " comes after " + last + "; they are to come in order");
    }
    last = prefix;
  }

  private void keep(IpPrefix prefix) {
    if (countV4 == v4.length) {
      v4 = Arrays.copyOf(v4, v4.length + (v4.length >> 1));
    }
    // In the order of prefixes: 192.0.2.0/24 becomes c0000200_18.
    v4[countV4] = prefix.first().low() << 8 | prefix.length();
    countV4++;
  }

  /** The space of all that were added; to be asked for once, at the end. */
  public Total total() {
    Arrays.sort(v4, 0, countV4);
    for (int i = 0; i < countV4; i++) {
      sweepV4(v4[i] >>> 8, (int) (v4[i] & 0xff));
    }
    Collections.sort(v6);
    v6.forEach(this::sweep);
    return new Total(coveredV4, blocksV6);
  }

  /** One within another begins before the other's end. */
  private void sweep(IpPrefix prefix) {
    if (prefix.isV4()) {
      sweepV4(prefix.first().low(), prefix.length());
      return;
    }
    long first = prefix.first().high();
    if (!anyV6 || Long.compareUnsigned(first, endV6) > 0) {
      int length = Math.max(1, Math.min(BLOCK_BITS, prefix.length()));
      blocksV6 += 1L << (BLOCK_BITS - length);
      endV6 = first | (length == BLOCK_BITS ? 0 : -1L >>> length);
      anyV6 = true;
    }
  }

  private void sweepV4(long first, int length) {
    if (first > endV4) {
      long size = 1L << (32 - length);
      coveredV4 += size;
      endV4 = first + size - 1;
    }
  }
}
