package io.delist.spring.portal;

import io.delist.request.ReviewPolicy;
import io.delist.workflow.DelistPolicy;
import java.time.Duration;

/**
 * How long a browser is known: as long as its request may still want something of it. That is the
 * link, then the hold or the review, and for each appeal the time of a review to write it and that
 * of another to decide it; at least a day. A visit to a request that waits begins the time anew, so
 * a review that takes longer than it may is no end.
 */
final class BrowserLife {

  private static final Duration LEAST = Duration.ofDays(1);

  /** Browsers keep no cookie longer. */
  private static final Duration MOST = Duration.ofDays(400);

  private BrowserLife() {}

  static Duration of(DelistPolicy policy) {
    ReviewPolicy review = policy.requests().review();
    Duration wait =
        longer(policy.requests().ladder().hold(), review.breachAfter())
            .plus(review.breachAfter().multipliedBy(2L * review.appeals()))
            .plus(policy.linkLife());
    return shorter(MOST, longer(LEAST, wait));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
