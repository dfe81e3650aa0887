package io.delist.store;

/**
 * A place in the chain of the audit log: everything up to it is in its hash.
 *
 * @param number the number of its row; 0 before the first
 * @param hash the hash of that row; {@link #START}'s before the first
 */
public record AuditLink(long number, String hash) {

  /** Before the first row. */
  public static final AuditLink START = new AuditLink(0, "0".repeat(64));

  /** The row that follows here with this entry. */
  public AuditRow follow(AuditEntry entry) {
    long next = number + 1;
    return new AuditRow(next, entry, AuditHash.of(hash, next, entry));
  }

  /** The place of a row. */
  public static AuditLink at(AuditRow row) {
    return new AuditLink(row.number(), row.hash());
  }
}
