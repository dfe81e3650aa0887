package io.delist.store.jdbc;

import io.delist.net.IpPrefix;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes the steps of one revision. */
final class ChangeLogWriter implements AutoCloseable {

  private final long revision;
  private final Batch inserts;
  private int ordinal;

  ChangeLogWriter(Sql sql, long revision) {
    this.revision = revision;
    this.inserts =
        sql.batch(
            "write the change log",
            "INSERT INTO delist_change (revision, ordinal, kind, prefix, terms_id, source,"
                + " evidence_cutoff, expires_at, comment) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  }

  void listed(IpPrefix prefix, long termsId) {
    add(ChangeKind.LISTED, prefix, termsId, null, null, null, null);
  }

  void unlisted(IpPrefix prefix, String source) {
    add(ChangeKind.UNLISTED, prefix, null, source, null, null, null);
  }

  void exempted(IpPrefix prefix, Instant evidenceCutoff, @Nullable Instant expiresAt) {
    add(ChangeKind.EXEMPTED, prefix, null, null, evidenceCutoff, expiresAt, null);
  }

  void softened(IpPrefix prefix, int reasonCode, Instant expiresAt) {
    add(ChangeKind.SOFTENED, prefix, null, null, null, expiresAt, Integer.toString(reasonCode));
  }

  void allowed(IpPrefix prefix, String comment) {
    add(ChangeKind.ALLOWED, prefix, null, null, null, null, comment);
  }

  void ended(ChangeKind kind, IpPrefix prefix) {
    add(kind, prefix, null, null, null, null, null);
  }

  private void add(
      ChangeKind kind,
      IpPrefix prefix,
      @Nullable Long termsId,
      @Nullable String source,
      @Nullable Instant evidenceCutoff,
      @Nullable Instant expiresAt,
      @Nullable String comment) {
    ordinal++;
    inserts.add(
        revision,
        ordinal,
        kind.name(),
        prefix.toString(),
        termsId,
        source,
        evidenceCutoff,
        expiresAt,
        comment);
  }

  /** Sends what is left. */
  void finish() {
    inserts.finish();
  }

  @Override
  public void close() {
    inserts.close();
  }
}
