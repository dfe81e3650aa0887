package io.delist.request;

import io.delist.net.IpPrefix;
import io.delist.store.Standing;
import java.time.Duration;
import java.time.Instant;

/**
 * How an address and its neighbours stand, as time passes and things happen. Counts stop at the
 * policy's most and fall by one with each time of decay.
 *
 * <p><b>Threads:</b> stateless.
 */
public final class Ladder {

  private static final int NET_BITS_V4 = 24;
  private static final int NET_BITS_V6 = 64;

  private Ladder() {}

  /** The /24 or /64 whose addresses answer for each other a little. */
  public static IpPrefix net(IpPrefix address) {
    int bits = address.first().isV4() ? NET_BITS_V4 : NET_BITS_V6;
    return address.first().prefix(Math.min(bits, address.length()));
  }

  /** What is left of a standing at a time. A time before it forgives nothing. */
  public static Standing at(Instant now, Standing standing, LadderPolicy policy) {
    long past = Duration.between(standing.asOf(), now).toMillis();
    int forgiven = (int) Math.min(policy.most(), Math.max(0, past / policy.decay().toMillis()));
    int delistings = Math.max(0, standing.delistings() - forgiven);
    int strikes = Math.max(0, standing.strikes() - forgiven);
    Instant asOf =
        delistings == 0 && strikes == 0 && now.isAfter(standing.asOf())
            ? now
            : standing.asOf().plus(policy.decay().multipliedBy(forgiven));
    return new Standing(standing.prefix(), delistings, strikes, standing.lastDelistedAt(), asOf);
  }

  /** After one removal more. */
  public static Standing delisted(Instant now, Standing standing, LadderPolicy policy) {
    Standing left = at(now, standing, policy);
    return new Standing(
        left.prefix(), more(left.delistings(), policy), left.strikes(), now, left.asOf());
  }

  /** After one strike more. */
  public static Standing struck(Instant now, Standing standing, LadderPolicy policy) {
    Standing left = at(now, standing, policy);
    return new Standing(
        left.prefix(),
        left.delistings(),
        more(left.strikes(), policy),
        left.lastDelistedAt(),
        left.asOf());
  }

  /** When nothing is left of a standing, if nothing more happens. */
  public static Instant fadesAt(Standing standing, LadderPolicy policy) {
    int most = Math.max(1, Math.max(standing.delistings(), standing.strikes()));
    return standing.asOf().plus(policy.decay().multipliedBy(Math.min(most, policy.most())));
  }

  private static int more(int count, LadderPolicy policy) {
    return Math.min(policy.most(), count + 1);
  }

  /** The step of an address, from its own standing and that of its net. */
  public static int step(Instant now, Standing own, Standing net, LadderPolicy policy) {
    Standing mine = at(now, own, policy);
    int neighbours = at(now, net, policy).strikes() / policy.neighboursPerStep();
    return Math.max(Math.max(mine.delistings(), mine.strikes()), neighbours);
  }
}
