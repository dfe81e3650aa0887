package io.delist.store.memory;

import io.delist.store.LimitKey;
import io.delist.store.LimitRegister;
import io.delist.store.LimitRow;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

final class MemoryLimitRegister implements LimitRegister {

  private final MemoryTransaction transaction;

  MemoryLimitRegister(MemoryTransaction transaction) {
    this.transaction = transaction;
  }

  private JournaledMap<LimitKey, LimitRow> partOf(LimitKey key) {
    return transaction.tables().limits.get(key.part());
  }

  /** Transactions run one after the other here. */
  @Override
  public void lock(Collection<LimitKey> keys) {
    transaction.tables();
  }

  @Override
  public List<LimitRow> find(Collection<LimitKey> keys) {
    return keys.stream().map(key -> partOf(key).get(key)).filter(Objects::nonNull).toList();
  }

  @Override
  public boolean put(LimitRow row, int mostRowsOfPool) {
    JournaledMap<LimitKey, LimitRow> part = partOf(row.key());
    int most = LimitKey.mostRowsOfPart(mostRowsOfPool);
    if (part.get(row.key()) == null && part.size() >= most && removeEnded(part) == 0) {
      return false;
    }
    part.put(row.key(), row);
    return true;
  }

  @Override
  public int purge() {
    for (JournaledMap<LimitKey, LimitRow> part : transaction.tables().limits) {
      int removed = removeEnded(part);
      if (removed > 0) {
        return removed;
      }
    }
    return 0;
  }

  private int removeEnded(JournaledMap<LimitKey, LimitRow> part) {
    List<LimitKey> ended =
        part.values().stream()
            .filter(row -> !row.endsAt().isAfter(transaction.now()))
            .map(LimitRow::key)
            .toList();
    ended.forEach(part::remove);
    return ended.size();
  }
}
