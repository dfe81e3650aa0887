package io.delist.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import javax.sql.DataSource;

/** Data sources and connections that do one thing otherwise. */
final class Proxies {

  private Proxies() {}

  /** Hands out connections; may fail. */
  @FunctionalInterface
  interface Connections {
    Connection next() throws Throwable;
  }

  /** One whose connections come from somewhere else. */
  static DataSource dataSource(DataSource plain, Connections connections) {
    return proxy(
        DataSource.class,
        (proxy, method, arguments) ->
            method.getName().equals("getConnection") && arguments == null
                ? connections.next()
                : invoke(plain, method, arguments));
  }

  static Connection connection(InvocationHandler handler) {
    return proxy(Connection.class, handler);
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(Proxies.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
