package io.delist.request;

import java.time.Duration;

/** Checks lengths of time, so that adding them to a time never overflows. */
final class Spans {

  private static final Duration LONGEST = Duration.ofDays(3_650);

  private Spans() {}

  static void require(String what, Duration span) {
    if (span.isZero()) {
      throw new IllegalArgumentException(what + " " + span + " must be longer than zero");
    }
    requireNotNegative(what, span);
  }

  static void requireNotNegative(String what, Duration span) {
    if (span.isNegative() || span.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          what
              + " "
              + span
              + " is out of range; must be at most "
              + LONGEST
              + ", and not negative");
    }
  }
}
