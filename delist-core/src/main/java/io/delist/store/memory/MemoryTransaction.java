package io.delist.store.memory;

import io.delist.store.AuditLog;
import io.delist.store.ExpiryRegister;
import io.delist.store.LadderRegister;
import io.delist.store.LimitRegister;
import io.delist.store.ListRegister;
import io.delist.store.NodeRegister;
import io.delist.store.Outbox;
import io.delist.store.RequestRegister;
import io.delist.store.StoreException;
import io.delist.store.SuppressionRegister;
import io.delist.store.TaskRegister;
import io.delist.store.TimerRegister;
import io.delist.store.Transaction;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One transaction; its registers reach the tables through it and die with it. */
final class MemoryTransaction implements Transaction {

  private final MemoryTables tables;
  private final Instant now;
  private final ListRegister list = new MemoryListRegister(this);
  private final ExpiryRegister expiries = new MemoryExpiryRegister(this);
  private final RequestRegister requests = new MemoryRequestRegister(this);
  private final TimerRegister timers = new MemoryTimerRegister(this);
  private final LadderRegister ladder = new MemoryLadderRegister(this);
  private final Outbox outbox = new MemoryOutbox(this);
  private final AuditLog audit = new MemoryAuditLog(this);
  private final SuppressionRegister suppressions = new MemorySuppressionRegister(this);
  private final TaskRegister tasks = new MemoryTaskRegister(this);
  private final LimitRegister limits = new MemoryLimitRegister(this);
  private final NodeRegister nodes = new MemoryNodeRegister(this);
  private @Nullable StoreException failure;
  private boolean ended;

  MemoryTransaction(MemoryTables tables, Instant now) {
    this.tables = tables;
    this.now = now;
  }

  MemoryTables tables() {
    if (ended) {
      throw new IllegalStateException(
          "this transaction has ended; ask the store for another one with write or read");
    }
    return tables;
  }

  /** Makes an exception after which this transaction cannot be kept. */
  StoreException failed(String message) {
    failure = new StoreException(message, null);
    return failure;
  }

  void requireNoFailure() {
    if (failure != null) {
      throw new StoreException(
          "cannot commit a transaction in which something failed before", failure);
    }
  }

  void end() {
    ended = true;
  }

  @Override
  public Instant now() {
    tables();
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
