package io.delist.store.jdbc;

import io.delist.blocklist.Change;
import io.delist.blocklist.Exemption;
import io.delist.blocklist.ListingTerms;
import io.delist.blocklist.SoftMark;
import io.delist.net.IpPrefix;
import java.util.Arrays;
import java.util.List;

/**
 * Writes one revision, state and log, in batches: the memory that this takes does not grow with its
 * size.
 */
final class ChangeSetWriter implements AutoCloseable {

  private final TermsWriter terms;
  private final ChangeLogWriter log;
  private final StateTable listings;
  private final StateTable exemptions;
  private final StateTable softMarks;
  private final StateTable allowlist;

  ChangeSetWriter(Sql sql, long revision, long lastTermsId) {
    terms = new TermsWriter(sql, lastTermsId);
    log = new ChangeLogWriter(sql, revision);
    listings =
        new StateTable(
            sql, "delist_listing", List.of("prefix", "source"), List.of("terms_id", "expiry_due"));
    exemptions =
        new StateTable(
            sql,
            "delist_exemption",
            List.of("prefix"),
            List.of("range_start", "evidence_cutoff", "expires_at"));
    softMarks =
        new StateTable(
            sql, "delist_soft_mark", List.of("prefix"), List.of("reason_code", "expires_at"));
    allowlist = new StateTable(sql, "delist_allow", List.of("prefix"), List.of("comment"));
  }

  void write(Change change) {
    IpPrefix prefix = change.prefix();
    List<String> key = List.of(prefix.toString());
    if (change instanceof Change.Listed listed) {
      ListingTerms said = listed.listing().terms();
      long termsId = terms.idOf(said);
      listings.put(
          List.of(prefix.toString(), said.source().name()),
          Arrays.asList(termsId, said.expiresAt()));
      log.listed(prefix, termsId);
    } else if (change instanceof Change.Unlisted unlisted) {
      String source = unlisted.source().name();
      listings.remove(List.of(prefix.toString(), source));
      log.unlisted(prefix, source);
    } else if (change instanceof Change.Exempted exempted) {
      Exemption exemption = exempted.exemption();
      exemptions.put(
          key,
          Arrays.asList(
              RangeKey.of(prefix.first()), exemption.evidenceCutoff(), exemption.expiresAt()));
      log.exempted(prefix, exemption.evidenceCutoff(), exemption.expiresAt());
    } else if (change instanceof Change.ExemptionEnded) {
      exemptions.remove(key);
      log.ended(ChangeKind.EXEMPTION_ENDED, prefix);
    } else if (change instanceof Change.Softened softened) {
      SoftMark mark = softened.mark();
      softMarks.put(key, List.of(mark.reasonCode().value(), mark.expiresAt()));
      log.softened(prefix, mark.reasonCode().value(), mark.expiresAt());
    } else if (change instanceof Change.Hardened) {
      softMarks.remove(key);
      log.ended(ChangeKind.HARDENED, prefix);
    } else if (change instanceof Change.Allowed allowed) {
      allowlist.put(key, List.of(allowed.entry().comment()));
      log.allowed(prefix, allowed.entry().comment());
    } else if (change instanceof Change.Disallowed) {
      allowlist.remove(key);
      log.ended(ChangeKind.DISALLOWED, prefix);
    }
  }

  /** Sends the rest and returns the last id that was given to terms. */
  long finish() {
    terms.finish();
    log.finish();
    listings.finish();
    exemptions.finish();
    softMarks.finish();
    allowlist.finish();
    return terms.lastId();
  }

  @Override
  public void close() {
    try (terms;
        log;
        listings;
        exemptions;
        softMarks) {
      allowlist.close();
    }
  }
}
