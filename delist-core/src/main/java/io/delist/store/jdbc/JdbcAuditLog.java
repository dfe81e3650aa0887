package io.delist.store.jdbc;

import io.delist.net.IpPrefix;
import io.delist.store.AuditEntry;
import io.delist.store.AuditLog;
import io.delist.token.RequestId;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

final class JdbcAuditLog implements AuditLog {

  private static final String SELECT =
      "SELECT done_at, actor, action, request_id, prefix, revision, detail FROM delist_audit";

  private final Sql sql;

  JdbcAuditLog(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void append(AuditEntry entry) {
    sql.update(
        "append to the audit log",
        "INSERT INTO delist_audit (done_at, actor, action, request_id, prefix, revision, detail)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        entry.at(),
        entry.actor(),
        entry.action(),
        Objects.toString(entry.requestId(), null),
        Objects.toString(entry.prefix(), null),
        entry.revision(),
        entry.detail());
  }

  @Override
  public List<AuditEntry> of(RequestId requestId) {
    return sql.list(
        "read the audit log of request " + requestId,
        SELECT + " WHERE request_id = ? ORDER BY id",
        JdbcAuditLog::entry,
        requestId.toString());
  }

  @Override
  public List<AuditEntry> of(IpPrefix prefix) {
    return sql.list(
        "read the audit log of " + prefix,
        SELECT + " WHERE prefix = ? ORDER BY id",
        JdbcAuditLog::entry,
        prefix.toString());
  }

  private static AuditEntry entry(Row row) throws SQLException {
    return new AuditEntry(
        row.time("done_at"),
        row.text("actor"),
        row.text("action"),
        row.textOrNull("request_id") == null ? null : row.requestId("request_id"),
        row.textOrNull("prefix") == null ? null : row.prefix("prefix"),
        row.numberOrNull("revision"),
        row.text("detail"));
  }
}
