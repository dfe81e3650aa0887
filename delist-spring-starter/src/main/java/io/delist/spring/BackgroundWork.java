package io.delist.spring;

import io.delist.mail.OutboxSender;
import io.delist.retention.Retention;
import io.delist.store.Store;
import io.delist.workflow.FalseLinks;
import io.delist.workflow.ListingExpiry;
import io.delist.workflow.RequestTimers;
import io.delist.workflow.Settlement;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * What goes on by itself once the web server is open: mail is sent, requests whose time is over
 * end, timers ring, ends of listings are booked, what need not be kept is erased, counts of the
 * limits that have ended go, sums of false links are written down, and what could not be brought in
 * at start is tried again. What fails is logged and tried again at the next turn; it keeps nothing
 * else from being done.
 */
final class BackgroundWork implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(BackgroundWork.class);
  private static final Duration EVERY = Duration.ofSeconds(30);
  private static final int AFTER_WEB_SERVER =
      WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE + 512;

  private final ObjectProvider<OutboxSender> outbox;
  private final Settlement settlement;
  private final RequestTimers timers;
  private final ListingExpiry expiry;
  private final Retention retention;
  private final ConfiguredList configured;
  private final FalseLinks falseLinks;
  private final Store store;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread worker = new Thread(work, "delist-timer");
            worker.setDaemon(true);
            return worker;
          });
  private volatile boolean running;

  BackgroundWork(
      ObjectProvider<OutboxSender> outbox,
      Settlement settlement,
      RequestTimers timers,
      ListingExpiry expiry,
      Retention retention,
      ConfiguredList configured,
      FalseLinks falseLinks,
      Store store) {
    this.falseLinks = falseLinks;
    this.outbox = outbox;
    this.store = store;
    this.settlement = settlement;
    this.timers = timers;
    this.expiry = expiry;
    this.retention = retention;
    this.configured = configured;
  }

  @Override
  public void start() {
    outbox.ifAvailable(OutboxSender::start);
    running = true;
    Future<?> unused =
        timer.scheduleWithFixedDelay(this::turn, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void turn() {
    step("bringing in the configured list", configured::bringIn);
    step("ending requests whose time is over", settlement::expireRequests);
    step("ringing timers", timers::run);
    step("booking the ends of listings", expiry::run);
    step("forgetting standings that have faded", timers::forgetFaded);
    step("purging counts of the limits", this::purgeLimits);
    step("writing down how many false links came", falseLinks::writeSums);
    step("erasing what need not be kept", retention::turn);
  }

  /** One that fails waits for the next turn, and the others do not wait for it. */
  private void step(String what, Runnable work) {
    if (!running) {
      return;
    }
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.warn("{} waits for the next turn: {}", what, e.toString());
    }
  }

  /** A part of the rows at a time, each in a transaction of its own. */
  private void purgeLimits() {
    int removed;
    do {
      removed = store.write(transaction -> transaction.limits().purge());
    } while (removed > 0 && running);
  }

  @Override
  public void stop() {
    running = false;
    timer.shutdownNow();
    outbox.ifAvailable(OutboxSender::close);
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
