package io.delist.store.memory;

import static java.util.Comparator.comparing;

import io.delist.store.RequestTimer;
import io.delist.store.TimerRegister;
import io.delist.store.memory.MemoryTables.TimerKey;
import io.delist.token.RequestId;
import java.time.Instant;
import java.util.List;

final class MemoryTimerRegister implements TimerRegister {

  private final MemoryTransaction transaction;

  MemoryTimerRegister(MemoryTransaction transaction) {
    this.transaction = transaction;
  }

  private JournaledMap<TimerKey, RequestTimer> rows() {
    return transaction.tables().timers;
  }

  private static TimerKey key(RequestTimer timer) {
    return new TimerKey(timer.requestId(), timer.kind());
  }

  @Override
  public void set(RequestTimer timer) {
    rows().put(key(timer), timer);
  }

  @Override
  public List<RequestTimer> due(Instant now, int limit) {
    return rows().values().stream()
        .filter(timer -> !timer.dueAt().isAfter(now))
        .sorted(comparing(RequestTimer::dueAt))
        .limit(limit)
        .toList();
  }

  @Override
  public boolean take(RequestTimer timer) {
    if (!timer.equals(rows().get(key(timer)))) {
      return false;
    }
    rows().remove(key(timer));
    return true;
  }

  @Override
  public void cancel(RequestId requestId) {
    of(requestId).forEach(timer -> rows().remove(key(timer)));
  }

  @Override
  public List<RequestTimer> of(RequestId requestId) {
    return rows().values().stream()
        .filter(timer -> timer.requestId().equals(requestId))
        .sorted(comparing(RequestTimer::kind))
        .toList();
  }
}
