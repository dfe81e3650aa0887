package io.delist.store.memory;

import io.delist.store.TaskRegister;
import java.time.Instant;

final class MemoryTaskRegister implements TaskRegister {

  private final MemoryTransaction transaction;

  MemoryTaskRegister(MemoryTransaction transaction) {
    this.transaction = transaction;
  }

  @Override
  public boolean claim(Task task, Instant nextDueAt) {
    Instant dueAt = transaction.tables().tasks.get(task);
    if (dueAt != null && dueAt.isAfter(transaction.now())) {
      return false;
    }
    transaction.tables().tasks.put(task, nextDueAt);
    return true;
  }
}
