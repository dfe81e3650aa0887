package io.delist.blocklist;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A clock for a {@link Blocklist} that answers many checks: a thread of its own notes the time
 * every tenth of a second, and a check reads that note. Only where an entry expires within ten
 * seconds of it does the check ask the real clock, so expiry is exact to the millisecond as long as
 * the thread is not held up for ten seconds.
 *
 * <p>Where the time leaps forward by more than that at once, as after a suspend of the machine or
 * when somebody sets its clock, a check may answer an entry that expired within the leap for as
 * long as the note is old: until the next tick, a tenth of a second later. Nothing tells of a leap
 * sooner but the real clock, which would then be read by every check.
 *
 * <p><b>Cost:</b> one volatile read for each check of an address that may be listed; none for
 * others. <b>Threads:</b> safe; {@link #close} ends the clock's own, after which every check asks
 * the real clock.
 */
public final class CoarseClock implements InstantSource, AutoCloseable {

  private static final long TICK_MILLIS = 100;
  private static final long MARGIN_MILLIS = 10_000;

  /** Later than any expiry, so that nothing is certain without the real clock. */
  private static final long NOT_NOTED = Long.MAX_VALUE;

  private final InstantSource exact;
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "delist-clock");
            thread.setDaemon(true);
            return thread;
          });

  private final ScheduledFuture<?> ticking;
  private volatile long noted;
  private boolean closed;

  /**
   * @param exact the real clock
   */
  public CoarseClock(InstantSource exact) {
    this.exact = exact;
    this.noted = exact.millis();
    this.ticking =
        ticker.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** A real clock that fails leaves no note, so that every check asks it and sees for itself. */
  private synchronized void tick() {
    if (closed) {
      return;
    }
    try {
      noted = exact.millis();
    } catch (RuntimeException e) {
      noted = NOT_NOTED;
    }
  }

  /** The exact time. */
  @Override
  public Instant instant() {
    return exact.instant();
  }

  /** The exact time. */
  @Override
  public long millis() {
    return exact.millis();
  }

  /**
   * Whether it is certain, without the real clock if that can be, that this time is yet to come.
   */
  static boolean isBefore(InstantSource clock, long epochMillis) {
    if (epochMillis == Expiry.NEVER) {
      return true;
    }
    return clock instanceof CoarseClock coarse
        ? coarse.noted < Math.max(epochMillis, Long.MIN_VALUE + MARGIN_MILLIS) - MARGIN_MILLIS
        : clock.millis() < epochMillis;
  }

  @Override
  public synchronized void close() {
    ticking.cancel(false);
    ticker.shutdown();
    closed = true;
    noted = NOT_NOTED;
  }
}
