package io.delist.store.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** One statement and many rows of parameters for it, sent together. */
final class Batch implements AutoCloseable {

  private final Sql sql;
  private final String doing;
  private final PreparedStatement statement;
  private boolean empty = true;

  Batch(Sql sql, String doing, PreparedStatement statement) {
    this.sql = sql;
    this.doing = doing;
    this.statement = statement;
  }

  void add(@Nullable Object... parameters) {
    try {
      Sql.bind(statement, parameters);
      statement.addBatch();
      empty = false;
    } catch (SQLException e) {
      throw sql.failed(doing, e);
    }
  }

  /** Sends what was added since the last time. */
  void send() {
    if (empty) {
      return;
    }
    try {
      statement.executeBatch();
      empty = true;
    } catch (SQLException e) {
      throw sql.failed(doing, e);
    }
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
