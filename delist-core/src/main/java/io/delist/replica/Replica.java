package io.delist.replica;

import io.delist.blocklist.Blocklist;
import io.delist.blocklist.BlocklistProjection;
import io.delist.store.Store;
import io.delist.store.Transaction;
import io.delist.workflow.Settlement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A mail node's copy of the list: reads the store's changes in revision order into a {@link
 * Blocklist} and reports each revision that it serves.
 *
 * <p>It wakes when the store of this process commits a change, and otherwise looks every {@code
 * poll}. While the store is away the blocklist goes on answering from the last state; {@link
 * #ageMillis} says how old that is. Before anything was ever read nothing is blocked and {@link
 * #isLoaded} is false.
 *
 * <p><b>Threads:</b> one of its own, started by {@link #start} and ended by {@link #close}.
 */
public final class Replica implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Replica.class);
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);
  private static final Duration REPORT_EVERY = Duration.ofSeconds(10);

  private final Store store;
  private final Settlement settlement;
  private final BlocklistProjection projection;
  private final String node;
  private final InstantSource clock;
  private final Duration poll;
  private final Semaphore wake = new Semaphore(0);
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread worker = new Thread(work, "delist-replica");
            worker.setDaemon(true);
            return worker;
          });

  private @Nullable String epoch;
  private long applied;
  private long reported = -1;
  private long reportedAtMillis;
  private boolean failing;
  private volatile boolean loaded;
  private volatile long readAtMillis;
  private volatile boolean closed;

  /**
   * @param settlement is told which revision this node serves
   * @param node this node's name, its own among all that share the store
   * @param clock measures the age of the list
   * @param poll how long to wait for a wake-up before looking all the same
   */
  public Replica(
      Store store, Settlement settlement, String node, InstantSource clock, Duration poll) {
    this.store = store;
    this.settlement = settlement;
    this.projection = new BlocklistProjection(clock);
    this.node = node;
    this.clock = clock;
    this.poll = poll;
  }

  /** The list; always the same object, usable before {@link #start}. */
  public Blocklist blocklist() {
    return projection.blocklist();
  }

  /** Whether the store's state was read at least once. */
  public boolean isLoaded() {
    return loaded;
  }

  /** How long ago, in milliseconds, the list was last known to be the store's; -1 if never. */
  public long ageMillis() {
    return loaded ? Math.max(0, clock.millis() - readAtMillis) : -1;
  }

  /** Reads what there is, if the store answers, and then goes on following in the background. */
  public void start() {
    store.onListChange(revision -> wake.release());
    follow();
    thread.execute(this::run);
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
  public synchronized void follow() {
    try {
      catchUp();
      report();
      if (failing) {
        LOG.info("replica {}: the store is back, revision {}", node, applied);
      }
      failing = false;
    } catch (RuntimeException e) {
      if (!failing) {
        LOG.warn("replica {}: serving revision {} on, the store fails", node, applied, e);
      }
      failing = true;
    }
  }

  private void catchUp() {
    try {
      String before = epoch;
      long revision = store.read(this::readOn);
      if (revision != applied || !Objects.equals(before, epoch)) {
        projection.publish(revision);
        applied = revision;
      }
      readAtMillis = clock.millis();
      loaded = true;
    } catch (RuntimeException e) {
      // A revision may be taken in by half: the next turn starts from the whole state.
      epoch = null;
      throw e;
    }
  }

  private long readOn(Transaction transaction) {
    String present = transaction.list().epoch();
    if (!present.equals(epoch)) {
      projection.clear();
      long revision = transaction.list().readState(projection::apply);
      epoch = present;
      return revision;
    }
    return transaction.list().readChanges(applied, projection::apply);
  }

  private void report() {
    long now = clock.millis();
    if (reported != applied || now - reportedAtMillis >= REPORT_EVERY.toMillis()) {
      settlement.nodeServes(node, applied);
      reported = applied;
      reportedAtMillis = now;
    }
  }

  /**
   * Stops following; the blocklist goes on answering from its last state. The node is taken out of
   * those that delistings wait for, if the store answers.
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
  }

  private synchronized void leave() {
    if (failing) {
      // Nobody would hear it, and the end of the process would wait for the store's time-out.
      return;
    }
    try {
      settlement.nodeLeaves(node);
    } catch (RuntimeException e) {
      LOG.debug("replica {}: left without saying so", node, e);
    }
  }
}
