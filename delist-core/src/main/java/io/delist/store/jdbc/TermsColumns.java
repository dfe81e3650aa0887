package io.delist.store.jdbc;

import io.delist.blocklist.ListingTerms;
import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the columns of {@code delist_terms t} in a join. Rows with the same terms get the same
 * object, as far as a bounded memory of the last ones goes.
 */
final class TermsColumns {

  static final String SELECTED =
      "t.id AS terms_id, t.source AS terms_source, t.reason_code, t.reason, t.listed_at,"
          + " t.evidence_at, t.expires_at AS terms_expires_at";

  private static final int MOST_KNOWN = 10_000;

  private final Map<Long, ListingTerms> known = new HashMap<>();

  ListingTerms read(Row row) throws SQLException {
    long id = row.number("terms_id");
    ListingTerms terms = known.get(id);
    if (terms == null) {
      terms =
          new ListingTerms(
              new Source(row.text("terms_source")),
              new ReasonCode(row.integer("reason_code")),
              row.text("reason"),
              row.time("listed_at"),
              row.time("evidence_at"),
              row.timeOrNull("terms_expires_at"));
      if (known.size() == MOST_KNOWN) {
        known.clear();
      }
      known.put(id, terms);
    }
    return terms;
  }
}
