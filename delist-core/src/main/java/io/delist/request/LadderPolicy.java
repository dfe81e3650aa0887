package io.delist.request;

import java.time.Duration;

/**
 * The numbers of the ladder. An address stands on a step: how often it was taken off, or listed
 * again by newer evidence, whichever is more; its neighbours' steps count by a share. The higher
 * the step, the longer the next removal takes.
 *
 * @param holdFrom the step from which a removal is held; default 1 (the second removal), 1 to 1,000
 * @param hold how long it is held; default 24 hours
 * @param reviewFrom the step from which a reviewer decides; default 2 (the third removal), not
 *     below {@code holdFrom}
 * @param waitFrom the step from which the next request must wait; default 3, not below {@code
 *     reviewFrom}
 * @param waitFor how long after the last removal the next request may come, from that step on;
 *     default 30 days
 * @param endFrom the step from which nothing is taken off by request; default 6, not below {@code
 *     waitFrom}
 * @param decay after each such time a step is forgiven; default 90 days
 * @param most counts stop here; default 100, not below {@code endFrom}, at most 10,000
 * @param neighboursPerStep so many strikes in the address's /24 or /64 count as one step of each
 *     address in it; default 4, at least 1
 */
public record LadderPolicy(
    int holdFrom,
    Duration hold,
    int reviewFrom,
    int waitFrom,
    Duration waitFor,
    int endFrom,
    Duration decay,
    int most,
    int neighboursPerStep) {

  private static final int HIGHEST_STEP = 1_000;
  private static final int HIGHEST_COUNT = 10_000;

  public LadderPolicy {
    if (holdFrom < 1 || holdFrom > HIGHEST_STEP) {
      throw new IllegalArgumentException(
          "hold from step " + holdFrom + " is out of range; must be 1 to " + HIGHEST_STEP);
    }
    requireOrder("review from step", reviewFrom, "hold from step", holdFrom);
    requireOrder("wait from step", waitFrom, "review from step", reviewFrom);
    requireOrder("end from step", endFrom, "wait from step", waitFrom);
    requireOrder("most steps", most, "end from step", endFrom);
    if (most > HIGHEST_COUNT) {
      throw new IllegalArgumentException(
          "most steps " + most + " is out of range; must be at most " + HIGHEST_COUNT);
    }
    Spans.require("hold", hold);
    Spans.require("wait for", waitFor);
    Spans.require("decay", decay);
    if (neighboursPerStep < 1) {
      throw new IllegalArgumentException(
          neighboursPerStep + " neighbours per step is out of range; must be at least 1");
    }
  }

  private static void requireOrder(String what, int value, String below, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          what
              + " "
              + value
              + " is below "
              + below
              + " "
              + least
              + "; raise it or lower the other");
    }
  }

  /** At once, held for a day, a review, then 30 days of waiting. */
  public static LadderPolicy defaults() {
    return new LadderPolicy(
        1, Duration.ofDays(1), 2, 3, Duration.ofDays(30), 6, Duration.ofDays(90), 100, 4);
  }

  /** How a removal goes on from this step. */
  public Rung rung(int step) {
    if (step < holdFrom) {
      return Rung.AT_ONCE;
    }
    return step < reviewFrom ? Rung.HOLD : Rung.REVIEW;
  }
}
