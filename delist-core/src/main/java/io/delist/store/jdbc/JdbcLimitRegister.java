package io.delist.store.jdbc;

import io.delist.store.LimitKey;
import io.delist.store.LimitRegister;
import io.delist.store.LimitRow;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row per key, and one row per part that is locked before the part is changed and says how many
 * rows it has: so nobody counts rows, and no two add one for the same key.
 */
final class JdbcLimitRegister implements LimitRegister {

  private static final String OF_KEY = " WHERE part = ? AND id = ?";

  private final Sql sql;
  private final Instant now;

  JdbcLimitRegister(Sql sql, Instant now) {
    this.sql = sql;
    this.now = now;
  }

  /** In the order of the parts, one statement each: no database promises an order within one. */
  @Override
  public void lock(Collection<LimitKey> keys) {
    keys.stream().map(LimitKey::part).distinct().sorted().forEach(this::lock);
  }

  private int lock(int part) {
    return sql.find(
            "lock what the limits have counted",
            "SELECT row_count FROM delist_limit_part WHERE part = ?" + sql.dialect().forUpdate,
            row -> row.integer("row_count"),
            part)
        .orElseThrow(
            () ->
                sql.failed(
                    "lock what the limits have counted",
                    new SQLException("table delist_limit_part has no row " + part)));
  }

  @Override
  public List<LimitRow> find(Collection<LimitKey> keys) {
    if (keys.isEmpty()) {
      return List.of();
    }
    List<@Nullable Object> parameters = new ArrayList<>();
    for (LimitKey key : keys) {
      parameters.add(key.part());
      parameters.add(id(key));
    }
    return sql.list(
        "find what the limits have counted",
        "SELECT part, id, times, ends_at FROM delist_limit WHERE "
            + String.join(" OR ", Collections.nCopies(keys.size(), "(part = ? AND id = ?)")),
        JdbcLimitRegister::row,
        parameters.toArray());
  }

  @Override
  public boolean put(LimitRow row, int mostRowsOfPool) {
    LimitKey key = row.key();
    int updated =
        sql.update(
            "count for a limit",
            "UPDATE delist_limit SET times = ?, ends_at = ?" + OF_KEY,
            row.times(),
            row.endsAt(),
            key.part(),
            id(key));
    return updated == 1 || insert(row, LimitKey.mostRowsOfPart(mostRowsOfPool));
  }

  private boolean insert(LimitRow row, int mostRows) {
    int part = row.key().part();
    if (lock(part) >= mostRows && removeEnded(part) == 0) {
      return false;
    }
    sql.update(
        "count for a limit",
        "INSERT INTO delist_limit (part, id, times, ends_at) VALUES (?, ?, ?, ?)",
        part,
        id(row.key()),
        row.times(),
        row.endsAt());
    changeCount(part, 1);
    return true;
  }

  @Override
  public int purge() {
    return sql.find(
            "find limits that have ended",
            "SELECT p.part FROM delist_limit_part p WHERE p.row_count > 0 AND EXISTS (SELECT 1 FROM"
                + " delist_limit l WHERE l.part = p.part AND l.ends_at <= ?) LIMIT 1",
            row -> row.integer("part"),
            now)
        .map(this::purge)
        .orElse(0);
  }

  private int purge(int part) {
    lock(part);
    return removeEnded(part);
  }

  private int removeEnded(int part) {
    int removed =
        sql.update(
            "remove limits that have ended",
            "DELETE FROM delist_limit WHERE part = ? AND ends_at <= ?",
            part,
            now);
    if (removed > 0) {
      changeCount(part, -removed);
    }
    return removed;
  }

  private void changeCount(int part, int by) {
    sql.update(
        "count the rows of the limits",
        "UPDATE delist_limit_part SET row_count = row_count + ? WHERE part = ?",
        by,
        part);
  }

  private static UUID id(LimitKey key) {
    return new UUID(key.high(), key.low());
  }

  private static LimitRow row(Row row) throws SQLException {
    UUID id = row.uuid("id");
    return new LimitRow(
        new LimitKey(
            row.integer("part") / LimitKey.PARTS,
            id.getMostSignificantBits(),
            id.getLeastSignificantBits()),
        row.text("times"),
        row.time("ends_at"));
  }
}
