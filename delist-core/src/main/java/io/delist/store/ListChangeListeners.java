package io.delist.store;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who wants to know that the list has changed; for implementations of {@link Store}.
 *
 * <p><b>Threads:</b> safe. A listener that throws is logged and keeps nobody else from being told.
 */
public final class ListChangeListeners {

  private static final Logger LOG = LoggerFactory.getLogger(ListChangeListeners.class);

  private final List<Consumer<Long>> listeners = new CopyOnWriteArrayList<>();

  public void add(Consumer<Long> listener) {
    listeners.add(listener);
  }

  /** Tells everyone, on this thread. To be called after the commit, with no lock held. */
  public void tell(long revision) {
    for (Consumer<Long> listener : listeners) {
      try {
        listener.accept(revision);
      } catch (RuntimeException e) {
        LOG.warn("a listener to changes of the list failed at revision {}", revision, e);
      }
    }
  }
}
