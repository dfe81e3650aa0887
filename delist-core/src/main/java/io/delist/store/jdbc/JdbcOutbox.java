package io.delist.store.jdbc;

import io.delist.store.MailKind;
import io.delist.store.Outbox;
import io.delist.store.OutboxMail;
import io.delist.token.RequestId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

final class JdbcOutbox implements Outbox {

  private static final String SELECT =
      "SELECT request_id, kind, domain, attempts, added_at, due_at, last_failure, refused"
          + " FROM delist_outbox";
  private static final String OF_KEY = " WHERE request_id = ? AND kind = ?";

  private static final String DUE = " WHERE refused = FALSE AND due_at <= ?";
  private static final String DOING = "lease mail";

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
        "INSERT INTO delist_outbox (request_id, kind, domain, attempts, added_at, due_at,"
            + " last_failure) VALUES (?, ?, COALESCE((SELECT SUBSTRING(email FROM"
            + " POSITION('@' IN email) + 1) FROM delist_request WHERE id = ?), ''), 0, ?, ?, '')",
        requestId.toString(),
        kind.name(),
        requestId.toString(),
        now,
        now);
  }

  /**
   * The rows stay locked to the end of the transaction; another taker passes them over. Who looks
   * at the pace of domains locks it first, so that each counts what others took.
   */
  @Override
  public List<OutboxMail> lease(Instant until, int limit, Duration pause) {
    return taken(until, pause.isZero() ? due(limit) : dueAtTheirPace(limit, pause));
  }

  private List<OutboxMail> due(int limit) {
    return sql.list(
        DOING,
        SELECT + DUE + " ORDER BY due_at LIMIT ? FOR UPDATE SKIP LOCKED",
        JdbcOutbox::mail,
        now,
        limit);
  }

  private List<OutboxMail> dueAtTheirPace(int limit, Duration pause) {
    sql.list(
        DOING,
        "SELECT id FROM delist_mail_pace_lock WHERE id = 1" + sql.dialect().forUpdate,
        row -> row.integer("id"));
    sql.update(DOING, "DELETE FROM delist_mail_pace WHERE next_at <= ?", now);
    List<OutboxMail> due =
        sql.list(
            DOING,
            SELECT
                + DUE
                + " AND domain NOT IN (SELECT domain FROM delist_mail_pace)"
                + " ORDER BY due_at LIMIT ? FOR UPDATE SKIP LOCKED",
            JdbcOutbox::mail,
            now,
            limit);
    Set<String> domains = new HashSet<>();
    List<OutboxMail> oneEach =
        due.stream().filter(mail -> mail.domain().isEmpty() || domains.add(mail.domain())).toList();
    try (Batch inserts =
        sql.batch(DOING, "INSERT INTO delist_mail_pace (domain, next_at) VALUES (?, ?)")) {
      domains.forEach(domain -> inserts.add(domain, now.plus(pause)));
      inserts.finish();
    }
    return oneEach;
  }

  private List<OutboxMail> taken(Instant until, List<OutboxMail> due) {
    try (Batch updates = sql.batch(DOING, "UPDATE delist_outbox SET due_at = ?" + OF_KEY)) {
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
        .filter(mail -> !mail.refused())
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
  public void refuse(RequestId requestId, MailKind kind, String words) {
    find(requestId, kind)
        .map(mail -> mail.refused(words))
        .ifPresent(
            mail ->
                sql.update(
                    "keep the refusal of the mail of request " + requestId,
                    "UPDATE delist_outbox SET attempts = attempts + 1, last_failure = ?,"
                        + " refused = TRUE"
                        + OF_KEY,
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
            "count unsent mail",
            "SELECT COUNT(*) AS n FROM delist_outbox WHERE refused = FALSE",
            row -> row.integer("n"))
        .orElse(0);
  }

  private static OutboxMail mail(Row row) throws SQLException {
    return new OutboxMail(
        row.requestId("request_id"),
        MailKind.valueOf(row.text("kind")),
        row.text("domain"),
        row.integer("attempts"),
        row.time("added_at"),
        row.time("due_at"),
        row.text("last_failure"),
        row.flag("refused"));
  }
}
