package io.delist.blocklist;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The time at which an entry ends, as milliseconds that can be compared fast. */
final class Expiry {

  /** Of an entry that does not expire: later than any time. */
  static final long NEVER = Long.MAX_VALUE;

  private static final Instant EARLIEST = Instant.ofEpochMilli(Long.MIN_VALUE);
  private static final Instant LATEST = Instant.ofEpochMilli(Long.MAX_VALUE);

  private Expiry() {}

  /** A time that milliseconds cannot hold becomes the nearest that they can. */
  static long millis(@Nullable Instant expiresAt) {
    if (expiresAt == null || !expiresAt.isBefore(LATEST)) {
      return NEVER;
    }
    return expiresAt.isBefore(EARLIEST) ? Long.MIN_VALUE : expiresAt.toEpochMilli();
  }

  /** Whether an entry with this end still applies. */
  static boolean isAfter(@Nullable Instant expiresAt, long epochMillis) {
    return expiresAt == null || epochMillis < millis(expiresAt);
  }
}
