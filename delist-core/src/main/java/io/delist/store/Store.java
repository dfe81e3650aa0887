package io.delist.store;

import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Where everything is kept. Work is done in transactions: all of it or nothing.
 *
 * <p><b>Threads:</b> safe. A transaction object belongs to the call that it was handed to and is
 * dead afterwards. <b>Errors:</b> {@link StoreException} when the store cannot be reached or fails;
 * nothing of the transaction then stands, also if the work catches it. Whatever the work itself
 * throws also undoes it and comes out as it is.
 */
public interface Store {

  /**
   * Runs the work in one transaction and commits it.
   *
   * @return what the work returned
   */
  <T> T write(Function<Transaction, T> work);

  /** Runs work that only reads, on one consistent state; what it would change is not kept. */
  <T> T read(Function<Transaction, T> work);

  /**
   * Calls back after each commit in this process that changed the list, with the revision; on the
   * committing thread, so the callback must be quick and not throw. A follower uses it to wake up
   * early; it is a hint, not the news itself.
   */
  void onListChange(Consumer<Long> listener);

  /** {@link #write} for work without a result. */
  default void run(Consumer<Transaction> work) {
    write(
        transaction -> {
          work.accept(transaction);
          return Boolean.TRUE;
        });
  }
}
