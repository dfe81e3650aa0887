package io.delist.store.memory;

import io.delist.store.ListChangeListeners;
import io.delist.store.Store;
import io.delist.store.Transaction;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A store that forgets everything at the end of the process: for tests and small uses.
 *
 * <p><b>Cost:</b> transactions run one after the other, those that only read included. Searching
 * requests and the audit log looks at all of them. <b>Threads:</b> safe.
 */
public final class MemoryStore implements Store {

  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final MemoryTables tables = new MemoryTables();
  private final ListChangeListeners listeners = new ListChangeListeners();

  /**
   * @param clock the store's time
   */
  public MemoryStore(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public <T> T write(Function<Transaction, T> work) {
    long before;
    long after;
    T result;
    begin();
    try {
      before = tables.revision();
      result = run(work, true);
      after = tables.revision();
    } finally {
      lock.unlock();
    }
    if (after != before) {
      listeners.tell(after);
    }
    return result;
  }

  @Override
  public <T> T read(Function<Transaction, T> work) {
    begin();
    try {
      return run(work, false);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void onListChange(Consumer<Long> listener) {
    listeners.add(listener);
  }

  private void begin() {
    if (lock.isHeldByCurrentThread()) {
      throw new IllegalStateException(
          "this thread is in a transaction of this store already; use that one");
    }
    lock.lock();
  }

  private <T> T run(Function<Transaction, T> work, boolean keep) {
    MemoryTransaction transaction =
        new MemoryTransaction(tables, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    try {
      T result = work.apply(transaction);
      if (keep) {
        transaction.requireNoFailure();
        tables.journal.commit();
      }
      return result;
    } finally {
      transaction.end();
      // Nothing is left to undo after a commit.
      tables.journal.rollback();
    }
  }
}
