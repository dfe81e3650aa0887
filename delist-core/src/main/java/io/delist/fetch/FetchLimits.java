package io.delist.fetch;

import java.time.Duration;

/**
 * How long a fetch may take and how much it may bring.
 *
 * @param connectTime for the connection to stand: 1 ms to 5 minutes
 * @param totalTime for all of it, redirects included: 1 ms to 1 hour
 * @param largestBytes of the list, unpacked: 1 to 2147483647
 */
public record FetchLimits(Duration connectTime, Duration totalTime, long largestBytes) {

  private static final Duration LONGEST_CONNECT = Duration.ofMinutes(5);
  private static final Duration LONGEST_TOTAL = Duration.ofHours(1);

  /** Ten seconds, two minutes and 256 MiB. */
  public static final FetchLimits DEFAULT =
      new FetchLimits(Duration.ofSeconds(10), Duration.ofMinutes(2), 256L << 20);

  public FetchLimits {
    requireWithin("connect time", connectTime, LONGEST_CONNECT);
    requireWithin("total time", totalTime, LONGEST_TOTAL);
    if (connectTime.compareTo(totalTime) > 0) {
      throw new IllegalArgumentException(
          "a fetch's connect time "
              + connectTime
              + " is longer than its total time "
              + totalTime
              + "; shorten the first or lengthen the second");
    }
    if (largestBytes < 1 || largestBytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a fetch's largest size " + largestBytes + " must be 1 to 2147483647 bytes");
    }
  }

  private static void requireWithin(String what, Duration time, Duration longest) {
    if (time.compareTo(Duration.ofMillis(1)) < 0 || time.compareTo(longest) > 0) {
      throw new IllegalArgumentException(
          "a fetch's " + what + " " + time + " must be 1 ms to " + longest);
    }
  }
}
