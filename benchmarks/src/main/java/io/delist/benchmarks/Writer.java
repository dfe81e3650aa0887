package io.delist.benchmarks;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Changes a serving list at a steady rate, in a thread of its own. What it could not do in time it
 * makes up for; if the rate is more than it can do, it does what it can, and the count tells.
 */
final class Writer implements AutoCloseable {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long PAUSE_NANOS = 100_000;

  private final Serving serving;
  private final Toggles toggles;
  private final long updatesPerSecond;
  private final AtomicLong made = new AtomicLong();
  private final Thread thread = new Thread(this::run, "writer");
  private volatile boolean stopped;

  Writer(Serving serving, Toggles toggles, long updatesPerSecond) {
    this.serving = serving;
    this.toggles = toggles;
    this.updatesPerSecond = updatesPerSecond;
    thread.setDaemon(true);
    thread.start();
  }

  /** How many changes it has published. */
  long made() {
    return made.get();
  }

  private void run() {
    long start = System.nanoTime();
    long done = 0;
    while (!stopped) {
      double seconds = (double) (System.nanoTime() - start) / NANOS_PER_SECOND;
      long due = (long) (seconds * updatesPerSecond);
      while (done < due && !stopped) {
        toggles.draw();
        toggles.apply(serving);
        made.lazySet(++done);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
