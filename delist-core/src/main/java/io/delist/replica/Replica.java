package io.delist.replica;

import io.delist.blocklist.Blocklist;
import io.delist.blocklist.Snapshot;
import io.delist.store.Store;
import io.delist.workflow.Settlement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A mail node's copy of the list: reads the store's changes in revision order into a {@link
 * Blocklist} and reports each revision that it serves.
 *
 * <p>It wakes when the store of this process commits a change, and otherwise looks every {@code
 * poll}. While the store is away the blocklist goes on answering from the last state; {@link
 * #ageMillis} says how old that is. It saves that state to a file from time to time, and begins
 * with it after a restart. Without one nothing is blocked until the store answers, and {@link
 * #isLoaded} is false.
 *
 * <p>What was saved of another epoch, or is ahead of the store, gives way to the store's whole
 * state.
 *
 * <p><b>Threads:</b> two of its own, started by {@link #start} and ended by {@link #close}.
 */
public final class Replica implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Replica.class);
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_LEAVING = Duration.ofSeconds(1);
  private static final Duration REPORT_EVERY = Duration.ofSeconds(10);

  private final Store store;
  private final Settlement settlement;
  private final LocalCopy copy;
  private final String node;
  private final InstantSource clock;
  private final Duration poll;
  private final SnapshotSettings settings;
  private final SnapshotKeeper keeper;
  private final ReentrantLock following = new ReentrantLock();
  private final Semaphore wake = new Semaphore(0);
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread worker = new Thread(work, "delist-replica");
            worker.setDaemon(true);
            return worker;
          });

  private long reported = -1;
  private long reportedAtMillis;
  private boolean failing;

  private volatile boolean closed;

  /** A replica that keeps no snapshot. */
  public Replica(
      Store store, Settlement settlement, String node, InstantSource clock, Duration poll) {
    this(store, settlement, node, clock, poll, SnapshotSettings.NONE);
  }

  /**
   * @param settlement is told which revision this node serves
   * @param node this node's name, its own among all that share the store
   * @param clock measures the age of the list
   * @param poll how long to wait for a wake-up before looking all the same
   * @param settings what is kept for a start without the store
   */
  public Replica(
      Store store,
      Settlement settlement,
      String node,
      InstantSource clock,
      Duration poll,
      SnapshotSettings settings) {
    this.store = store;
    this.settlement = settlement;
    this.copy = new LocalCopy(node, clock);
    this.node = node;
    this.clock = clock;
    this.poll = poll;
    this.settings = settings;
    this.keeper = new SnapshotKeeper(settings);
  }

  /** The list; always the same object, usable before {@link #start}. */
  public Blocklist blocklist() {
    return copy.blocklist();
  }

  /** Where the list comes from that is served now. */
  public ListOrigin origin() {
    return copy.origin();
  }

  /** Whether there is a list to serve, from the store or from a snapshot. */
  public boolean isLoaded() {
    return origin() != ListOrigin.NONE;
  }

  /**
   * How long ago, in milliseconds, the list was last known to be the store's; -1 if there was never
   * one, {@link Long#MAX_VALUE} if it is longer than that can say. A list that is too old to be
   * served has an age and is not loaded.
   */
  public long ageMillis() {
    ServedList list = copy.served();
    return list == null ? -1 : list.ageMillis(clock.instant());
  }

  /**
   * Serves what an earlier run saved, if nothing is served yet; the store is not asked. {@link
   * #start} does it as well. Never throws.
   */
  public void restore() {
    following.lock();
    try {
      Snapshot snapshot = copy.served() == null ? keeper.load(clock.instant()) : null;
      if (snapshot != null) {
        copy.restore(snapshot);
        LOG.info(
            "replica {}: serving revision {} of {} from a snapshot until the store answers",
            node,
            snapshot.revision(),
            snapshot.asOf());
      }
    } finally {
      following.unlock();
    }
  }

  /**
   * Serves the snapshot, if there is one; reads what there is, if the store answers; and then goes
   * on following in the background.
   */
  public void start() {
    restore();
    store.onListChange(revision -> wake.release());
    follow();
    if (!closed) {
      thread.execute(this::run);
      keeper.start(copy::served);
    }
  }

  private void run() {
    while (!closed) {
      try {
        boolean woken = wake.tryAcquire(poll.toMillis(), TimeUnit.MILLISECONDS);
        if (woken) {
          wake.drainPermits();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      if (!closed) {
        follow();
      }
    }
  }

  /**
   * Catches up once, on this thread, without waiting for the background. A store that is away is
   * logged once and tried again at the next turn. Never throws.
   */
  public void follow() {
    following.lock();
    try {
      copy.catchUp(store);
      report();
      if (failing) {
        LOG.info("replica {}: the store is back, revision {}", node, copy.revision());
      }
      failing = false;
    } catch (RuntimeException e) {
      if (!failing) {
        LOG.warn("replica {}: serving revision {} on, the store fails", node, copy.revision(), e);
      }
      failing = true;
      if (settings.isTooOld(ageMillis())) {
        copy.withhold();
      }
    } finally {
      following.unlock();
    }
  }

  private void report() {
    long now = clock.millis();
    long applied = copy.revision();
    if (reported != applied || now - reportedAtMillis >= REPORT_EVERY.toMillis()) {
      settlement.nodeServes(node, applied);
      reported = applied;
      reportedAtMillis = now;
    }
  }

  /**
   * Stops following; the blocklist goes on answering from its last state, which is saved. The node
   * is taken out of those that delistings wait for, if the store answers.
   */
  @Override
  public void close() {
    closed = true;
    wake.release();
    thread.shutdown();
    try {
      if (!thread.awaitTermination(LONGEST_CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
    leave();
    keeper.close(copy.served());
  }

  private void leave() {
    try {
      if (!following.tryLock(LONGEST_LEAVING.toMillis(), TimeUnit.MILLISECONDS)) {
        // The store hangs: it would not hear this either.
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      // Who never reported need not leave. Of a store that is away nobody would hear it, and the
      // end would wait for its time-out.
      if (!failing && reported >= 0) {
        settlement.nodeLeaves(node);
      }
    } catch (RuntimeException e) {
      LOG.debug("replica {}: left without saying so", node, e);
    } finally {
      following.unlock();
    }
  }
}
