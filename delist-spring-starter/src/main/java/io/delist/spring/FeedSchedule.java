package io.delist.spring;

import io.delist.workflow.FeedKeeper;
import io.delist.workflow.FeedStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Looks at the places of the feeds again and again, each at its own interval give or take a tenth,
 * so that many processes do not all ask at once. One that fails is looked at again within about a
 * minute.
 */
final class FeedSchedule implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(FeedSchedule.class);
  private static final int AFTER_WEB_SERVER =
      WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE + 512;
  private static final int MOST_THREADS = 4;
  private static final Duration LONGEST_STOP = Duration.ofSeconds(5);
  private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

  /** A feed and how often to look. */
  record Turn(FeedKeeper keeper, Duration refresh) {}

  private final ConfiguredList configured;
  private final List<Turn> turns;
  private final RandomGenerator random;
  private final ScheduledThreadPoolExecutor timer;
  private volatile boolean running;

  FeedSchedule(ConfiguredList configured, List<Turn> turns, RandomGenerator random) {
    this.configured = configured;
    this.turns = List.copyOf(turns);
    this.random = random;
    this.timer =
        new ScheduledThreadPoolExecutor(
            Math.max(1, Math.min(MOST_THREADS, turns.size())),
            work -> {
              Thread worker = new Thread(work, "delist-feeds");
              worker.setDaemon(true);
              return worker;
            });
  }

  @Override
  public void start() {
    running = true;
    turns.forEach(turn -> next(turn, turn.keeper().isSlow() ? Duration.ZERO : delay(turn)));
  }

  private void next(Turn turn, Duration delay) {
    try {
      Future<?> unused = timer.schedule(() -> take(turn), delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("feed {}: no more turns, as this process ends", turn.keeper().feed().name());
    }
  }

  private void take(Turn turn) {
    try {
      if (configured.bringIn()) {
        turn.keeper().turn();
      }
    } catch (RuntimeException e) {
      LOG.error("feed {}: a turn failed; the list stays as it is", turn.keeper().feed().name(), e);
    } finally {
      next(turn, delay(turn));
    }
  }

  private Duration delay(Turn turn) {
    FeedStatus status = turn.keeper().status();
    boolean soon = status.isFailing() || status.state() == FeedStatus.State.WAITING;
    Duration delay =
        soon && turn.refresh().compareTo(AFTER_FAILURE) > 0 ? AFTER_FAILURE : turn.refresh();
    return Duration.ofMillis(Math.round(delay.toMillis() * random.nextDouble(0.9, 1.1)));
  }

  /** A fetch is given up; a list that is being written is waited for a little. */
  @Override
  public void stop() {
    running = false;
    timer.shutdownNow();
    try {
      if (!timer.awaitTermination(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("a feed is still being loaded; its transaction ends with the store");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Threads that have ended do not start again. */
  @Override
  public boolean isPauseable() {
    return false;
  }

  @Override
  public int getPhase() {
    return AFTER_WEB_SERVER;
  }
}
