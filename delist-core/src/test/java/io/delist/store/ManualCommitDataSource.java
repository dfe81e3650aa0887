package io.delist.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import javax.sql.DataSource;

/** Hands out connections that do not commit by themselves, and wants them back so. */
final class ManualCommitDataSource {

  private final DataSource plain;
  private int handedBack;

  ManualCommitDataSource(DataSource plain) {
    this.plain = plain;
  }

  int handedBack() {
    return handedBack;
  }

  DataSource dataSource() {
    return Proxies.dataSource(
        plain,
        () -> {
          Connection connection = plain.getConnection();
          connection.setAutoCommit(false);
          return Proxies.connection(
              (proxy, method, arguments) -> {
                if (method.getName().equals("close")) {
                  assertThat(connection.getAutoCommit()).as("autocommit as it was").isFalse();
                  connection.rollback();
                  connection.setAutoCommit(true);
                  handedBack++;
                }
                return Proxies.invoke(connection, method, arguments);
              });
        });
  }
}
