package io.delist.store.jdbc;

import io.delist.blocklist.AllowEntry;
import io.delist.blocklist.Change;
import io.delist.blocklist.Exemption;
import io.delist.blocklist.Listing;
import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.SoftMark;
import io.delist.blocklist.Source;
import io.delist.net.IpPrefix;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Reads the list's state and its log. */
final class ListReader {

  private static final String LISTINGS =
      "SELECT l.prefix, "
          + TermsColumns.SELECTED
          + " FROM delist_listing l JOIN delist_terms t ON t.id = l.terms_id";
  private static final String EXEMPTIONS =
      "SELECT prefix, evidence_cutoff, expires_at FROM delist_exemption";
  private static final String SOFT_MARKS =
      "SELECT prefix, reason_code, expires_at FROM delist_soft_mark";
  private static final String ALLOWLIST = "SELECT prefix, comment FROM delist_allow";
  private static final String CHANGES =
      "SELECT c.kind, c.prefix, c.source, c.evidence_cutoff, c.expires_at, c.comment, "
          + TermsColumns.SELECTED
          + " FROM delist_change c LEFT JOIN delist_terms t ON t.id = c.terms_id"
          + " WHERE c.revision > ? AND c.revision <= ? ORDER BY c.revision, c.ordinal";

  private final Sql sql;

  ListReader(Sql sql) {
    this.sql = sql;
  }

  void changes(long after, long upTo, Consumer<Change> reader) {
    TermsColumns terms = new TermsColumns();
    sql.stream("read the change log", CHANGES, row -> change(row, terms), reader, after, upTo);
  }

  private static Change change(Row row, TermsColumns terms) throws SQLException {
    return switch (ChangeKind.valueOf(row.text("kind"))) {
      case LISTED -> new Change.Listed(listing(row, terms));
      case UNLISTED -> new Change.Unlisted(row.prefix("prefix"), new Source(row.text("source")));
      case EXEMPTED -> new Change.Exempted(exemption(row));
      case EXEMPTION_ENDED -> new Change.ExemptionEnded(row.prefix("prefix"));
      case SOFTENED -> new Change.Softened(softMark(row, Integer.parseInt(row.text("comment"))));
      case HARDENED -> new Change.Hardened(row.prefix("prefix"));
      case ALLOWED -> new Change.Allowed(allowEntry(row));
      case DISALLOWED -> new Change.Disallowed(row.prefix("prefix"));
    };
  }

  void state(Consumer<Change> reader) {
    TermsColumns terms = new TermsColumns();
    sql.stream(
        "read the listings",
        LISTINGS,
        row -> new Change.Listed(listing(row, terms)),
        reader::accept);
    sql.stream(
        "read the exemptions",
        EXEMPTIONS,
        row -> new Change.Exempted(exemption(row)),
        reader::accept);
    softMarks().forEach(mark -> reader.accept(new Change.Softened(mark)));
    sql.stream(
        "read the allowlist",
        ALLOWLIST,
        row -> new Change.Allowed(allowEntry(row)),
        reader::accept);
  }

  void listings(Source source, Consumer<Listing> reader) {
    TermsColumns terms = new TermsColumns();
    sql.stream(
        "read the listings of a source",
        LISTINGS + " WHERE t.source = ?",
        row -> listing(row, terms),
        reader,
        source.name());
  }

  SortedMap<Source, Long> countBySource() {
    SortedMap<Source, Long> counts = new TreeMap<>();
    sql.stream(
        "count the listings of each source",
        "SELECT source, COUNT(*) AS listings FROM delist_listing GROUP BY source",
        row -> Map.entry(new Source(row.text("source")), row.number("listings")),
        entry -> counts.put(entry.getKey(), entry.getValue()));
    return counts;
  }

  List<Listing> listingsCovering(IpPrefix prefix) {
    TermsColumns terms = new TermsColumns();
    Object[] covering = covering(prefix);
    return sql
        .list(
            "find listings",
            LISTINGS + " WHERE l.prefix IN (" + Sql.marks(covering.length) + ")",
            row -> listing(row, terms),
            covering)
        .stream()
        .sorted(
            mostSpecificFirst(Listing::prefix).thenComparing(listing -> listing.terms().source()))
        .toList();
  }

  List<Exemption> exemptionsCovering(IpPrefix prefix) {
    Object[] covering = covering(prefix);
    return sql
        .list(
            "find exemptions",
            EXEMPTIONS + " WHERE prefix IN (" + Sql.marks(covering.length) + ")",
            ListReader::exemption,
            covering)
        .stream()
        .sorted(mostSpecificFirst(Exemption::prefix))
        .toList();
  }

  List<Exemption> exemptionsWithin(IpPrefix prefix) {
    return sql
        .list(
            "find exemptions in a range",
            EXEMPTIONS + " WHERE range_start BETWEEN ? AND ?",
            ListReader::exemption,
            RangeKey.of(prefix.first()),
            RangeKey.of(prefix.last()))
        .stream()
        // Wider ones may begin where this one does.
        .filter(exemption -> prefix.contains(exemption.prefix()))
        .sorted(Comparator.comparing(Exemption::prefix))
        .toList();
  }

  List<SoftMark> softMarks() {
    return sql
        .list("read the soft marks", SOFT_MARKS, row -> softMark(row, row.integer("reason_code")))
        .stream()
        .sorted(Comparator.comparing(SoftMark::prefix))
        .toList();
  }

  Optional<SoftMark> softMark(IpPrefix prefix) {
    return sql.find(
        "find a soft mark",
        SOFT_MARKS + " WHERE prefix = ?",
        row -> softMark(row, row.integer("reason_code")),
        prefix.toString());
  }

  List<AllowEntry> allowedCovering(IpPrefix prefix) {
    Object[] covering = covering(prefix);
    return sql
        .list(
            "find allowlist entries",
            ALLOWLIST + " WHERE prefix IN (" + Sql.marks(covering.length) + ")",
            ListReader::allowEntry,
            covering)
        .stream()
        .sorted(mostSpecificFirst(AllowEntry::prefix))
        .toList();
  }

  List<AllowEntry> allowlist() {
    return sql.list("read the allowlist", ALLOWLIST, ListReader::allowEntry).stream()
        .sorted(Comparator.comparing(AllowEntry::prefix))
        .toList();
  }

  private static Listing listing(Row row, TermsColumns terms) throws SQLException {
    return new Listing(row.prefix("prefix"), terms.read(row));
  }

  private static Exemption exemption(Row row) throws SQLException {
    return new Exemption(
        row.prefix("prefix"), row.time("evidence_cutoff"), row.timeOrNull("expires_at"));
  }

  private static SoftMark softMark(Row row, int reasonCode) throws SQLException {
    return new SoftMark(row.prefix("prefix"), new ReasonCode(reasonCode), row.time("expires_at"));
  }

  private static AllowEntry allowEntry(Row row) throws SQLException {
    return new AllowEntry(row.prefix("prefix"), row.text("comment"));
  }

  /** The texts of all prefixes that hold this one: 33 or 129 at most, so the primary key finds. */
  private static Object[] covering(IpPrefix prefix) {
    return IntStream.rangeClosed(0, prefix.length())
        .mapToObj(length -> prefix.first().prefix(length).toString())
        .toArray();
  }

  private static <T> Comparator<T> mostSpecificFirst(Function<T, IpPrefix> prefix) {
    return Comparator.comparing(prefix.andThen(IpPrefix::length)).reversed();
  }
}
