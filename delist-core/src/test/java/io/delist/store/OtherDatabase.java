package io.delist.store;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import javax.sql.DataSource;

/** A database that says that it is of another make. */
final class OtherDatabase {

  private OtherDatabase() {}

  static DataSource named(String product, DataSource plain) {
    Object metaData =
        Proxy.newProxyInstance(
            OtherDatabase.class.getClassLoader(),
            new Class<?>[] {DatabaseMetaData.class},
            (proxy, method, arguments) -> product);
    return Proxies.dataSource(
        plain,
        () -> {
          Connection connection = plain.getConnection();
          return Proxies.connection(
              (proxy, method, arguments) ->
                  method.getName().equals("getMetaData")
                      ? metaData
                      : Proxies.invoke(connection, method, arguments));
        });
  }
}
