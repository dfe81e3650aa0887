package io.delist.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the two databases differ. All other SQL is common to both. */
enum Dialect {
  /** Row locks wait two seconds unless told otherwise; DDL commits. */
  H2(
      "RANDOM_UUID()",
      "SELECT COUNT(*) FROM information_schema.tables"
          + " WHERE table_schema = CURRENT_SCHEMA AND UPPER(table_name) = UPPER(?)",
      Connection.TRANSACTION_SERIALIZABLE,
      " FOR UPDATE WAIT 60",
      "") {
    @Override
    String upsert(String table, List<String> keys, List<String> others) {
      return "MERGE INTO %s (%s) KEY (%s) VALUES (%s)"
          .formatted(table, columns(keys, others), columns(keys), marks(keys, others));
    }
  },

  /** Row locks wait without end unless told otherwise; DDL is part of the transaction. */
  POSTGRESQL(
      "gen_random_uuid()",
      // Not to_regclass alone: it may answer from before the lock was waited for.
      "SELECT COUNT(*) FROM pg_catalog.pg_class WHERE relname = ? AND pg_table_is_visible(oid)",
      Connection.TRANSACTION_REPEATABLE_READ,
      " FOR UPDATE",
      "ANALYZE delist_listing, delist_exemption, delist_terms, delist_change") {
    @Override
    String upsert(String table, List<String> keys, List<String> others) {
      return "INSERT INTO %s (%s) VALUES (%s) ON CONFLICT (%s) DO UPDATE SET %s"
          .formatted(
              table,
              columns(keys, others),
              marks(keys, others),
              columns(keys),
              others.stream()
                  .map(column -> column + " = EXCLUDED." + column)
                  .collect(Collectors.joining(", ")));
    }
  };

  /** An expression that makes a new UUID. */
  final String randomUuid;

  /** Counts the tables of this name that a plain statement would reach: 0 or 1. */
  final String countTable;

  /** The isolation at which all statements of a transaction see one state, without any locks. */
  final int snapshotIsolation;

  /** Ends a SELECT whose rows stay locked; it waits a minute for them. */
  final String forUpdate;

  /**
   * Tells the planner that the list has changed a lot; empty where it notices at once. PostgreSQL
   * does a minute later, and until then scans the listings for each question.
   */
  final String analyze;

  Dialect(
      String randomUuid,
      String countTable,
      int snapshotIsolation,
      String forUpdate,
      String analyze) {
    this.randomUuid = randomUuid;
    this.countTable = countTable;
    this.snapshotIsolation = snapshotIsolation;
    this.forUpdate = forUpdate;
    this.analyze = analyze;
  }

  /**
   * The dialect of the database at the other end.
   *
   * @throws SQLException if it is neither of the two, or cannot be asked
   */
  static Dialect of(Connection connection) throws SQLException {
    String name = connection.getMetaData().getDatabaseProductName();
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "h2" -> H2;
      case "postgresql" -> POSTGRESQL;
      default ->
          throw new SQLException(
              "the database is " + name + "; the store works with H2 and PostgreSQL");
    };
  }

  /**
   * Inserts a row, or sets its other columns if the key is there; one mark per column, in order.
   */
  abstract String upsert(String table, List<String> keys, List<String> others);

  private static String columns(List<String> columns) {
    return String.join(", ", columns);
  }

  private static String columns(List<String> keys, List<String> others) {
    return Stream.concat(keys.stream(), others.stream()).collect(Collectors.joining(", "));
  }

  private static String marks(List<String> keys, List<String> others) {
    return Sql.marks(keys.size() + others.size());
  }
}
