package io.delist.spring;

import io.delist.replica.Replica;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Fills the list and starts to follow the store before the web server opens: the first visitor
 * already gets a true answer.
 *
 * <p>With a list from a snapshot the start does not wait long for the store: a node whose store is
 * away, or slow to say so, serves its last list at once, and catches up when it can.
 */
final class ReplicaLifecycle implements SmartLifecycle {

  private static final int BEFORE_WEB_SERVER =
      WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1024;

  private static final Logger LOG = LoggerFactory.getLogger(ReplicaLifecycle.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ConfiguredList configured;
  private final Replica replica;
  private volatile boolean running;

  ReplicaLifecycle(ConfiguredList configured, Replica replica) {
    this.configured = configured;
    this.replica = replica;
  }

  @Override
  public void start() {
    replica.restore();
    if (replica.isLoaded()) {
      followWithoutWaitingLong();
    } else {
      configured.bringIn();
      replica.start();
    }
    running = true;
  }

  private void followWithoutWaitingLong() {
    Thread starter = new Thread(this::followWhateverHappens, "delist-start");
    starter.setDaemon(true);
    starter.start();
    try {
      starter.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (starter.isAlive()) {
      LOG.warn(
          "the store has not answered in {}; the list of the snapshot is served, revision {}",
          PATIENCE,
          replica.blocklist().view().revision());
    }
  }

  private void followWhateverHappens() {
    try {
      configured.bringIn();
    } catch (RuntimeException e) {
      LOG.error("the allowlist and the feeds of the configuration wait", e);
    }
    replica.start();
  }

  @Override
  public void stop() {
    running = false;
    replica.close();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** A replica follows to its end: one that was stopped cannot be started again. */
  @Override
  public boolean isPauseable() {
    return false;
  }

  @Override
  public int getPhase() {
    return BEFORE_WEB_SERVER;
  }
}
