package io.delist.replica;

import io.delist.blocklist.Blocklist;
import io.delist.blocklist.BlocklistProjection;
import io.delist.blocklist.Change;
import io.delist.blocklist.Snapshot;
import io.delist.store.ListRegister;
import io.delist.store.Store;
import io.delist.store.Transaction;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The list in this process, and how far in which history of the store it has come.
 *
 * <p><b>Threads:</b> one at a time, but for {@link #blocklist}, {@link #served} and {@link
 * #origin}.
 */
final class LocalCopy {

  private static final Logger LOG = LoggerFactory.getLogger(LocalCopy.class);

  private final String node;
  private final InstantSource clock;
  private final BlocklistProjection projection;

  /** Null if the next reading starts from nothing. */
  private @Nullable String epoch;

  private long applied;

  /** Whether the soft marks, which no snapshot holds, are yet to be read. */
  private boolean marksWanted;

  /** Whether changes were taken in that were not published. */
  private boolean halfRead;

  private volatile @Nullable ServedList served;

  LocalCopy(String node, InstantSource clock) {
    this.node = node;
    this.clock = clock;
    this.projection = new BlocklistProjection(clock);
  }

  Blocklist blocklist() {
    return projection.blocklist();
  }

  /** What is served, or withheld; null before there was any list. */
  @Nullable ServedList served() {
    return served;
  }

  ListOrigin origin() {
    ServedList list = served;
    return list == null ? ListOrigin.NONE : list.origin();
  }

  /** The revision that was last published. */
  long revision() {
    return applied;
  }

  /** Serves a snapshot, and reads on from it later. */
  void restore(Snapshot snapshot) {
    projection.restore(snapshot);
    marksWanted = true;
    epoch = snapshot.epoch();
    applied = snapshot.revision();
    served =
        new ServedList(ListOrigin.SNAPSHOT, snapshot.epoch(), snapshot.asOf(), snapshot.view());
  }

  /** Serves what the store holds. Whatever it throws, what was served before still is. */
  void catchUp(Store store) {
    try {
      String before = epoch;
      // Before the read, which may be long: what it returns may be as old as its beginning.
      Instant asOf = clock.instant();
      long revision = store.read(this::readOn);
      boolean withheld = origin() == ListOrigin.NONE;
      if (revision != applied || !Objects.equals(before, epoch) || withheld || marksWanted) {
        projection.publish(revision);
        applied = revision;
      }
      halfRead = false;
      marksWanted = false;
      served =
          new ServedList(
              ListOrigin.STORE, Objects.requireNonNull(epoch), asOf, projection.blocklist().view());
    } catch (RuntimeException e) {
      if (halfRead) {
        // A revision may be taken in by half: the next turn starts from the whole state.
        epoch = null;
      }
      throw e;
    }
  }

  private long readOn(Transaction transaction) {
    ListRegister list = transaction.list();
    String present = list.epoch();
    if (present.equals(epoch) && applied >= list.changesSince()) {
      long revision = list.readChanges(applied, this::take);
      if (revision >= applied) {
        if (marksWanted) {
          list.softMarks().stream().map(Change.Softened::new).forEach(this::take);
        }
        return revision;
      }
      LOG.warn(
          "replica {}: its revision {} is ahead of the store's {}; the whole list is read again",
          node,
          applied,
          revision);
    }
    halfRead = true;
    projection.clear();
    long revision = list.readState(this::take);
    epoch = present;
    return revision;
  }

  private void take(Change change) {
    halfRead = true;
    projection.apply(change);
  }

  /** Shows an empty list until the store answers. */
  void withhold() {
    ServedList list = served;
    if (list != null && list.origin() != ListOrigin.NONE) {
      projection.withhold();
      served = list.withheld();
      LOG.error(
          "replica {}: the list of {} is too old to be served; nothing is blocked until the store"
              + " answers",
          node,
          list.asOf());
    }
  }
}
