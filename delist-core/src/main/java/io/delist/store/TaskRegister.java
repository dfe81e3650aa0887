package io.delist.store;

import java.time.Instant;

/** Work that recurs, on one node at a time. */
public interface TaskRegister {

  /** What there is to do. */
  enum Task {
    /** Erasing what need not be kept. */
    RETENTION
  }

  /**
   * Takes a task if it is due and nobody else is at it. It belongs to this transaction to its end;
   * if that fails, it is due again.
   *
   * @param nextDueAt when it is due again if this transaction is kept
   * @return whether it is this transaction's to do
   */
  boolean claim(Task task, Instant nextDueAt);
}
