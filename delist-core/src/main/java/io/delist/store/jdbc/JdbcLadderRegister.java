package io.delist.store.jdbc;

import io.delist.net.IpPrefix;
import io.delist.store.LadderRegister;
import io.delist.store.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class JdbcLadderRegister implements LadderRegister {

  private final Sql sql;

  JdbcLadderRegister(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Optional<Standing> find(IpPrefix prefix) {
    return sql.find(
        "find the standing of " + prefix,
        "SELECT prefix, delistings, strikes, last_delisted_at, as_of FROM delist_standing"
            + " WHERE prefix = ?",
        row ->
            new Standing(
                row.prefix("prefix"),
                row.integer("delistings"),
                row.integer("strikes"),
                row.timeOrNull("last_delisted_at"),
                row.time("as_of")),
        prefix.toString());
  }

  @Override
  public void put(Standing standing, Instant fadesAt) {
    sql.update(
        "keep the standing of " + standing.prefix(),
        sql.dialect()
            .upsert(
                "delist_standing",
                List.of("prefix"),
                List.of("delistings", "strikes", "last_delisted_at", "as_of", "fades_at")),
        standing.prefix().toString(),
        standing.delistings(),
        standing.strikes(),
        standing.lastDelistedAt(),
        standing.asOf(),
        fadesAt);
  }

  @Override
  public int forgetFaded(Instant now) {
    return sql.update(
        "forget faded standings", "DELETE FROM delist_standing WHERE fades_at <= ?", now);
  }
}
