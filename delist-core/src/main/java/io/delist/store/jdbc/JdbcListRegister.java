package io.delist.store.jdbc;

import io.delist.blocklist.AllowEntry;
import io.delist.blocklist.Change;
import io.delist.blocklist.Exemption;
import io.delist.blocklist.Listing;
import io.delist.blocklist.SoftMark;
import io.delist.blocklist.Source;
import io.delist.net.IpPrefix;
import io.delist.store.ListRegister;
import io.delist.store.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The list: who may write it when; how it is written and read is in classes of their own. */
final class JdbcListRegister implements ListRegister {

  private static final String META = " FROM delist_meta WHERE id = 1";

  /** A writer that hangs must not hang all others; an operator's own limit stays. */
  private static final String POSTGRESQL_LIMIT_WAITING =
      "SELECT set_config('lock_timeout', '60s', true)"
          + " WHERE current_setting('lock_timeout') = '0'";

  private static final int MANY_CHANGES = 10_000;

  private record Head(long revision, long lastTermsId) {}

  private static final int FORGOTTEN_AT_ONCE = 50_000;
  private static final int TERMS_FORGOTTEN_AT_ONCE = 10_000;

  private final Sql sql;
  private final boolean snapshot;
  private final ListReader reading;
  private @Nullable Head locked;
  private @Nullable Long changedTo;

  /**
   * @param snapshot whether all statements see one state
   */
  JdbcListRegister(Sql sql, boolean snapshot) {
    this.sql = sql;
    this.snapshot = snapshot;
    this.reading = new ListReader(sql);
  }

  @Nullable Long changedTo() {
    return changedTo;
  }

  @Override
  public void lock() {
    lockedHead();
  }

  private Head lockedHead() {
    sql.requireOpen();
    Head head = locked;
    if (head == null) {
      String doing = "lock the list";
      if (sql.dialect() == Dialect.POSTGRESQL) {
        sql.list(doing, POSTGRESQL_LIMIT_WAITING, row -> "");
      }
      head =
          one(
              doing,
              "SELECT revision, last_terms_id" + META + sql.dialect().forUpdate,
              row -> new Head(row.number("revision"), row.number("last_terms_id")));
      locked = head;
    }
    return head;
  }

  @Override
  public long apply(List<Change> changes) {
    if (changes.isEmpty()) {
      return revision();
    }
    Head head = lockedHead();
    long revision = head.revision() + 1;
    long lastTermsId;
    try (ChangeSetWriter writer = new ChangeSetWriter(sql, revision, head.lastTermsId())) {
      changes.forEach(writer::write);
      lastTermsId = writer.finish();
    }
    sql.update(
        "write the revision",
        "UPDATE delist_meta SET revision = ?, last_terms_id = ? WHERE id = 1",
        revision,
        lastTermsId);
    if (changes.size() >= MANY_CHANGES && !sql.dialect().analyze.isEmpty()) {
      sql.update("analyze the list", sql.dialect().analyze);
    }
    locked = new Head(revision, lastTermsId);
    changedTo = revision;
    return revision;
  }

  @Override
  public long revision() {
    return one("read the revision", "SELECT revision" + META, row -> row.number("revision"));
  }

  @Override
  public String epoch() {
    return one("read the epoch", "SELECT epoch" + META, row -> row.text("epoch"));
  }

  private <T> T one(String doing, String select, Row.Mapper<T> mapper) {
    return sql.find(doing, select, mapper)
        .orElseThrow(
            () -> new StoreException("cannot " + doing + ": the row of delist_meta is gone", null));
  }

  @Override
  public long readChanges(long afterRevision, Consumer<Change> reader) {
    long revision = revision();
    reading.changes(afterRevision, revision, reader);
    return revision;
  }

  @Override
  public long changesSince() {
    Optional<Long> first =
        sql.find(
                "read the start of the change log",
                "SELECT MIN(revision) AS n FROM delist_change",
                row -> Optional.ofNullable(row.numberOrNull("n")))
            .flatMap(found -> found);
    return first.map(revision -> revision - 1).orElseGet(this::revision);
  }

  @Override
  public int forgetChanges(long upToRevision) {
    String doing = "take old changes out of the log";
    long last = Math.min(upToRevision, revision() - 1);
    Optional<Long> some =
        sql.find(
                doing,
                "SELECT MAX(revision) AS n FROM (SELECT revision FROM delist_change"
                    + " WHERE revision <= ? ORDER BY revision LIMIT ?) AS oldest",
                row -> Optional.ofNullable(row.numberOrNull("n")),
                last,
                FORGOTTEN_AT_ONCE)
            .flatMap(found -> found);
    return some.map(
            upTo -> sql.update(doing, "DELETE FROM delist_change WHERE revision <= ?", upTo))
        .orElse(0);
  }

  /**
   * Ids of terms are given out in the order of the log, and none is used by a later revision. So
   * what lies below the first that the log refers to, or was there when the log refers to none, is
   * referred to by the list alone, if at all; and nobody can come to refer to it.
   */
  @Override
  public int forgetTerms() {
    String doing = "take out what listings said";
    long given = one(doing, "SELECT last_terms_id" + META, row -> row.number("last_terms_id"));
    long first =
        sql.find(
                doing,
                "SELECT terms_id FROM delist_change WHERE terms_id IS NOT NULL"
                    + " ORDER BY revision, ordinal LIMIT 1",
                row -> row.number("terms_id"))
            .orElse(given + 1);
    return sql.update(
        doing,
        "DELETE FROM delist_terms WHERE id IN (SELECT t.id FROM delist_terms t WHERE t.id < ?"
            + " AND NOT EXISTS (SELECT 1 FROM delist_listing l WHERE l.terms_id = t.id)"
            + " ORDER BY t.id LIMIT ?)",
        Math.min(first, given + 1),
        TERMS_FORGOTTEN_AT_ONCE);
  }

  /** In a writing transaction, whose statements see what others commit, this takes the lock. */
  @Override
  public long readState(Consumer<Change> reader) {
    if (!snapshot) {
      lock();
    }
    long revision = revision();
    reading.state(reader);
    return revision;
  }

  @Override
  public void readListings(Source source, Consumer<Listing> reader) {
    reading.listings(source, reader);
  }

  @Override
  public SortedMap<Source, Long> countBySource() {
    return reading.countBySource();
  }

  @Override
  public List<Listing> listingsCovering(IpPrefix prefix) {
    return reading.listingsCovering(prefix);
  }

  @Override
  public List<Exemption> exemptionsCovering(IpPrefix prefix) {
    return reading.exemptionsCovering(prefix);
  }

  @Override
  public List<Exemption> exemptionsWithin(IpPrefix prefix) {
    return reading.exemptionsWithin(prefix);
  }

  @Override
  public List<SoftMark> softMarks() {
    return reading.softMarks();
  }

  @Override
  public Optional<SoftMark> softMark(IpPrefix prefix) {
    return reading.softMark(prefix);
  }

  @Override
  public List<AllowEntry> allowedCovering(IpPrefix prefix) {
    return reading.allowedCovering(prefix);
  }

  @Override
  public List<AllowEntry> allowlist() {
    return reading.allowlist();
  }
}
