package io.delist.store.jdbc;

import io.delist.blocklist.Listing;
import io.delist.blocklist.Source;
import io.delist.net.IpPrefix;
import io.delist.store.ExpiryRegister;
import java.time.Instant;
import java.util.List;

/** When a listing is due is a column of its row, which is emptied when it is taken. */
final class JdbcExpiryRegister implements ExpiryRegister {

  private final Sql sql;

  JdbcExpiryRegister(Sql sql) {
    this.sql = sql;
  }

  @Override
  public List<Listing> due(Instant now, int limit) {
    TermsColumns terms = new TermsColumns();
    return sql.list(
        "find listings whose time is over",
        "SELECT l.prefix, "
            + TermsColumns.SELECTED
            + " FROM delist_listing l JOIN delist_terms t ON t.id = l.terms_id"
            + " WHERE l.expiry_due <= ? AND t.expires_at <= ? ORDER BY l.expiry_due LIMIT ?",
        row -> new Listing(row.prefix("prefix"), terms.read(row)),
        now,
        now,
        limit);
  }

  @Override
  public boolean take(IpPrefix prefix, Source source) {
    return sql.update(
            "book the end of a listing of " + prefix,
            "UPDATE delist_listing SET expiry_due = NULL"
                + " WHERE prefix = ? AND source = ? AND expiry_due IS NOT NULL",
            prefix.toString(),
            source.name())
        == 1;
  }
}
