package io.delist.store.jdbc;

import io.delist.store.Casework;
import io.delist.store.DelistRequest;
import java.sql.SQLException;
import java.util.List;

/** The table {@code delist_casework}; a request that never waited has no row in it. */
final class CaseworkTable {

  /** Its columns, in a left join with the request's. */
  static final String SELECTED =
      "steps, held_until, review_since, lateness, question, answer, refused_by, refusal, appeals";

  private static final List<String> COLUMNS = List.of(SELECTED.split(", "));

  private CaseworkTable() {}

  static Casework read(Row row) throws SQLException {
    String lateness = row.textOrNull("lateness");
    return lateness == null
        ? Casework.NONE
        : new Casework(
            row.integer("steps"),
            row.timeOrNull("held_until"),
            row.timeOrNull("review_since"),
            Casework.Lateness.valueOf(lateness),
            row.text("question"),
            row.text("answer"),
            row.text("refused_by"),
            row.text("refusal"),
            row.integer("appeals"));
  }

  /**
   * Locks the request's row and looks, after that, whether its casework is as it was read: nobody
   * changes it without this lock.
   */
  static boolean lockIfAt(Sql sql, DelistRequest read) {
    String id = read.id().toString();
    sql.list(
        "lock request " + id,
        "SELECT id FROM delist_request WHERE id = ?" + sql.dialect().forUpdate,
        row -> row.text("id"),
        id);
    int steps =
        sql.find(
                "find the casework of request " + id,
                "SELECT steps FROM delist_casework WHERE request_id = ?",
                row -> row.integer("steps"),
                id)
            .orElse(0);
    return steps == read.casework().steps();
  }

  /** Writes the casework of a request whose row is locked, or new. */
  static void put(Sql sql, DelistRequest request) {
    Casework casework = request.casework();
    sql.update(
        "write the casework of request " + request.id(),
        sql.dialect().upsert("delist_casework", List.of("request_id"), COLUMNS),
        request.id().toString(),
        casework.steps(),
        casework.heldUntil(),
        casework.reviewSince(),
        casework.lateness().name(),
        casework.question(),
        casework.answer(),
        casework.refusedBy(),
        casework.refusal(),
        casework.appeals());
  }
}
