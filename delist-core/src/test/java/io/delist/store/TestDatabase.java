package io.delist.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** An empty database of a test's own, behind a small pool. */
public final class TestDatabase implements AutoCloseable {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  /** One server for the whole test JVM; a test has a schema of its own in it. */
  private static final class Server {
    static final EmbeddedPostgres POSTGRES = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private final TestPool pool;
  private final String schema;
  private final String atClose;

  private TestDatabase(DataSource plain, String schema, String atClose) {
    this.pool = new TestPool(plain);
    this.schema = schema;
    this.atClose = atClose;
  }

  public static TestDatabase h2InMemory() {
    return h2("mem:test" + NUMBER.incrementAndGet() + ";DB_CLOSE_DELAY=-1");
  }

  static TestDatabase h2File(Path file) {
    return h2("file:" + file.toAbsolutePath() + ";DB_CLOSE_DELAY=-1");
  }

  private static TestDatabase h2(String name) {
    JdbcDataSource plain = new JdbcDataSource();
    plain.setURL("jdbc:h2:" + name);
    return new TestDatabase(plain, "PUBLIC", "SHUTDOWN");
  }

  public static TestDatabase postgresql() {
    String schema = "test" + NUMBER.incrementAndGet();
    PGSimpleDataSource plain = new PGSimpleDataSource();
    plain.setUrl(Server.POSTGRES.getJdbcUrl("postgres", "postgres"));
    plain.setCurrentSchema(schema);
    TestDatabase database = new TestDatabase(plain, schema, "DROP SCHEMA " + schema + " CASCADE");
    database.execute("CREATE SCHEMA " + schema);
    return database;
  }

  /** A PostgreSQL role that may use the tables that are there, and make none. */
  record Role(DataSource dataSource) {}

  Role createRole() {
    String role = "role" + NUMBER.incrementAndGet();
    execute("CREATE ROLE " + role + " LOGIN");
    execute("GRANT USAGE ON SCHEMA " + schema + " TO " + role);
    String rights = "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ";
    execute(rights + schema + " TO " + role);
    PGSimpleDataSource plain = new PGSimpleDataSource();
    plain.setUrl(Server.POSTGRES.getJdbcUrl(role, "postgres"));
    plain.setCurrentSchema(schema);
    return new Role(plain);
  }

  public DataSource dataSource() {
    return pool.dataSource();
  }

  public void execute(String sql) {
    try (Connection connection = pool.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  @Override
  public void close() {
    execute(atClose);
    pool.close();
  }
}
