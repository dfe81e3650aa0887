package io.delist.retention;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long things are kept.
 *
 * @param mailbox a request's mailbox, and what the relay said, after the request has ended without
 *     a delisting or was undone; default 7 days, at least 1 day
 * @param delistedMailbox a request's mailbox after the delisting, for the mail that tells of the
 *     address being listed again, and that of a request which stays for so long where it is,
 *     because no node serves its removal or no reviewer decides; default 90 days, at least {@code
 *     mailbox}
 * @param requests a request without its mailbox; default 400 days, at least {@code delistedMailbox}
 * @param changes the log by which mail nodes follow the list; default 30 days, at least 1 day. A
 *     node that is further behind reads the whole list
 * @param audit the audit log, or null for ever, the default; at least {@code requests}. It holds no
 *     mailbox from the beginning
 */
public record RetentionPolicy(
    Duration mailbox,
    Duration delistedMailbox,
    Duration requests,
    Duration changes,
    @Nullable Duration audit) {

  /** Limits count a mailbox's requests of the last day. */
  private static final Duration SHORTEST = Duration.ofDays(1);

  public RetentionPolicy {
    requireAtLeast("mailbox", mailbox, "one day", SHORTEST);
    requireAtLeast("delisted mailbox", delistedMailbox, "mailbox", mailbox);
    requireAtLeast("requests", requests, "delisted mailbox", delistedMailbox);
    requireAtLeast("changes", changes, "one day", SHORTEST);
    if (audit != null) {
      requireAtLeast("audit", audit, "requests", requests);
    }
  }

  private static void requireAtLeast(
      String what, Duration duration, String leastName, Duration least) {
    if (duration.compareTo(least) < 0) {
      throw new IllegalArgumentException(
          "retention of "
              + what
              + " "
              + duration
              + " is too short; must be at least "
              + leastName
              + " ("
              + least
              + ")");
    }
  }

  public static RetentionPolicy defaults() {
    return new RetentionPolicy(
        Duration.ofDays(7), Duration.ofDays(90), Duration.ofDays(400), Duration.ofDays(30), null);
  }
}
