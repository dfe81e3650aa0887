package io.delist.store.jdbc;

import io.delist.store.ListChangeListeners;
import io.delist.store.Store;
import io.delist.store.StoreException;
import io.delist.store.Transaction;
import java.sql.Connection;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A store in an H2 (2.3 or later) or PostgreSQL (13 or later) database, shared by as many processes
 * as the database allows. It makes its tables, whose names start with {@code delist_}, by itself.
 *
 * <p>A writing transaction is READ COMMITTED; one that changes the list waits up to a minute for
 * others that do. A reading transaction sees one snapshot and waits for nobody.
 *
 * <p><b>Cost:</b> one connection per transaction, and one more round trip or two than statements.
 * <b>Threads:</b> safe. A transaction within a transaction takes a second connection and may wait
 * for the first for ever: hand the transaction on instead. <b>Errors:</b> as {@link Store} says,
 * with one exception: when the connection breaks during the commit itself, nobody can tell whether
 * the transaction stands.
 */
public final class JdbcStore implements Store {

  private final DataSource dataSource;
  private final InstantSource clock;
  private final ListChangeListeners listeners = new ListChangeListeners();
  private final Object preparing = new Object();
  private volatile @Nullable Dialect dialect;

  /** With the system's clock. */
  public JdbcStore(DataSource dataSource) {
    this(dataSource, InstantSource.system());
  }

  /**
   * @param dataSource where connections come from; a pool, but for tests
   * @param clock the store's time
   */
  public JdbcStore(DataSource dataSource, InstantSource clock) {
    this.dataSource = dataSource;
    this.clock = clock;
  }

  /**
   * Makes the tables or brings them up to date. The first transaction does it too; calling this at
   * the start of an application tells early what is wrong.
   *
   * @throws StoreException if that cannot be done, or if the tables are of a newer delist than this
   */
  public void prepare() {
    prepared();
  }

  private Dialect prepared() {
    Dialect known = dialect;
    if (known != null) {
      return known;
    }
    synchronized (preparing) {
      Dialect found = dialect;
      if (found == null) {
        found = new JdbcSchema(dataSource, clock).prepare();
        dialect = found;
      }
      return found;
    }
  }

  @Override
  public <T> T write(Function<Transaction, T> work) {
    Dialect database = prepared();
    JdbcTransaction transaction;
    T result;
    try (JdbcSession session =
        JdbcSession.begin(dataSource, Connection.TRANSACTION_READ_COMMITTED)) {
      transaction = begin(session, database, false);
      result =
          run(
              begun -> {
                T made = work.apply(begun);
                begun.requireNoFailure();
                begun.beforeCommit();
                return made;
              },
              transaction);
      session.commit();
    }
    Long changedTo = transaction.listChangedTo();
    if (changedTo != null) {
      listeners.tell(changedTo);
    }
    return result;
  }

  @Override
  public <T> T read(Function<Transaction, T> work) {
    Dialect database = prepared();
    try (JdbcSession session = JdbcSession.begin(dataSource, database.snapshotIsolation)) {
      return run(work, begin(session, database, true));
    }
  }

  private JdbcTransaction begin(JdbcSession session, Dialect database, boolean snapshot) {
    return new JdbcTransaction(
        new Sql(session.connection(), database),
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        snapshot);
  }

  private static <T> T run(Function<? super JdbcTransaction, T> work, JdbcTransaction transaction) {
    try {
      return work.apply(transaction);
    } finally {
      transaction.end();
    }
  }

  @Override
  public void onListChange(Consumer<Long> listener) {
    listeners.add(listener);
  }
}
