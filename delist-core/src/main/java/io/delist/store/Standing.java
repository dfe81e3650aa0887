package io.delist.store;

import io.delist.net.IpPrefix;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of an address, or of its /24 or /64, for the next request. How it fades is in
 * {@code request.Ladder}. Times are kept in whole milliseconds.
 *
 * @param prefix whose
 * @param delistings how often it was taken off by request; not negative
 * @param strikes how often newer evidence listed it again after that; not negative
 * @param lastDelistedAt when it was taken off last, or null
 * @param asOf the time from which the next decay counts
 */
public record Standing(
    IpPrefix prefix, int delistings, int strikes, @Nullable Instant lastDelistedAt, Instant asOf) {

  public Standing {
    if (delistings < 0 || strikes < 0) {
      throw new IllegalArgumentException(
          "a standing of "
              + delistings
              + " delistings and "
              + strikes
              + " strikes; neither can be negative");
    }
    lastDelistedAt = lastDelistedAt == null ? null : lastDelistedAt.truncatedTo(ChronoUnit.MILLIS);
    asOf = asOf.truncatedTo(ChronoUnit.MILLIS);
  }

  /** Of one about whom nothing is remembered. */
  public static Standing clean(IpPrefix prefix, Instant now) {
    return new Standing(prefix, 0, 0, null, now);
  }
}
