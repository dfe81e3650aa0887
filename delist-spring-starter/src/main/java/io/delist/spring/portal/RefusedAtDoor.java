package io.delist.spring.portal;

import io.delist.store.AuditEntry;
import io.delist.store.Store;
import io.delist.store.StoreException;
import io.delist.workflow.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes into the audit log what is refused before a wish is looked at: clients that ask too often,
 * and those that do not pass the human check. Of each rule a process writes at most one row an
 * hour, with how often it has refused since the row before: the first refusal at once, and what
 * comes within the hour with the first one after it. So a flood costs the store no write, and the
 * log, which is never erased, holds no visitor's address.
 *
 * <p>Where the store is away the visitor is refused all the same; the count goes into a later row.
 *
 * <p><b>Threads:</b> safe.
 */
final class RefusedAtDoor {

  private static final Logger LOG = LoggerFactory.getLogger(RefusedAtDoor.class);
  private static final Duration ONCE_IN = Duration.ofHours(1);

  private final Store store;
  private final InstantSource clock;

  /** By the rules' ids, of which there are two. */
  private final Map<String, Tally> tallies = new ConcurrentHashMap<>();

  RefusedAtDoor(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Counts it, and writes a row if one is due; never throws. */
  void book(Refusal refusal) {
    Tally tally = tallies.computeIfAbsent(refusal.rule(), rule -> new Tally());
    tally.due(clock.instant()).ifPresent(count -> book(refusal.rule(), tally, count));
  }

  private void book(String rule, Tally tally, long count) {
    try {
      store.run(
          transaction ->
              transaction
                  .audit()
                  .append(
                      new AuditEntry(
                              transaction.now(),
                              "visitor",
                              "refusal",
                              null,
                              null,
                              null,
                              count + " at this node since the row before")
                          .by(rule)));
    } catch (StoreException e) {
      tally.giveBack(count);
      LOG.warn(
          "{} refused {} times, which the audit log does not have yet: {}",
          rule,
          count,
          e.getMessage());
    }
  }

  /** What one rule refused and no row tells of. */
  private static final class Tally {

    private long waiting;
    private @Nullable Instant writtenAt;

    /** Counts one more; all that wait, if they are to be written now. */
    synchronized OptionalLong due(Instant now) {
      waiting++;
      if (writtenAt != null && now.isBefore(writtenAt.plus(ONCE_IN))) {
        return OptionalLong.empty();
      }
      long count = waiting;
      waiting = 0;
      writtenAt = now;
      return OptionalLong.of(count);
    }

    synchronized void giveBack(long count) {
      waiting += count;
    }
  }
}
