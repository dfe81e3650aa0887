package io.delist.store.memory;

import io.delist.store.SuppressionRegister;
import io.delist.token.MailboxMark;
import java.util.List;

final class MemorySuppressionRegister implements SuppressionRegister {

  private final MemoryTransaction transaction;

  MemorySuppressionRegister(MemoryTransaction transaction) {
    this.transaction = transaction;
  }

  @Override
  public void add(MailboxMark mailbox) {
    transaction.tables().suppressions.put(mailbox, transaction.now());
  }

  @Override
  public void remove(MailboxMark mailbox) {
    transaction.tables().suppressions.remove(mailbox);
  }

  @Override
  public boolean contains(List<MailboxMark> marks) {
    return marks.stream().anyMatch(mark -> transaction.tables().suppressions.get(mark) != null);
  }

  @Override
  public int size() {
    return transaction.tables().suppressions.size();
  }
}
