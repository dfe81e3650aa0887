package io.delist.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
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
    return proxy(
        DataSource.class,
        (proxy, method, arguments) ->
            method.getName().equals("getConnection") && arguments == null
                ? take()
                : invoke(plain, method, arguments));
  }

  private Connection take() throws SQLException {
    Connection kept = idle.poll();
    Connection connection = kept == null ? plain.getConnection() : kept;
    return proxy(
        Connection.class,
        (proxy, method, arguments) -> {
          if (method.getName().equals("close")) {
            giveBack(connection);
            return null;
          }
          return invoke(connection, method, arguments);
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

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(TestPool.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
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
