package io.delist.blocklist;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.net.SpecialPurpose;
import java.util.List;
import java.util.Optional;

/**
 * Stands between a slip of the finger and the mail flow: says which prefixes are never listed,
 * whoever asks.
 *
 * <p>Refused are prefixes shorter than /8 (IPv4) or /19 (IPv6), the whole address space among them,
 * and whatever touches a special-purpose range (private networks, loopback, documentation…), except
 * within the ranges that the application declares to be ordinary, as a lab does.
 */
public final class ListingGuard {

  private static final int SHORTEST_V4 = 8;
  private static final int SHORTEST_V6 = 19;

  private static final int MAPPED_BITS = 96;

  private final List<IpPrefix> ordinary;
  private final OrdinaryRanges exceptions;

  /**
   * @param ordinary special-purpose ranges to treat as ordinary addresses; mostly empty
   */
  public ListingGuard(List<IpPrefix> ordinary) {
    this.ordinary = List.copyOf(ordinary);
    this.exceptions = new OrdinaryRanges(ordinary);
  }

  /** Whether the prefix may be listed: the same as no {@link #objectionTo}. */
  public boolean admits(IpPrefix prefix) {
    IpAddress first = prefix.first();
    return prefix.isV4()
        ? admits(first.v4Bits(), prefix.length())
        : admits(first.high(), first.low(), prefix.length());
  }

  /**
   * Whether an IPv4 prefix may be listed. It is what a reader asks of every line.
   *
   * <p><b>Cost:</b> a few nanoseconds; nothing is allocated.
   *
   * @param v4Bits the first address; bits after the length are not looked at
   * @param length 0 to 32
   */
  public boolean admits(int v4Bits, int length) {
    if (length < SHORTEST_V4) {
      return false;
    }
    int bits = v4Bits & (int) (-1L << (32 - length));
    return !SpecialRanges.ALL.touches(bits, length) || exceptions.contain(bits, length);
  }

  /**
   * Whether an IPv6 prefix may be listed; one within {@code ::ffff:0:0/96} is the IPv4 prefix.
   *
   * <p><b>Cost:</b> a few nanoseconds; nothing is allocated.
   *
   * @param high the upper 64 bits of the first address
   * @param low the lower 64 bits of it; bits after the length are not looked at
   * @param length 0 to 128
   */
  public boolean admits(long high, long low, int length) {
    if (length >= MAPPED_BITS && IpAddress.isMapped(high, low)) {
      return admits((int) low, length - MAPPED_BITS);
    }
    if (length < SHORTEST_V6) {
      return false;
    }
    long upper = high & (length >= 64 ? -1 : ~(-1L >>> length));
    long lower = low & (length <= 64 ? 0 : length == 128 ? -1 : ~(-1L >>> (length - 64)));
    return !SpecialRanges.ALL.touches(upper, lower, length)
        || exceptions.contain(upper, lower, length);
  }

  /** Why this prefix may not be listed, or empty if it may. */
  public Optional<String> objectionTo(IpPrefix prefix) {
    if (isTooWide(prefix)) {
      return Optional.of(
          "prefix " + prefix + " is too wide to list; the shortest is /" + shortest(prefix));
    }
    return specialPurpose(prefix)
        .map(
            range ->
                "prefix "
                    + prefix
                    + " touches "
                    + range.prefix()
                    + ", "
                    + range.name()
                    + " ("
                    + range.source()
                    + "), which is never listed");
  }

  /**
   * Why this prefix may not go on the allowlist, or empty if it may: one that is too wide would
   * open the list for half the Internet. Special-purpose ranges may be allowed whole.
   */
  public Optional<String> objectionToAllowing(IpPrefix prefix) {
    boolean special =
        SpecialPurpose.touching(prefix)
            .filter(range -> range.prefix().contains(prefix))
            .isPresent();
    return special || !isTooWide(prefix)
        ? Optional.empty()
        : Optional.of(
            "prefix " + prefix + " is too wide to allow; the shortest is /" + shortest(prefix));
  }

  private static boolean isTooWide(IpPrefix prefix) {
    return prefix.length() < shortest(prefix);
  }

  private static int shortest(IpPrefix prefix) {
    return prefix.isV4() ? SHORTEST_V4 : SHORTEST_V6;
  }

  /** The special-purpose range that the prefix touches, unless it was declared ordinary. */
  public Optional<SpecialPurpose> specialPurpose(IpPrefix prefix) {
    if (ordinary.stream().anyMatch(range -> range.contains(prefix))) {
      return Optional.empty();
    }
    return SpecialPurpose.touching(prefix);
  }
}
