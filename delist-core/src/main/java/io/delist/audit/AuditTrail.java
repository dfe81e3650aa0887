package io.delist.audit;

import io.delist.net.IpPrefix;
import io.delist.store.AuditEntry;
import io.delist.store.AuditLink;
import io.delist.store.AuditLog;
import io.delist.store.AuditRow;
import io.delist.store.Store;
import io.delist.token.RequestId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What an auditor asks of the audit log: is it whole, what does it say, and what happened to one
 * request.
 *
 * <p>The chain shows any change that is made to a row afterwards, to whoever recomputes it. Someone
 * who can write to the database can recompute it too, from the changed row on; so note its {@link
 * #end} elsewhere from time to time, and verify against the note.
 *
 * <p><b>Cost:</b> verifying and exporting read every row once, at one hash a row, and hold nothing
 * up. <b>Threads:</b> safe. <b>Errors:</b> {@link io.delist.store.StoreException} when the store is
 * away.
 */
public final class AuditTrail {

  private final Store store;

  public AuditTrail(Store store) {
    this.store = store;
  }

  /** The last row's place: to be noted elsewhere. */
  public AuditLink end() {
    return store.read(transaction -> transaction.audit().end());
  }

  /** Checks every link and says which is the first that does not hold. */
  public ChainCheck verify() {
    return store.read(transaction -> ChainVerifier.verify(transaction.audit(), null));
  }

  /** {@link #verify()}, and that the log still holds the row that was noted. */
  public ChainCheck verify(AuditLink noted) {
    return store.read(transaction -> ChainVerifier.verify(transaction.audit(), noted));
  }

  /**
   * Hands the rows over as JSON, one object a row, in order: {@code number}, {@code at} (ISO-8601,
   * UTC), {@code actor}, {@code action}, {@code request}, {@code prefix}, {@code revision}, {@code
   * rule}, {@code mailbox}, {@code detail}, {@code hash}; what is missing is {@code null}. The form
   * of the hash is in {@code docs/audit.md}. Memory does not grow with their number.
   *
   * @param afterNumber only rows after this one; 0 for all
   */
  public void export(long afterNumber, Consumer<String> lines) {
    export(afterNumber, Long.MAX_VALUE, lines);
  }

  /**
   * The same, of the first rows after a number alone.
   *
   * @param most at most so many
   */
  public void export(long afterNumber, long most, Consumer<String> lines) {
    store.read(
        transaction -> {
          transaction.audit().read(afterNumber, most, row -> lines.accept(JsonLine.of(row)));
          return true;
        });
  }

  /**
   * The whole story of a request in order: what was done about it, and what was done to exactly its
   * address, before and after. Empty if the log does not know the request.
   */
  public List<AuditRow> explain(RequestId id) {
    return store.read(
        transaction -> {
          AuditLog log = transaction.audit();
          Optional<IpPrefix> address =
              log.of(id).stream().map(AuditEntry::prefix).filter(Objects::nonNull).findFirst();
          return address.map(prefix -> log.about(id, prefix)).orElse(List.of());
        });
  }
}
