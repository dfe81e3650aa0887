package io.delist.store.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** One statement and any number of rows of parameters for it, sent many at a time. */
final class Batch implements AutoCloseable {

  private static final int ROWS_AT_ONCE = 1_000;

  private final Sql sql;
  private final String doing;
  private final PreparedStatement statement;
  private int unsent;

  Batch(Sql sql, String doing, PreparedStatement statement) {
    this.sql = sql;
    this.doing = doing;
    this.statement = statement;
  }

  void add(@Nullable Object... parameters) {
    try {
      Sql.bind(statement, parameters);
      statement.addBatch();
      unsent++;
      if (unsent == ROWS_AT_ONCE) {
        send();
      }
    } catch (SQLException e) {
      throw sql.failed(doing, e);
    }
  }

  /** Sends what is left. */
  void finish() {
    try {
      if (unsent > 0) {
        send();
      }
    } catch (SQLException e) {
      throw sql.failed(doing, e);
    }
  }

  private void send() throws SQLException {
    statement.executeBatch();
    unsent = 0;
  }

  @Override
  public void close() {
    try {
      statement.close();
    } catch (SQLException e) {
      throw sql.failed(doing, e);
    }
  }
}
