package io.delist.request;

import java.time.Duration;

/**
 * What the machines go by.
 *
 * @param ladder how long a removal waits
 * @param review when a review is late, and how often a refusal may be appealed
 * @param probation how long after a removal has reached every mail node it is watched; default 30
 *     days
 * @param softFor how long mail from an address whose confirmed removal waits is told to come back
 *     (451) instead of being refused (550); default zero: it is refused
 */
public record RequestPolicy(
    LadderPolicy ladder, ReviewPolicy review, Duration probation, Duration softFor) {

  public RequestPolicy {
    Spans.require("probation", probation);
    Spans.requireNotNegative("soft for", softFor);
  }

  public static RequestPolicy defaults() {
    return new RequestPolicy(
        LadderPolicy.defaults(), ReviewPolicy.defaults(), Duration.ofDays(30), Duration.ZERO);
  }

  public RequestPolicy withLadder(LadderPolicy next) {
    return new RequestPolicy(next, review, probation, softFor);
  }

  public RequestPolicy withReview(ReviewPolicy next) {
    return new RequestPolicy(ladder, next, probation, softFor);
  }

  public RequestPolicy withProbation(Duration next) {
    return new RequestPolicy(ladder, review, next, softFor);
  }

  public RequestPolicy withSoftFor(Duration next) {
    return new RequestPolicy(ladder, review, probation, next);
  }
}
