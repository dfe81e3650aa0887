package io.delist.spring;

import io.delist.replica.Replica;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Fills the list and starts to follow the store before the web server opens: the first visitor
 * already gets a true answer.
 */
final class ReplicaLifecycle implements SmartLifecycle {

  private static final int BEFORE_WEB_SERVER =
      WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1024;

  private final ConfiguredList configured;
  private final Replica replica;
  private volatile boolean running;

  ReplicaLifecycle(ConfiguredList configured, Replica replica) {
    this.configured = configured;
    this.replica = replica;
  }

  @Override
  public void start() {
    configured.bringIn();
    replica.start();
    running = true;
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
