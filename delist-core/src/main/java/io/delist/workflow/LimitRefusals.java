package io.delist.workflow;

import io.delist.limit.LimitReached;

/** The limits, and the human check, as published rules: what is said to a visitor. */
public final class LimitRefusals {

  private LimitRefusals() {}

  /** The refusal of who did not pass the portal's human check. */
  public static Refusal humanCheck() {
    return BuiltInRule.HUMAN_CHECK.refusal();
  }

  /** The refusal of a request, and when to come back. */
  public static Submission.TryLater tryLater(LimitReached reached) {
    return new Submission.TryLater(refusal(reached), reached.retryAt());
  }

  static Refusal refusal(LimitReached reached) {
    return Refusal.of(
        reached.limit().id(),
        Integer.toString(reached.rate().most()),
        reached.rate().windowText(),
        reached.retryAt().toString());
  }
}
