package io.delist.store.jdbc;

import io.delist.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Brings the tables to the version that this library knows, one step per version. Several processes
 * may do so at once.
 *
 * <p>PostgreSQL does it in one transaction behind an advisory lock. H2 commits at each CREATE;
 * there every statement can be run again, and the version is written after the step's last one.
 */
final class JdbcSchema {

  static final int VERSION = 5;

  /** The version with which the audit log became a chain. */
  private static final int AUDIT_CHAIN = 2;

  /** The version from which on every step of a listing is in the audit log. */
  private static final int LISTING_STEPS = 5;

  /** Any number that nobody else locks; this one is "delist" in ASCII. */
  private static final long POSTGRESQL_LOCK = 0x64_65_6c_69_73_74L;

  private static final String UNIQUE_VIOLATION = "23505";

  /** H2 gives up on a lock after two seconds; while another process changes tables, try again. */
  private static final int H2_LOCK_TIMEOUT = 50200;

  private static final int MOST_ATTEMPTS = 30;

  /** H2 databases are nearly always of one process: its stores need not fail to find a way. */
  private static final Object ONE_AT_A_TIME = new Object();

  private final DataSource dataSource;
  private final InstantSource clock;

  JdbcSchema(DataSource dataSource, InstantSource clock) {
    this.dataSource = dataSource;
    this.clock = clock;
  }

  /** Makes or updates the tables if need be; asks for no right to do so if there is no need. */
  Dialect prepare() {
    SQLException last = null;
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      try {
        return prepareOnce();
      } catch (SQLException e) {
        last = e;
        if (e.getErrorCode() != H2_LOCK_TIMEOUT) {
          break;
        }
      }
    }
    throw new StoreException(
        "cannot prepare the tables delist_*: " + (last == null ? "" : last.getMessage()), last);
  }

  private Dialect prepareOnce() throws SQLException {
    try (JdbcSession session =
        JdbcSession.begin(dataSource, Connection.TRANSACTION_READ_COMMITTED)) {
      Connection connection = session.connection();
      Dialect dialect = Dialect.of(connection);
      if (version(connection, dialect) < VERSION) {
        if (dialect == Dialect.POSTGRESQL) {
          execute(connection, "SELECT pg_advisory_xact_lock(" + POSTGRESQL_LOCK + ")");
          steps(connection, dialect);
          session.commit();
        } else {
          synchronized (ONE_AT_A_TIME) {
            steps(connection, dialect);
            session.commit();
          }
        }
      }
      return dialect;
    }
  }

  private void steps(Connection connection, Dialect dialect) throws SQLException {
    for (int next = version(connection, dialect) + 1; next <= VERSION; next++) {
      step(connection, dialect, next);
    }
  }

  private static int version(Connection connection, Dialect dialect) throws SQLException {
    try (PreparedStatement count = connection.prepareStatement(dialect.countTable)) {
      count.setString(1, "delist_meta");
      if (first(count, 0) == 0) {
        return 0;
      }
    }
    try (PreparedStatement select =
        connection.prepareStatement("SELECT schema_version FROM delist_meta WHERE id = 1")) {
      int version = first(select, 0);
      if (version > VERSION) {
        throw new StoreException(
            "the tables delist_* have schema version "
                + version
                + ", made by a newer delist; this one knows versions up to "
                + VERSION
                + ": run the newer delist, or restore the backup made before it was installed",
            null);
      }
      return version;
    }
  }

  private static int first(PreparedStatement select, int otherwise) throws SQLException {
    try (ResultSet result = select.executeQuery()) {
      return result.next() ? result.getInt(1) : otherwise;
    }
  }

  private void step(Connection connection, Dialect dialect, int version) throws SQLException {
    for (String statement : statements(version)) {
      if (dialect == Dialect.H2) {
        executeOrFindDone(connection, statement);
      } else {
        execute(connection, statement);
      }
    }
    if (version == AUDIT_CHAIN) {
      AuditBacklog.chain(connection);
    }
    if (version == 1) {
      insertFirstRow(connection, dialect);
    } else if (isFirstToRaise(connection, version) && version == LISTING_STEPS) {
      AuditBaseline.write(connection, clock.instant());
    }
  }

  /** On H2 another process may have come first. */
  private static boolean isFirstToRaise(Connection connection, int version) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(
              "UPDATE delist_meta SET schema_version = %d WHERE id = 1 AND schema_version = %d"
                  .formatted(version, version - 1))
          == 1;
    }
  }

  private static void insertFirstRow(Connection connection, Dialect dialect) throws SQLException {
    try {
      execute(
          connection,
          "INSERT INTO delist_meta (id, schema_version, epoch, revision, last_terms_id)"
              + " VALUES (1, 1, CAST(%s AS VARCHAR(36)), 0, 0)".formatted(dialect.randomUuid));
    } catch (SQLException e) {
      // On H2 another process may have come first; its row is as good.
      if (dialect != Dialect.H2 || !UNIQUE_VIOLATION.equals(e.getSQLState())) {
        throw e;
      }
    }
  }

  /**
   * H2 looks whether the thing EXISTS before it locks; when another process makes it in between,
   * this fails, and does nothing the second time.
   */
  private static void executeOrFindDone(Connection connection, String sql) throws SQLException {
    try {
      execute(connection, sql);
    } catch (SQLException first) {
      try {
        execute(connection, sql);
      } catch (SQLException second) {
        second.addSuppressed(first);
        throw second;
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> statements(int version) {
    String name = "schema-" + version + ".sql";
    try (InputStream in = JdbcSchema.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("resource " + name + " is missing in the jar");
      }
      String withoutComments =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("--"))
              .collect(Collectors.joining("\n"));
      return Arrays.stream(withoutComments.split(";\n|;$"))
          .map(String::strip)
          .filter(statement -> !statement.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new StoreException("cannot read resource " + name, e);
    }
  }
}
