package io.delist.spring.smtp;

import io.delist.smtp.listener.ListenerStartException;
import io.delist.smtp.listener.SmtpListener;
import io.delist.spring.InvalidPropertyException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * The servers that this application runs. They start after the list is there and before the web
 * server opens; at the end each answers what has been asked, all at the same time, while the list
 * is still there.
 *
 * <p><b>Threads:</b> safe.
 */
public final class SmtpListeners implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(SmtpListeners.class);
  private static final int AFTER_THE_LIST =
      WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 768;

  private final List<ListenerSwitch> switches;
  private final List<SmtpListener> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean running;

  SmtpListeners(List<ListenerSwitch> switches) {
    this.switches = List.copyOf(switches);
  }

  /**
   * Those that the last start started, in the order of their start. A stop closes them and leaves
   * them here; the next start puts others in their place.
   */
  public List<SmtpListener> all() {
    return List.copyOf(listeners);
  }

  /**
   * The properties of those that are switched on and were not started yet, each the one that says
   * where it is to listen; empty once all were.
   */
  public List<String> awaited() {
    return switches.stream().skip(listeners.size()).map(ListenerSwitch::property).toList();
  }

  @Override
  public void start() {
    listeners.clear();
    for (ListenerSwitch one : switches) {
      try {
        SmtpListener listener = one.start().get();
        listeners.add(listener);
        LOG.info("{} listens on {}", listener.name(), listener.health().address());
      } catch (ListenerStartException e) {
        stop();
        throw new InvalidPropertyException(
            one.property(), one.value(), String.valueOf(e.getMessage()));
      } catch (RuntimeException e) {
        stop();
        throw e;
      }
    }
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    List<Thread> closing = new ArrayList<>();
    for (SmtpListener listener : listeners) {
      Thread thread = new Thread(() -> close(listener), "delist-stop-" + listener.name());
      thread.start();
      closing.add(thread);
    }
    for (Thread thread : closing) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static void close(SmtpListener listener) {
    try {
      listener.close();
    } catch (RuntimeException e) {
      LOG.warn("{} did not end well", listener.name(), e);
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** A listener that was stopped does not begin again. */
  @Override
  public boolean isPauseable() {
    return false;
  }

  @Override
  public int getPhase() {
    return AFTER_THE_LIST;
  }
}
