package io.delist.store.jdbc;

import io.delist.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection for the length of one transaction. Closing it rolls back what was not committed,
 * gives the connection the state that it came with, and hands it back.
 */
final class JdbcSession implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JdbcSession.class);

  private final Connection connection;
  private final boolean autoCommitBefore;
  private final int isolationBefore;
  private final int isolation;
  private boolean committed;

  private JdbcSession(Connection connection, int isolation) throws SQLException {
    this.connection = connection;
    this.autoCommitBefore = connection.getAutoCommit();
    this.isolationBefore = connection.getTransactionIsolation();
    this.isolation = isolation;
    if (!autoCommitBefore) {
      // Asking has begun a transaction, and isolation can only be set before one.
      connection.rollback();
    }
    if (isolationBefore != isolation) {
      connection.setTransactionIsolation(isolation);
    }
    connection.setAutoCommit(false);
  }

  static JdbcSession begin(DataSource dataSource, int isolation) {
    Connection connection = connect(dataSource);
    try {
      return new JdbcSession(connection, isolation);
    } catch (SQLException e) {
      StoreException failure =
          new StoreException("cannot begin a transaction: " + e.getMessage(), e);
      try {
        connection.close();
      } catch (SQLException closing) {
        failure.addSuppressed(closing);
      }
      throw failure;
    }
  }

  private static Connection connect(DataSource dataSource) {
    try {
      return dataSource.getConnection();
    } catch (SQLException e) {
      throw new StoreException("cannot connect to the database: " + e.getMessage(), e);
    }
  }

  Connection connection() {
    return connection;
  }

  void commit() {
    try {
      connection.commit();
      committed = true;
    } catch (SQLException e) {
      throw new StoreException(
          "cannot commit (if the connection broke meanwhile, the database may have): "
              + e.getMessage(),
          e);
    }
  }

  @Override
  public void close() {
    try {
      if (!committed) {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw new StoreException("cannot roll back: " + e.getMessage(), e);
    } finally {
      giveBack();
    }
  }

  /** Failing here undoes nothing that was committed, so it is only logged. */
  private void giveBack() {
    try (connection) {
      if (isolationBefore != isolation) {
        connection.setTransactionIsolation(isolationBefore);
      }
      connection.setAutoCommit(autoCommitBefore);
    } catch (SQLException e) {
      LOG.warn("a connection could not be handed back as it was", e);
    }
  }
}
