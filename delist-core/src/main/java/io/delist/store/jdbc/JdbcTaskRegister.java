package io.delist.store.jdbc;

import io.delist.store.TaskRegister;
import java.time.Instant;
import java.util.List;

/** A task's row is locked to the end of the transaction; another who wants it passes it over. */
final class JdbcTaskRegister implements TaskRegister {

  private final Sql sql;
  private final Instant now;

  JdbcTaskRegister(Sql sql, Instant now) {
    this.sql = sql;
    this.now = now;
  }

  @Override
  public boolean claim(Task task, Instant nextDueAt) {
    String doing = "claim the task " + task;
    List<String> due =
        sql.list(
            doing,
            "SELECT name FROM delist_task WHERE name = ? AND due_at <= ? FOR UPDATE SKIP LOCKED",
            row -> row.text("name"),
            task.name(),
            now);
    return !due.isEmpty()
        && sql.update(
                doing, "UPDATE delist_task SET due_at = ? WHERE name = ?", nextDueAt, task.name())
            == 1;
  }
}
