package io.delist.store.memory;

import io.delist.net.IpPrefix;
import io.delist.store.LadderRegister;
import io.delist.store.Standing;
import io.delist.store.memory.MemoryTables.Remembered;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class MemoryLadderRegister implements LadderRegister {

  private final MemoryTransaction transaction;

  MemoryLadderRegister(MemoryTransaction transaction) {
    this.transaction = transaction;
  }

  private JournaledMap<IpPrefix, Remembered> rows() {
    return transaction.tables().standings;
  }

  @Override
  public Optional<Standing> find(IpPrefix prefix) {
    return Optional.ofNullable(rows().get(prefix)).map(Remembered::standing);
  }

  @Override
  public void put(Standing standing, Instant fadesAt) {
    rows().put(standing.prefix(), new Remembered(standing, fadesAt));
  }

  @Override
  public int forgetFaded(Instant now) {
    List<Standing> faded =
        rows().values().stream()
            .filter(remembered -> !remembered.fadesAt().isAfter(now))
            .map(Remembered::standing)
            .toList();
    faded.forEach(standing -> rows().remove(standing.prefix()));
    return faded.size();
  }
}
