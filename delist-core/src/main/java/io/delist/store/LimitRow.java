package io.delist.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What was counted under a key.
 *
 * @param key the key
 * @param times when it happened, in a form of the caller's; ASCII, at most 1,000 characters
 * @param endsAt from when on the row says nothing any more and may go; in whole milliseconds
 */
public record LimitRow(LimitKey key, String times, Instant endsAt) {

  public static final int LONGEST_TIMES_CHARS = 1_000;

  /**
   * @throws IllegalArgumentException if the times are longer than 1,000 characters
   */
  public LimitRow {
    if (times.length() > LONGEST_TIMES_CHARS) {
      throw new IllegalArgumentException(
          "times of " + times.length() + " characters; must be " + LONGEST_TIMES_CHARS);
    }
    endsAt = endsAt.truncatedTo(ChronoUnit.MILLIS);
  }
}
