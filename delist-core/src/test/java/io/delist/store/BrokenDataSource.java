package io.delist.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** Fails when one method of a connection is called, or when one is asked for. */
final class BrokenDataSource {

  private final DataSource plain;
  private String failing = "nothing";

  BrokenDataSource(DataSource plain) {
    this.plain = plain;
  }

  static DataSource thatFailsToConnect(SQLException failure) {
    return Proxies.dataSource(
        new JdbcDataSource(),
        () -> {
          throw failure;
        });
  }

  void failOn(String method) {
    failing = method;
  }

  DataSource dataSource() {
    return Proxies.dataSource(
        plain,
        () -> {
          failIf("getConnection");
          Connection connection = plain.getConnection();
          return Proxies.connection(
              (proxy, method, arguments) -> {
                if (method.getName().equals(failing)) {
                  // What the database would do with a connection that broke.
                  connection.rollback();
                }
                failIf(method.getName());
                return Proxies.invoke(connection, method, arguments);
              });
        });
  }

  private void failIf(String method) throws SQLException {
    if (method.equals(failing)) {
      throw new SQLException(method + " is broken");
    }
  }
}
