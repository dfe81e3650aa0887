package io.delist.store.memory;

import io.delist.store.NodeRegister;
import io.delist.store.NodeStatus;
import java.time.Instant;
import java.util.List;

final class MemoryNodeRegister implements NodeRegister {

  private final MemoryTransaction transaction;

  MemoryNodeRegister(MemoryTransaction transaction) {
    this.transaction = transaction;
  }

  @Override
  public void report(String node, long revision) {
    transaction.tables().nodes.put(node, new NodeStatus(node, revision, transaction.now()));
  }

  @Override
  public List<NodeStatus> seenSince(Instant since) {
    return transaction.tables().nodes.values().stream()
        .filter(status -> !status.seenAt().isBefore(since))
        .toList();
  }

  @Override
  public void forget(String node) {
    transaction.tables().nodes.remove(node);
  }
}
