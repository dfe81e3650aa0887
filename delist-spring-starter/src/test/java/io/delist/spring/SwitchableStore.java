package io.delist.spring;

import io.delist.store.Store;
import io.delist.store.StoreException;
import io.delist.store.Transaction;
import io.delist.store.memory.MemoryStore;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;

/** A store in memory whose connection can be cut. */
public final class SwitchableStore implements Store {

  private final MemoryStore store = new MemoryStore(InstantSource.system());
  private volatile boolean away;
  private volatile CountDownLatch hanging = new CountDownLatch(0);

  public SwitchableStore(boolean away) {
    this.away = away;
  }

  public void setAway(boolean away) {
    this.away = away;
  }

  @Override
  public <T> T write(Function<Transaction, T> work) {
    requireHere();
    return store.write(work);
  }

  @Override
  public <T> T read(Function<Transaction, T> work) {
    requireHere();
    return store.read(work);
  }

  /** From now on every call waits until this is counted down. */
  public void hangOn(CountDownLatch latch) {
    hanging = latch;
  }

  private void requireHere() {
    try {
      hanging.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (away) {
      throw new StoreException("the connection is cut", null);
    }
  }

  @Override
  public void onListChange(Consumer<Long> listener) {
    store.onListChange(listener);
  }
}
