package io.delist.store.jdbc;

import io.delist.store.NodeRegister;
import io.delist.store.NodeStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

final class JdbcNodeRegister implements NodeRegister {

  private final Sql sql;
  private final Instant now;

  JdbcNodeRegister(Sql sql, Instant now) {
    this.sql = sql;
    this.now = now;
  }

  @Override
  public void report(String node, long revision) {
    sql.update(
        "report node " + node,
        sql.dialect().upsert("delist_node", List.of("node"), List.of("revision", "seen_at")),
        node,
        revision,
        now);
  }

  @Override
  public List<NodeStatus> seenSince(Instant since) {
    return sql
        .list(
            "read the nodes",
            "SELECT node, revision, seen_at FROM delist_node WHERE seen_at >= ?",
            row -> new NodeStatus(row.text("node"), row.number("revision"), row.time("seen_at")),
            since)
        .stream()
        .sorted(Comparator.comparing(NodeStatus::node))
        .toList();
  }

  @Override
  public void forget(String node) {
    sql.update("forget node " + node, "DELETE FROM delist_node WHERE node = ?", node);
  }
}
