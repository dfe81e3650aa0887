package io.delist.request;

import java.time.Duration;

/**
 * The numbers of reviews (RFC 6471 section 2.2.3: a removal is to be answered in two days, and done
 * or refused in seven).
 *
 * @param warnAfter a review that is not decided so long after it began is warned of; default 48
 *     hours
 * @param breachAfter a review that is not decided so long after it began is marked as a breach;
 *     default 7 days, longer than {@code warnAfter}
 * @param appeals how often a requester may appeal against a refusal; default 1, 0 to 10
 */
public record ReviewPolicy(Duration warnAfter, Duration breachAfter, int appeals) {

  private static final int MOST_APPEALS = 10;

  public ReviewPolicy {
    Spans.require("warn after", warnAfter);
    Spans.require("breach after", breachAfter);
    if (breachAfter.compareTo(warnAfter) <= 0) {
      throw new IllegalArgumentException(
          "breach after " + breachAfter + " must be longer than warn after " + warnAfter);
    }
    if (appeals < 0 || appeals > MOST_APPEALS) {
      throw new IllegalArgumentException(
          appeals + " appeals is out of range; must be 0 to " + MOST_APPEALS);
    }
  }

  public static ReviewPolicy defaults() {
    return new ReviewPolicy(Duration.ofDays(2), Duration.ofDays(7), 1);
  }
}
