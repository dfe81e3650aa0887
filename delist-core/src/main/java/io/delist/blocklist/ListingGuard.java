package io.delist.blocklist;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.net.SpecialPurpose;
import java.util.List;
import java.util.Optional;

/**
 * Says which prefixes are never listed, whoever asks: the {@linkplain Guard guards} {@code
 * whole-space}, {@code shortest-prefix} and {@code special-purpose}.
 *
 * <p>Refused are the whole address space, prefixes shorter than /16 (IPv4) or /32 (IPv6), or with
 * the explicit override than /8 or /19, and whatever touches a special-purpose range (private
 * networks, loopback, documentation…), except within the ranges that the application declares to be
 * ordinary, as a lab does.
 *
 * <p><b>Cost:</b> {@code admits} takes a few nanoseconds and allocates nothing; the words of an
 * objection are made when there is one. <b>Threads:</b> safe.
 */
public final class ListingGuard {

  private static final int MAPPED_BITS = 96;

  private final GuardLimits limits;
  private final OrdinaryRanges exceptions;
  private final boolean wideAllowed;
  private final int shortestV4;
  private final int shortestV6;

  /**
   * The default limits.
   *
   * @param ordinary special-purpose ranges to treat as ordinary addresses; mostly empty
   */
  public ListingGuard(List<IpPrefix> ordinary) {
    this(GuardLimits.builder().ordinaryRanges(ordinary).build());
  }

  public ListingGuard(GuardLimits limits) {
    this(limits, false);
  }

  private ListingGuard(GuardLimits limits, boolean wideAllowed) {
    this.limits = limits;
    this.exceptions = new OrdinaryRanges(limits.ordinaryRanges());
    this.wideAllowed = wideAllowed;
    this.shortestV4 = wideAllowed ? limits.shortestV4() : limits.shortestUnaskedV4();
    this.shortestV6 = wideAllowed ? limits.shortestV6() : limits.shortestUnaskedV6();
  }

  /** The limits that it holds to. */
  public GuardLimits limits() {
    return limits;
  }

  /**
   * The override: a guard that also admits prefixes between the two limits of {@code
   * shortest-prefix}. Whoever lists such a prefix writes it into the audit log.
   */
  public ListingGuard allowWide() {
    return new ListingGuard(limits, true);
  }

  /** Whether the prefix is listed with the override alone. */
  public boolean isWide(IpPrefix prefix) {
    return prefix.length()
        < (prefix.isV4() ? limits.shortestUnaskedV4() : limits.shortestUnaskedV6());
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
   * @param v4Bits the first address; bits after the length are not looked at
   * @param length 0 to 32
   */
  public boolean admits(int v4Bits, int length) {
    if (length < shortestV4) {
      return false;
    }
    int bits = v4Bits & (int) (-1L << (32 - length));
    return !SpecialRanges.ALL.touches(bits, length) || exceptions.contain(bits, length);
  }

  /**
   * Whether an IPv6 prefix may be listed; one within {@code ::ffff:0:0/96} is the IPv4 prefix.
   *
   * @param high the upper 64 bits of the first address
   * @param low the lower 64 bits of it; bits after the length are not looked at
   * @param length 0 to 128
   */
  public boolean admits(long high, long low, int length) {
    if (length >= MAPPED_BITS && IpAddress.isMapped(high, low)) {
      return admits((int) low, length - MAPPED_BITS);
    }
    if (length < shortestV6) {
      return false;
    }
    long upper = high & (length >= 64 ? -1 : ~(-1L >>> length));
    long lower = low & (length <= 64 ? 0 : length == 128 ? -1 : ~(-1L >>> (length - 64)));
    return !SpecialRanges.ALL.touches(upper, lower, length)
        || exceptions.contain(upper, lower, length);
  }

  /** Why this prefix may not be listed, or empty if it may. */
  public Optional<String> objectionTo(IpPrefix prefix) {
    return judge(prefix).map(Objection::text);
  }

  /** Which guard stands against this prefix and why, or empty if none does. */
  public Optional<Objection> judge(IpPrefix prefix) {
    return admits(prefix) ? Optional.empty() : Optional.of(objection(prefix));
  }

  private Objection objection(IpPrefix prefix) {
    if (prefix.length() == 0) {
      return new Objection(
          Guard.WHOLE_SPACE,
          "prefix "
              + prefix
              + " is too wide to list, whoever asks: it is all of "
              + (prefix.isV4() ? "IPv4" : "IPv6"));
    }
    int shortest = prefix.isV4() ? shortestV4 : shortestV6;
    if (prefix.length() < shortest) {
      return new Objection(
          Guard.SHORTEST_PREFIX,
          "prefix " + prefix + " is too wide to list; the shortest is /" + shortest + way(prefix));
    }
    SpecialPurpose range = SpecialPurpose.touching(prefix).orElseThrow();
    return new Objection(
        Guard.SPECIAL_PURPOSE,
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

  private String way(IpPrefix prefix) {
    int widest = widest(prefix);
    return wideAllowed || prefix.length() < widest
        ? ""
        : ", or /" + widest + " with the explicit override allow-wide";
  }

  private int widest(IpPrefix prefix) {
    return prefix.isV4() ? limits.shortestV4() : limits.shortestV6();
  }

  /**
   * What the guard {@code canary} has against listing this prefix by hand, or empty. A file that
   * holds a canary is held as a whole, so {@link #admits} does not ask this.
   */
  public Optional<Objection> canaryWithin(IpPrefix prefix) {
    return limits.mustNotBeListed().stream()
        .filter(prefix::contains)
        .findFirst()
        .map(
            canary ->
                new Objection(
                    Guard.CANARY,
                    "prefix " + prefix + " holds " + canary + ", which must not be listed"));
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
    return special || prefix.length() >= widest(prefix)
        ? Optional.empty()
        : Optional.of(
            "prefix " + prefix + " is too wide to allow; the shortest is /" + widest(prefix));
  }

  /** The special-purpose range that the prefix touches, unless it was declared ordinary. */
  public Optional<SpecialPurpose> specialPurpose(IpPrefix prefix) {
    if (limits.ordinaryRanges().stream().anyMatch(range -> range.contains(prefix))) {
      return Optional.empty();
    }
    return SpecialPurpose.touching(prefix);
  }
}
