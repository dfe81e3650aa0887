package io.delist.store.memory;

import io.delist.net.IpPrefix;
import io.delist.store.AuditEntry;
import io.delist.store.AuditLog;
import io.delist.token.RequestId;
import java.util.List;

final class MemoryAuditLog implements AuditLog {

  private final MemoryTransaction transaction;

  MemoryAuditLog(MemoryTransaction transaction) {
    this.transaction = transaction;
  }

  @Override
  public void append(AuditEntry entry) {
    transaction.tables().append(entry);
  }

  @Override
  public List<AuditEntry> of(RequestId requestId) {
    return transaction.tables().audit().stream()
        .filter(entry -> entry.requestId() != null && entry.requestId().equals(requestId))
        .toList();
  }

  @Override
  public List<AuditEntry> of(IpPrefix prefix) {
    return transaction.tables().audit().stream()
        .filter(entry -> entry.prefix() != null && entry.prefix().equals(prefix))
        .toList();
  }
}
