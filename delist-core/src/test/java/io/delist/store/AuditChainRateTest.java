package io.delist.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.audit.AuditTrail;
import io.delist.audit.ChainCheck;
import io.delist.net.IpPrefix;
import io.delist.store.jdbc.JdbcStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the audit chain costs: rows a second, one a transaction, from one and from two threads,
 * beside the same rows inserted into a table without a chain, one a transaction. A build only sees
 * that rows come in and that the chain holds; {@code -Ddelist.test.audit-seconds=5} measures for so
 * long, after as long a warm-up. docs/audit.md has figures.
 */
class AuditChainRateTest {

  private static final Duration BRIEFLY = Duration.ofMillis(100);
  private static final IpPrefix HOST = IpPrefix.parse("192.0.2.7/32");
  private static final String DETAIL = "confirmed by browser";
  private static final String PLAIN =
      "CREATE TABLE plain_audit (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
          + " hash VARCHAR(64) NOT NULL, done_at TIMESTAMP(3) WITH TIME ZONE NOT NULL,"
          + " actor VARCHAR(255) NOT NULL, action VARCHAR(100) NOT NULL, request_id VARCHAR(22),"
          + " prefix VARCHAR(43), revision BIGINT, rule VARCHAR(100), mailbox VARCHAR(64),"
          + " detail VARCHAR(500) NOT NULL)";

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"H2,1", "H2,2", "POSTGRESQL,1", "POSTGRESQL,2"})
  void rowsASecond(Backend backend, int threads) {
    try (TestDatabase database =
        backend == Backend.H2
            ? TestDatabase.h2File(directory.resolve("audit"))
            : TestDatabase.postgresql()) {
      JdbcStore store = new JdbcStore(database.dataSource());
      store.prepare();
      database.execute(PLAIN);
      database.execute("CREATE INDEX plain_request ON plain_audit (request_id)");
      database.execute("CREATE INDEX plain_prefix ON plain_audit (prefix)");
      database.execute("CREATE INDEX plain_done ON plain_audit (done_at)");
      Runnable plain = () -> insert(database.dataSource());
      Runnable chained = () -> store.run(transaction -> transaction.audit().append(entry()));
      rate(plain, threads);
      rate(chained, threads);
      double without = rate(plain, threads);
      double with = rate(chained, threads);
      System.out.printf(
          "%s, %d threads: %.0f rows/s with the chain, %.0f without%n",
          backend, threads, with, without);
      assertThat(with).isPositive();
      assertThat(new AuditTrail(store).verify()).isInstanceOf(ChainCheck.Intact.class);
    }
  }

  private static AuditEntry entry() {
    return new AuditEntry(Instant.now(), "visitor", "refusal", null, HOST, null, DETAIL);
  }

  private static void insert(DataSource dataSource) {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO plain_audit (hash, done_at, actor, action, request_id, prefix, revision,"
                  + " rule, mailbox, detail) VALUES (?, ?, ?, ?, NULL, ?, NULL, NULL, NULL, ?)")) {
        insert.setString(1, AuditLink.START.hash());
        insert.setObject(2, OffsetDateTime.now(ZoneOffset.UTC));
        insert.setString(3, "visitor");
        insert.setString(4, "refusal");
        insert.setString(5, HOST.toString());
        insert.setString(6, DETAIL);
        insert.executeUpdate();
      }
      connection.commit();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      throw new AssertionError("a row was not written", e);
    }
  }

  private static double rate(Runnable row, int count) {
    long seconds = Long.getLong("delist.test.audit-seconds", 0);
    Duration span = seconds > 0 ? Duration.ofSeconds(seconds) : BRIEFLY;
    LongAdder rows = new LongAdder();
    long begin = System.nanoTime();
    Threads threads = new Threads();
    for (int i = 0; i < count; i++) {
      threads.start(
          () -> {
            while (System.nanoTime() - begin < span.toNanos()) {
              row.run();
              rows.increment();
            }
          });
    }
    threads.join();
    return rows.sum() * 1e9 / (System.nanoTime() - begin);
  }
}
