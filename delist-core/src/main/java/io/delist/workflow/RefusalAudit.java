package io.delist.workflow;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.store.AuditEntry;
import io.delist.store.LimitKey;
import io.delist.store.Transaction;
import io.delist.token.Fingerprints;
import io.delist.token.KeyedHash;
import io.delist.token.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes refusals into the audit log. The same rule refusing the same address, or the same request,
 * again and again is written once an hour, so that nobody fills the log by asking or pressing; of
 * several at once one is written.
 *
 * <p>Takes the limits' lock, behind all others of it; to be called before a request is changed.
 */
final class RefusalAudit {

  /** The audit log's action. */
  static final String REFUSAL = "refusal";

  private static final Duration ONCE_IN = Duration.ofHours(1);

  /** Behind all pools that have rows. */
  private static final int TURNS_POOL = 15;

  private RefusalAudit() {}

  /**
   * @param requestId the request that was refused something, or null if none came to be
   */
  static void book(
      Transaction transaction, IpAddress address, @Nullable RequestId requestId, Refusal refusal) {
    IpPrefix prefix = address.toPrefix();
    if (isWritten(transaction, prefix, requestId, refusal)) {
      return;
    }
    transaction.limits().lock(List.of(turn(prefix, requestId, refusal)));
    // Who waited for the lock finds what was written meanwhile.
    if (!isWritten(transaction, prefix, requestId, refusal)) {
      transaction
          .audit()
          .append(
              new AuditEntry(transaction.now(), "visitor", REFUSAL, requestId, prefix, null, "")
                  .by(refusal.rule()));
    }
  }

  private static boolean isWritten(
      Transaction transaction, IpPrefix prefix, @Nullable RequestId requestId, Refusal refusal) {
    Instant since = transaction.now().minus(ONCE_IN);
    List<AuditEntry> story =
        requestId == null ? transaction.audit().of(prefix) : transaction.audit().of(requestId);
    return story.stream()
        .anyMatch(
            entry ->
                entry.action().equals(REFUSAL)
                    && refusal.rule().equals(entry.rule())
                    && entry.at().isAfter(since));
  }

  /** Who has its lock writes; no row is kept under it. */
  private static LimitKey turn(IpPrefix prefix, @Nullable RequestId requestId, Refusal refusal) {
    byte[] name = Fingerprints.sha256("refusal " + prefix + " " + requestId + " " + refusal.rule());
    return new LimitKey(TURNS_POOL, KeyedHash.bits(name, 0), KeyedHash.bits(name, 1));
  }
}
