package io.delist.store.memory;

import io.delist.net.IpPrefix;
import io.delist.store.AuditEntry;
import io.delist.store.AuditLink;
import io.delist.store.AuditLog;
import io.delist.store.AuditRow;
import io.delist.token.RequestId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Transactions run one after the other here, so entries are chained at once. */
final class MemoryAuditLog implements AuditLog {

  private static final int MOST_CUT = 10_000;

  private final MemoryTransaction transaction;

  MemoryAuditLog(MemoryTransaction transaction) {
    this.transaction = transaction;
  }

  @Override
  public void append(AuditEntry entry) {
    transaction.tables().append(entry);
  }

  private Stream<AuditRow> rows() {
    return transaction.tables().audit.values().stream();
  }

  @Override
  public List<AuditEntry> of(RequestId requestId) {
    return rows()
        .map(AuditRow::entry)
        .filter(entry -> requestId.equals(entry.requestId()))
        .toList();
  }

  @Override
  public List<AuditEntry> of(IpPrefix prefix) {
    return rows()
        .map(AuditRow::entry)
        .filter(entry -> Objects.equals(prefix, entry.prefix()))
        .toList();
  }

  @Override
  public List<AuditRow> about(RequestId requestId, IpPrefix prefix) {
    return rows()
        .filter(
            row ->
                requestId.equals(row.entry().requestId())
                    || Objects.equals(prefix, row.entry().prefix()))
        .toList();
  }

  @Override
  public void read(long afterNumber, long most, Consumer<AuditRow> reader) {
    rows().filter(row -> row.number() > afterNumber).limit(most).toList().forEach(reader);
  }

  @Override
  public AuditLink end() {
    return transaction.tables().auditEnd();
  }

  @Override
  public AuditLink start() {
    return transaction.tables().auditStart();
  }

  @Override
  public long lastRevisionBefore(Instant time) {
    return rows()
        .map(AuditRow::entry)
        .filter(entry -> entry.at().isBefore(time))
        .map(AuditEntry::revision)
        .filter(Objects::nonNull)
        .mapToLong(Long::longValue)
        .max()
        .orElse(0);
  }

  @Override
  public int cutBefore(Instant time) {
    List<AuditRow> old =
        rows()
            .takeWhile(row -> row.entry().at().isBefore(time))
            .filter(row -> row.number() < end().number())
            .limit(MOST_CUT)
            .toList();
    for (AuditRow row : old) {
      transaction.tables().audit.remove(row.number());
      transaction.tables().auditStart(AuditLink.at(row));
    }
    return old.size();
  }
}
