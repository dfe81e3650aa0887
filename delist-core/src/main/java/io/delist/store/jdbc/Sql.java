package io.delist.store.jdbc;

import io.delist.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements on one connection. Each call says what it is doing, for the message of the {@link
 * StoreException} that it becomes if it fails.
 *
 * <p>Parameters are strings, numbers, byte arrays, UUIDs, {@link Instant}s (cut to milliseconds)
 * and null.
 */
final class Sql {

  private static final int FETCH_ROWS = 1_000;

  private final Connection connection;
  private final Dialect dialect;
  private @Nullable StoreException failure;
  private boolean ended;

  Sql(Connection connection, Dialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
  }

  Dialect dialect() {
    return dialect;
  }

  /** {@code ?, ?, ?} */
  static String marks(int count) {
    return String.join(", ", Collections.nCopies(count, "?"));
  }

  /** Runs a statement and returns the count of rows that it changed. */
  int update(String doing, String sql, @Nullable Object... parameters) {
    try (PreparedStatement statement = prepare(sql)) {
      bind(statement, parameters);
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw failed(doing, e);
    }
  }

  <T> List<T> list(String doing, String sql, Row.Mapper<T> mapper, @Nullable Object... parameters) {
    List<T> rows = new ArrayList<>();
    stream(doing, sql, mapper, rows::add, parameters);
    return rows;
  }

  <T> Optional<T> find(
      String doing, String sql, Row.Mapper<T> mapper, @Nullable Object... parameters) {
    return list(doing, sql, mapper, parameters).stream().findFirst();
  }

  /** Hands the rows over one by one; memory does not grow with their number. */
  <T> void stream(
      String doing,
      String sql,
      Row.Mapper<T> mapper,
      Consumer<T> reader,
      @Nullable Object... parameters) {
    try (PreparedStatement statement = prepare(sql)) {
      statement.setFetchSize(FETCH_ROWS);
      bind(statement, parameters);
      try (ResultSet result = statement.executeQuery()) {
        Row row = new Row(result);
        while (result.next()) {
          reader.accept(map(doing, mapper, row));
        }
      }
    } catch (SQLException e) {
      throw failed(doing, e);
    }
  }

  private <T> T map(String doing, Row.Mapper<T> mapper, Row row) throws SQLException {
    try {
      return mapper.map(row);
    } catch (RuntimeException e) {
      throw failed(doing + ": a row holds what does not belong there", e);
    }
  }

  /** A statement that is to be run with many rows of parameters. */
  Batch batch(String doing, String sql) {
    try {
      return new Batch(this, doing, prepare(sql));
    } catch (SQLException e) {
      throw failed(doing, e);
    }
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    requireOpen();
    return connection.prepareStatement(sql);
  }

  static void bind(PreparedStatement statement, @Nullable Object... parameters)
      throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      Object value = parameters[i];
      statement.setObject(
          i + 1,
          value instanceof Instant time
              ? time.truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC)
              : value);
    }
  }

  /** Makes an exception after which this transaction cannot be committed. */
  StoreException failed(String doing, Exception cause) {
    failure = new StoreException("cannot " + doing + ": " + cause.getMessage(), cause);
    return failure;
  }

  /** PostgreSQL keeps nothing after a failed statement; so nobody may think that it did. */
  void requireNoFailure() {
    if (failure != null) {
      throw new StoreException(
          "cannot commit a transaction in which something failed before", failure);
    }
  }

  void requireOpen() {
    if (ended) {
      throw new IllegalStateException(
          "this transaction has ended; ask the store for another one with write or read");
    }
  }

  void end() {
    ended = true;
  }
}
