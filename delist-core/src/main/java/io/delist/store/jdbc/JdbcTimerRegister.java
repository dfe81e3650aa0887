package io.delist.store.jdbc;

import io.delist.store.RequestTimer;
import io.delist.store.TimerKind;
import io.delist.store.TimerRegister;
import io.delist.token.RequestId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

final class JdbcTimerRegister implements TimerRegister {

  private static final String SELECT = "SELECT request_id, kind, due_at FROM delist_timer";

  private final Sql sql;

  JdbcTimerRegister(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void set(RequestTimer timer) {
    sql.update(
        "set a timer of request " + timer.requestId(),
        sql.dialect().upsert("delist_timer", List.of("request_id", "kind"), List.of("due_at")),
        timer.requestId().toString(),
        timer.kind().name(),
        timer.dueAt());
  }

  @Override
  public List<RequestTimer> due(Instant now, int limit) {
    return sql.list(
        "find timers that are due",
        SELECT + " WHERE due_at <= ? ORDER BY due_at LIMIT ?",
        JdbcTimerRegister::timer,
        now,
        limit);
  }

  /** Who comes second waits for the row's lock, and finds it gone. */
  @Override
  public boolean take(RequestTimer timer) {
    return sql.update(
            "take a timer of request " + timer.requestId(),
            "DELETE FROM delist_timer WHERE request_id = ? AND kind = ? AND due_at = ?",
            timer.requestId().toString(),
            timer.kind().name(),
            timer.dueAt())
        == 1;
  }

  @Override
  public void cancel(RequestId requestId) {
    sql.update(
        "cancel the timers of request " + requestId,
        "DELETE FROM delist_timer WHERE request_id = ?",
        requestId.toString());
  }

  @Override
  public List<RequestTimer> of(RequestId requestId) {
    return sql
        .list(
            "find the timers of request " + requestId,
            SELECT + " WHERE request_id = ?",
            JdbcTimerRegister::timer,
            requestId.toString())
        .stream()
        .sorted(Comparator.comparing(RequestTimer::kind))
        .toList();
  }

  private static RequestTimer timer(Row row) throws SQLException {
    return new RequestTimer(
        row.requestId("request_id"), TimerKind.valueOf(row.text("kind")), row.time("due_at"));
  }
}
