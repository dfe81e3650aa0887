package io.delist.store.jdbc;

import io.delist.blocklist.ListingTerms;
import java.util.HashMap;
import java.util.Map;

/** Writes the terms of one change set; equal ones share a row. */
final class TermsWriter implements AutoCloseable {

  private static final int MOST_KNOWN = 10_000;

  private final Batch inserts;
  private final Map<ListingTerms, Long> known = new HashMap<>();
  private long lastId;

  /**
   * @param lastId the last id that was given out; the caller has the list's lock
   */
  TermsWriter(Sql sql, long lastId) {
    this.lastId = lastId;
    this.inserts =
        sql.batch(
            "write listings' terms",
            "INSERT INTO delist_terms"
                + " (id, source, reason_code, reason, listed_at, evidence_at, expires_at)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)");
  }

  long idOf(ListingTerms terms) {
    Long id = known.get(terms);
    return id == null ? insert(terms) : id;
  }

  private long insert(ListingTerms terms) {
    lastId++;
    inserts.add(
        lastId,
        terms.source().name(),
        terms.reasonCode().value(),
        terms.reason(),
        terms.listedAt(),
        terms.evidenceAt(),
        terms.expiresAt());
    if (known.size() == MOST_KNOWN) {
      known.clear();
    }
    known.put(terms, lastId);
    return lastId;
  }

  /** Sends what is left. */
  void finish() {
    inserts.finish();
  }

  long lastId() {
    return lastId;
  }

  @Override
  public void close() {
    inserts.close();
  }
}
