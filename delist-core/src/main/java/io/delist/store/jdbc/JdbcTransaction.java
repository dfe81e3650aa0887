package io.delist.store.jdbc;

import io.delist.store.AuditLog;
import io.delist.store.ExpiryRegister;
import io.delist.store.LadderRegister;
import io.delist.store.LimitRegister;
import io.delist.store.ListRegister;
import io.delist.store.NodeRegister;
import io.delist.store.Outbox;
import io.delist.store.RequestRegister;
import io.delist.store.SuppressionRegister;
import io.delist.store.TaskRegister;
import io.delist.store.TimerRegister;
import io.delist.store.Transaction;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One transaction; its registers die with its {@link Sql}. */
final class JdbcTransaction implements Transaction {

  private final Sql sql;
  private final Instant now;
  private final JdbcListRegister list;
  private final ExpiryRegister expiries;
  private final RequestRegister requests;
  private final TimerRegister timers;
  private final LadderRegister ladder;
  private final Outbox outbox;
  private final JdbcAuditLog audit;
  private final SuppressionRegister suppressions;
  private final TaskRegister tasks;
  private final LimitRegister limits;
  private final NodeRegister nodes;

  /**
   * @param snapshot whether all statements see one state
   */
  JdbcTransaction(Sql sql, Instant now, boolean snapshot) {
    this.sql = sql;
    this.now = now;
    this.list = new JdbcListRegister(sql, snapshot);
    this.expiries = new JdbcExpiryRegister(sql);
    this.requests = new JdbcRequestRegister(sql);
    this.timers = new JdbcTimerRegister(sql);
    this.ladder = new JdbcLadderRegister(sql);
    this.outbox = new JdbcOutbox(sql, now);
    this.audit = new JdbcAuditLog(sql);
    this.suppressions = new JdbcSuppressionRegister(sql, now);
    this.tasks = new JdbcTaskRegister(sql, now);
    this.limits = new JdbcLimitRegister(sql, now);
    this.nodes = new JdbcNodeRegister(sql, now);
  }

  void requireNoFailure() {
    sql.requireNoFailure();
  }

  /** Writes what waits for the end of the transaction. */
  void beforeCommit() {
    audit.write();
  }

  void end() {
    sql.end();
  }

  /** The last revision that this transaction made, or null. */
  @Nullable Long listChangedTo() {
    return list.changedTo();
  }

  @Override
  public Instant now() {
    sql.requireOpen();
    return now;
  }

  @Override
  public ListRegister list() {
    return list;
  }

  @Override
  public ExpiryRegister expiries() {
    return expiries;
  }

  @Override
  public RequestRegister requests() {
    return requests;
  }

  @Override
  public TimerRegister timers() {
    return timers;
  }

  @Override
  public LadderRegister ladder() {
    return ladder;
  }

  @Override
  public Outbox outbox() {
    return outbox;
  }

  @Override
  public SuppressionRegister suppressions() {
    return suppressions;
  }

  @Override
  public TaskRegister tasks() {
    return tasks;
  }

  @Override
  public AuditLog audit() {
    return audit;
  }

  @Override
  public LimitRegister limits() {
    return limits;
  }

  @Override
  public NodeRegister nodes() {
    return nodes;
  }
}
