package io.delist.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import javax.sql.DataSource;

/** Keeps connections for the next user, and fails the one who hands one back changed. */
final class TestPool implements AutoCloseable {

  private final DataSource plain;
  private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();

  TestPool(DataSource plain) {
    this.plain = plain;
  }

  DataSource dataSource() {
    return Proxies.dataSource(plain, this::take);
  }

  private Connection take() throws SQLException {
    Connection kept = idle.poll();
    Connection connection = kept == null ? plain.getConnection() : kept;
    return Proxies.connection(
        (proxy, method, arguments) -> {
          if (method.getName().equals("close")) {
            giveBack(connection);
            return null;
          }
          return Proxies.invoke(connection, method, arguments);
        });
  }

  private void giveBack(Connection connection) throws SQLException {
    if (connection.isClosed()) {
      return;
    }
    assertThat(connection.getAutoCommit()).as("autocommit as it was").isTrue();
    assertThat(connection.getTransactionIsolation())
        .as("isolation as it was")
        .isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
    idle.push(connection);
  }

  @Override
  public void close() {
    for (Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
      try {
        connection.close();
      } catch (SQLException e) {
        throw new AssertionError(e);
      }
    }
  }
}
