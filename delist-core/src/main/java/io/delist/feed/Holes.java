package io.delist.feed;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a file excludes out of what it lists: a listed prefix with holes becomes the fewest
 * prefixes that cover the rest of it.
 *
 * <p>The most specific line about an address decides, and of two about one prefix the exclusion. An
 * {@code ip4set} knows the lengths 8, 16, 24 and 32 only and splits everything into such pieces, so
 * there an exclusion also beats a longer prefix that is split into pieces of the same length:
 * {@code !192.0.2.0/25} beats {@code 192.0.2.0/26} (both become single addresses) and {@code
 * !192.0.2.0/24} does not.
 *
 * <p><b>Cost:</b> an exclusion makes at most one prefix for each bit of its length.
 */
final class Holes {

  private final PrefixTable listed;
  private final PrefixTable excluded;
  private final boolean octets;
  private final PrefixTable rest;
  private boolean full;

  private Holes(PrefixTable listed, PrefixTable excluded, boolean octets, int most) {
    this.listed = listed;
    this.excluded = excluded;
    this.octets = octets;
    this.rest = new PrefixTable(most);
  }

  /**
   * What is left, sorted.
   *
   * @param listed sorted
   * @param excluded sorted
   * @param octets whether the file is an {@code ip4set}
   * @param most how many prefixes there may be
   * @return null if there are more
   */
  static @Nullable PrefixTable cut(
      PrefixTable listed, PrefixTable excluded, boolean octets, int most) {
    if (excluded.size() == 0) {
      return listed;
    }
    Holes holes = new Holes(listed, excluded, octets, most);
    for (int i = 0; i < listed.size() && !holes.full; i++) {
      holes.cut(listed.prefix(i), listed.value(i));
    }
    holes.rest.sort();
    return holes.full ? null : holes.rest;
  }

  private void cut(IpPrefix prefix, int value) {
    if (excluded.has(prefix) || (octets && isBeatenByItsPieces(prefix))) {
      return;
    }
    if (excluded.hasWithin(prefix)) {
      split(prefix, value);
    } else {
      keep(prefix, value);
    }
  }

  private boolean isBeatenByItsPieces(IpPrefix prefix) {
    int shortest = prefix.length() <= 8 ? 0 : (prefix.length() - 1) / 8 * 8 + 1;
    for (int length = prefix.length() - 1; length >= shortest; length--) {
      if (excluded.has(prefix.first().prefix(length))) {
        return true;
      }
    }
    return false;
  }

  /** The prefix has a hole within it, so it is longer than nothing and shorter than an address. */
  private void split(IpPrefix prefix, int value) {
    int length = prefix.length() + 1;
    splitHalf(prefix.first().prefix(length), value);
    IpAddress upper = withBit(prefix.first(), prefix.length());
    // The upper half of ::fffe:0:0/95 is the IPv4-mapped range, in which there is no IPv6 address.
    if (upper.isV4() == prefix.isV4()) {
      splitHalf(upper.prefix(length), value);
    }
  }

  private void splitHalf(IpPrefix half, int value) {
    if (full || excluded.has(half) || listed.has(half)) {
      // A hole, or an entry of its own, which is cut when its turn comes.
      return;
    }
    if (excluded.hasWithin(half)) {
      split(half, value);
    } else {
      keep(half, value);
    }
  }

  private void keep(IpPrefix prefix, int value) {
    full |= !rest.add(prefix, value);
  }

  private static IpAddress withBit(IpAddress address, int bit) {
    if (address.isV4()) {
      return IpAddress.ofV4(address.v4Bits() | Integer.MIN_VALUE >>> bit);
    }
    return bit < 64
        ? IpAddress.ofV6(address.high() | Long.MIN_VALUE >>> bit, address.low())
        : IpAddress.ofV6(address.high(), address.low() | Long.MIN_VALUE >>> (bit - 64));
  }
}
