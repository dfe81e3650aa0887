package io.delist.store.jdbc;

import io.delist.net.IpPrefix;
import io.delist.token.RequestId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The current row of a result, by column name, in the types of this library. */
final class Row {

  /** Makes something of a row. */
  @FunctionalInterface
  interface Mapper<T> {
    T map(Row row) throws SQLException;
  }

  private final ResultSet result;

  Row(ResultSet result) {
    this.result = result;
  }

  String text(String column) throws SQLException {
    return present(column, result.getString(column));
  }

  @Nullable String textOrNull(String column) throws SQLException {
    return result.getString(column);
  }

  int integer(String column) throws SQLException {
    return (int) number(column);
  }

  long number(String column) throws SQLException {
    return present(column, numberOrNull(column));
  }

  @Nullable Long numberOrNull(String column) throws SQLException {
    long value = result.getLong(column);
    return result.wasNull() ? null : value;
  }

  boolean flag(String column) throws SQLException {
    return result.getBoolean(column);
  }

  Instant time(String column) throws SQLException {
    return present(column, timeOrNull(column));
  }

  @Nullable Instant timeOrNull(String column) throws SQLException {
    OffsetDateTime value = result.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }

  IpPrefix prefix(String column) throws SQLException {
    return IpPrefix.parse(text(column));
  }

  RequestId requestId(String column) throws SQLException {
    return RequestId.parse(text(column))
        .orElseThrow(() -> new IllegalStateException("column " + column + " is no request id"));
  }

  UUID uuid(String column) throws SQLException {
    return present(column, result.getObject(column, UUID.class));
  }

  private static <T> T present(String column, @Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("column " + column + " is null");
    }
    return value;
  }
}
