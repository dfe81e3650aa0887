package io.delist.store.jdbc;

import io.delist.store.MailKind;
import io.delist.store.Outbox;
import io.delist.store.OutboxMail;
import io.delist.token.RequestId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class JdbcOutbox implements Outbox {

  private static final String SELECT =
      "SELECT request_id, kind, attempts, due_at, last_failure FROM delist_outbox";
  private static final String OF_KEY = " WHERE request_id = ? AND kind = ?";

  private final Sql sql;
  private final Instant now;

  JdbcOutbox(Sql sql, Instant now) {
    this.sql = sql;
    this.now = now;
  }

  @Override
  public void add(RequestId requestId, MailKind kind) {
    sql.update(
        "add a mail for request " + requestId,
        "INSERT INTO delist_outbox (request_id, kind, attempts, due_at, last_failure)"
            + " VALUES (?, ?, 0, ?, '')",
        requestId.toString(),
        kind.name(),
        now);
  }

  /** The rows stay locked to the end of the transaction; another taker passes them over. */
  @Override
  public List<OutboxMail> lease(Instant until, int limit) {
    List<OutboxMail> due =
        sql.list(
            "lease mail",
            SELECT + " WHERE due_at <= ? ORDER BY due_at LIMIT ? FOR UPDATE SKIP LOCKED",
            JdbcOutbox::mail,
            now,
            limit);
    try (Batch updates = sql.batch("lease mail", "UPDATE delist_outbox SET due_at = ?" + OF_KEY)) {
      due.forEach(mail -> updates.add(until, mail.requestId().toString(), mail.kind().name()));
      updates.finish();
    }
    return due;
  }

  @Override
  public void remove(RequestId requestId, MailKind kind) {
    sql.update(
        "remove the mail of request " + requestId,
        "DELETE FROM delist_outbox" + OF_KEY,
        requestId.toString(),
        kind.name());
  }

  @Override
  public void postpone(RequestId requestId, MailKind kind, Instant dueAt, String failure) {
    find(requestId, kind)
        .map(mail -> mail.failed(failure, dueAt))
        .ifPresent(
            mail ->
                sql.update(
                    "postpone the mail of request " + requestId,
                    "UPDATE delist_outbox SET attempts = attempts + 1, due_at = ?, last_failure = ?"
                        + OF_KEY,
                    mail.dueAt(),
                    mail.lastFailure(),
                    requestId.toString(),
                    kind.name()));
  }

  @Override
  public Optional<OutboxMail> find(RequestId requestId, MailKind kind) {
    return sql.find(
        "find the mail of request " + requestId,
        SELECT + OF_KEY,
        JdbcOutbox::mail,
        requestId.toString(),
        kind.name());
  }

  @Override
  public int size() {
    return sql.find(
            "count unsent mail", "SELECT COUNT(*) AS n FROM delist_outbox", row -> row.integer("n"))
        .orElse(0);
  }

  private static OutboxMail mail(Row row) throws SQLException {
    return new OutboxMail(
        row.requestId("request_id"),
        MailKind.valueOf(row.text("kind")),
        row.integer("attempts"),
        row.time("due_at"),
        row.text("last_failure"));
  }
}
