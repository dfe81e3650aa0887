package io.delist.workflow;

import io.delist.net.IpAddress;
import io.delist.store.AuditEntry;
import io.delist.store.Store;
import io.delist.token.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes into the audit log why links were refused that were not signed here, which no visitor is
 * told. A process writes a row for the first press of each reason from each client network (a /24,
 * or a /48) in an hour, of at most 16 networks; all others it counts, and writes their sum once an
 * hour for each reason. So millions of false links are some hundred rows and cost the store
 * nothing, and the log holds no visitor's address: the networks are told apart here alone.
 *
 * <p>Opening a link writes nothing; it is in the sums. What a process counted after its last row
 * goes with it.
 *
 * <p>Where the store is away the answer is the same: the press goes into a sum, and for a minute no
 * further press asks the store. <b>Threads:</b> safe. <b>Memory:</b> bounded.
 */
public final class FalseLinks {

  static final int MOST_NETWORKS = 16;

  private static final Logger LOG = LoggerFactory.getLogger(FalseLinks.class);
  private static final Duration SPAN = Duration.ofHours(1);
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final int NETWORK_BITS_V4 = 24;
  private static final int NETWORK_BITS_V6 = 48;

  private final Store store;
  private final InstantSource clock;
  private final Map<Rejected.Reason, Tally> tallies = new EnumMap<>(Rejected.Reason.class);
  private Instant silentUntil = Instant.MIN;

  /**
   * @param clock tells when an hour is over
   */
  public FalseLinks(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** What one reason refused in its hour. Guarded by the whole. */
  private static final class Tally {
    private Instant since = Instant.MIN;
    private final Set<String> networks = new HashSet<>();
    private long inNoRow;
  }

  /** A row that is to be written, for so many refusals; {@code since} is there if it is a sum. */
  private record Due(Rejected.Reason reason, long count, Optional<Instant> since) {

    String detail() {
      return since
          .map(time -> reason + ": " + count + " more at this node since " + time)
          .orElseGet(reason::name);
    }
  }

  /**
   * Counts a press, and writes a row if one is due; never throws.
   *
   * @param client where it came from, or null if that is not known
   */
  void pressed(Rejected.Reason reason, @Nullable IpAddress client) {
    write(duePress(reason, client == null ? "" : networkOf(client)));
  }

  private static String networkOf(IpAddress client) {
    return client.prefix(client.isV4() ? NETWORK_BITS_V4 : NETWORK_BITS_V6).toString();
  }

  /** Counts a look at the page behind a link; asks no store. */
  synchronized void opened(Rejected.Reason reason) {
    Tally tally = tally(reason);
    if (tally.inNoRow == 0 && isOver(tally, clock.instant())) {
      begin(tally, clock.instant());
    }
    tally.inNoRow++;
  }

  /** Writes the sums of hours that are over. To be called now and then; never throws. */
  public void writeSums() {
    write(dueSums());
  }

  private synchronized List<Due> duePress(Rejected.Reason reason, String network) {
    Instant now = clock.instant();
    Tally tally = tally(reason);
    List<Due> due = new ArrayList<>();
    if (now.isBefore(silentUntil)) {
      if (tally.inNoRow == 0 && isOver(tally, now)) {
        begin(tally, now);
      }
      tally.inNoRow++;
      return due;
    }
    if (isOver(tally, now)) {
      takeSum(reason, tally).ifPresent(due::add);
      begin(tally, now);
    }
    if (tally.networks.size() < MOST_NETWORKS && tally.networks.add(network)) {
      due.add(new Due(reason, 1, Optional.empty()));
    } else {
      tally.inNoRow++;
    }
    return due;
  }

  private synchronized List<Due> dueSums() {
    Instant now = clock.instant();
    List<Due> due = new ArrayList<>();
    tallies.forEach(
        (reason, tally) -> {
          if (isOver(tally, now)) {
            takeSum(reason, tally).ifPresent(due::add);
            begin(tally, now);
          }
        });
    return due;
  }

  private Tally tally(Rejected.Reason reason) {
    return tallies.computeIfAbsent(reason, any -> new Tally());
  }

  private static boolean isOver(Tally tally, Instant now) {
    return !now.minus(SPAN).isBefore(tally.since);
  }

  private static void begin(Tally tally, Instant now) {
    tally.since = now;
    tally.networks.clear();
  }

  private static Optional<Due> takeSum(Rejected.Reason reason, Tally tally) {
    long count = tally.inNoRow;
    tally.inNoRow = 0;
    return count == 0
        ? Optional.empty()
        : Optional.of(new Due(reason, count, Optional.of(tally.since)));
  }

  private void write(List<Due> due) {
    if (due.isEmpty()) {
      return;
    }
    try {
      store.run(
          transaction ->
              due.forEach(
                  row ->
                      transaction
                          .audit()
                          .append(
                              new AuditEntry(
                                  transaction.now(),
                                  "visitor",
                                  LinkRefusals.ACTION,
                                  null,
                                  null,
                                  null,
                                  row.detail()))));
    } catch (RuntimeException e) {
      // A store of the application may have errors of its own; the visitor's answer is the same.
      giveBack(due);
      LOG.warn("false links were refused, which the audit log does not have yet: {}", e.toString());
    }
  }

  private synchronized void giveBack(List<Due> due) {
    silentUntil = clock.instant().plus(PAUSE);
    for (Due row : due) {
      Tally tally = tally(row.reason());
      tally.inNoRow += row.count();
      row.since().filter(tally.since::isAfter).ifPresent(since -> tally.since = since);
    }
  }
}
