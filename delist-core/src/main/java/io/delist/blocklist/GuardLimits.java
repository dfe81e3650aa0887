package io.delist.blocklist;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The numbers of the {@linkplain Guard guards}. Immutable.
 *
 * <pre>{@code
 * GuardLimits limits = GuardLimits.builder()
 *     .shortestUnaskedV4(20)
 *     .mustNotBeListed(IpAddress.parse("198.51.100.25"))
 *     .build();
 * }</pre>
 */
public final class GuardLimits {

  private static final GuardLimits DEFAULTS = builder().build();

  private final Builder from;

  private GuardLimits(Builder from) {
    this.from = from.copy();
  }

  /**
   * /8 and /19 at the widest, /16 and /32 unasked, a fifth of the entries, twice the space where it
   * is more than 256 addresses or /48, a hundredth of IPv4 and 2,048 /32 of IPv6.
   */
  public static GuardLimits defaults() {
    return DEFAULTS;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The length of the widest IPv4 prefix that is listed with the override; 8 if not set. */
  public int shortestV4() {
    return from.shortestV4;
  }

  /** The length of the widest IPv6 prefix that is listed with the override; 19 if not set. */
  public int shortestV6() {
    return from.shortestV6;
  }

  /** The length of the widest IPv4 prefix that is listed without an override; 16 if not set. */
  public int shortestUnaskedV4() {
    return from.shortestUnaskedV4;
  }

  /** The length of the widest IPv6 prefix that is listed without an override; 32 if not set. */
  public int shortestUnaskedV6() {
    return from.shortestUnaskedV6;
  }

  /** Special-purpose ranges that are treated as ordinary addresses; none if not set. */
  public List<IpPrefix> ordinaryRanges() {
    return from.ordinaryRanges;
  }

  /** How much of its entries a source may change in one reload; 0.2, a fifth, if not set. */
  public double mostChangedShare() {
    return from.mostChangedShare;
  }

  /**
   * So many entries may change in one reload whatever share they are; none if not set, so a short
   * list that is kept by hand wants a few here.
   */
  public int fewChanges() {
    return from.fewChanges;
  }

  /**
   * A source that after a reload covers so many times the space that it covered, or more, is held;
   * 2 if not set.
   */
  public double mostGrowth() {
    return from.mostGrowth;
  }

  /**
   * So many addresses, or /48 of IPv6, may be covered anew whatever the growth; 256 if not set. A
   * list of one family nearly always has a few of the other, whose second entry doubles their
   * space.
   */
  public long littleSpace() {
    return from.littleSpace;
  }

  /** How much of IPv4 one source may cover; 0.01 if not set. */
  public double mostTotalSpace() {
    return from.mostTotalSpace;
  }

  /**
   * How much of IPv6 one source may cover, in /32; 2,048 if not set. A share of 2000::/3 would say
   * nothing, as 0.04 % of that is routed: 2,048 /32 are a hundredth of what is, as the default of
   * {@link #mostTotalSpace} is of IPv4.
   */
  public int mostTotalSpaceV6() {
    return from.mostTotalSpaceV6;
  }

  /** The addresses that no list may hold. */
  public List<IpAddress> mustNotBeListed() {
    return from.mustNotBeListed;
  }

  /** The addresses that the list of this source must hold. */
  public List<IpAddress> mustBeListedBy(Source source) {
    return from.mustBeListed.getOrDefault(source, List.of());
  }

  /** Collects the numbers; each has a default. Not safe for several threads. */
  public static final class Builder {

    private static final int HARD_V4 = 8;
    private static final int HARD_V6 = 19;

    private int shortestV4 = HARD_V4;
    private int shortestV6 = HARD_V6;
    private int shortestUnaskedV4 = 16;
    private int shortestUnaskedV6 = 32;
    private List<IpPrefix> ordinaryRanges = List.of();
    private double mostChangedShare = 0.2;
    private int fewChanges = 0;
    private double mostGrowth = 2;
    private long littleSpace = 256;
    private double mostTotalSpace = 0.01;
    private int mostTotalSpaceV6 = 2048;
    private List<IpAddress> mustNotBeListed = List.of();
    private Map<Source, List<IpAddress>> mustBeListed = Map.of();

    private Builder() {}

    private Builder copy() {
      Builder copy = new Builder();
      copy.shortestV4 = shortestV4;
      copy.shortestV6 = shortestV6;
      copy.shortestUnaskedV4 = shortestUnaskedV4;
      copy.shortestUnaskedV6 = shortestUnaskedV6;
      copy.ordinaryRanges = ordinaryRanges;
      copy.mostChangedShare = mostChangedShare;
      copy.fewChanges = fewChanges;
      copy.mostGrowth = mostGrowth;
      copy.littleSpace = littleSpace;
      copy.mostTotalSpace = mostTotalSpace;
      copy.mostTotalSpaceV6 = mostTotalSpaceV6;
      copy.mustNotBeListed = mustNotBeListed;
      copy.mustBeListed = mustBeListed;
      return copy;
    }

    /** {@link GuardLimits#shortestV4}: 8 to 32; nothing wider is ever listed. */
    public Builder shortestV4(int length) {
      shortestV4 = LimitChecks.within("shortest IPv4 prefix", length, HARD_V4, 32);
      return this;
    }

    /** {@link GuardLimits#shortestV6}: 19 to 128; nothing wider is ever listed. */
    public Builder shortestV6(int length) {
      shortestV6 = LimitChecks.within("shortest IPv6 prefix", length, HARD_V6, 128);
      return this;
    }

    /**
     * {@link GuardLimits#shortestUnaskedV4}: 1 to 32, not shorter than the widest that the override
     * allows.
     */
    public Builder shortestUnaskedV4(int length) {
      shortestUnaskedV4 = LimitChecks.within("shortest unasked IPv4 prefix", length, 1, 32);
      return this;
    }

    /**
     * {@link GuardLimits#shortestUnaskedV6}: 1 to 128, not shorter than the widest that the
     * override allows.
     */
    public Builder shortestUnaskedV6(int length) {
      shortestUnaskedV6 = LimitChecks.within("shortest unasked IPv6 prefix", length, 1, 128);
      return this;
    }

    /** The one switch for a lab: these are listed and delisted like ordinary addresses. */
    public Builder ordinaryRanges(List<IpPrefix> ranges) {
      ordinaryRanges = List.copyOf(ranges);
      return this;
    }

    /** {@link GuardLimits#mostChangedShare}: 0 to 1000; 0.2 is a fifth. */
    public Builder mostChangedShare(double share) {
      mostChangedShare = LimitChecks.within("changed share", share, 0, 1000);
      return this;
    }

    /** {@link GuardLimits#fewChanges}: 0 or more. */
    public Builder fewChanges(int entries) {
      fewChanges = LimitChecks.within("few changes", entries, 0, Integer.MAX_VALUE);
      return this;
    }

    /** {@link GuardLimits#mostGrowth}: 1 to 1,000,000; 2 is twice as much. */
    public Builder mostGrowth(double times) {
      mostGrowth = LimitChecks.within("growth of the covered space", times, 1, 1_000_000);
      return this;
    }

    /**
     * {@link GuardLimits#littleSpace}: IPv4 addresses, or /48 of IPv6; 0, with which every growth
     * counts, or more.
     */
    public Builder littleSpace(long addresses) {
      littleSpace = (long) LimitChecks.within("little space", (double) addresses, 0, 1L << 40);
      return this;
    }

    /** {@link GuardLimits#mostTotalSpace}: 0 to 1; 0.01 is a hundredth of all addresses. */
    public Builder mostTotalSpace(double share) {
      mostTotalSpace = LimitChecks.within("total space", share, 0, 1);
      return this;
    }

    /** {@link GuardLimits#mostTotalSpaceV6}: /32 of IPv6; 0 to 536,870,912, all of 2000::/3. */
    public Builder mostTotalSpaceV6(int blocks) {
      mostTotalSpaceV6 = LimitChecks.within("total space of IPv6", blocks, 0, 1 << 29);
      return this;
    }

    /** Adds canaries: a list that holds one of them is held, and nobody lists it by hand. */
    public Builder mustNotBeListed(IpAddress... addresses) {
      List<IpAddress> all = new ArrayList<>(mustNotBeListed);
      all.addAll(List.of(addresses));
      mustNotBeListed = List.copyOf(all);
      return this;
    }

    /** Adds canaries: a list of this source that does not hold each of them is held. */
    public Builder mustBeListed(Source source, List<IpAddress> addresses) {
      Map<Source, List<IpAddress>> all = new LinkedHashMap<>(mustBeListed);
      List<IpAddress> its = new ArrayList<>(all.getOrDefault(source, List.of()));
      its.addAll(addresses);
      all.put(source, List.copyOf(its));
      mustBeListed = Map.copyOf(all);
      return this;
    }

    /**
     * The limits as set so far.
     *
     * @throws IllegalArgumentException if two settings contradict each other, naming both
     */
    public GuardLimits build() {
      LimitChecks.requireNotWider("IPv4", shortestUnaskedV4, shortestV4);
      LimitChecks.requireNotWider("IPv6", shortestUnaskedV6, shortestV6);
      mustBeListed.forEach(
          (source, addresses) ->
              addresses.forEach(
                  address ->
                      LimitChecks.requireListable(
                          source, address, mustNotBeListed, ordinaryRanges)));
      return new GuardLimits(this);
    }
  }
}
