package io.delist.workflow;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.store.AuditEntry;
import io.delist.store.Transaction;
import io.delist.token.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes refusals into the audit log. The same rule refusing the same address, or the same request,
 * again and again is written once an hour, so that nobody fills the log by asking or pressing.
 */
final class RefusalAudit {

  /** The audit log's action. */
  static final String REFUSAL = "refusal";

  private static final Duration ONCE_IN = Duration.ofHours(1);

  private RefusalAudit() {}

  /**
   * @param requestId the request that was refused something, or null if none came to be
   */
  static void book(
      Transaction transaction, IpAddress address, @Nullable RequestId requestId, Refusal refusal) {
    IpPrefix prefix = address.toPrefix();
    Instant since = transaction.now().minus(ONCE_IN);
    List<AuditEntry> story =
        requestId == null ? transaction.audit().of(prefix) : transaction.audit().of(requestId);
    boolean isWritten =
        story.stream()
            .anyMatch(
                entry ->
                    entry.action().equals(REFUSAL)
                        && refusal.rule().equals(entry.rule())
                        && entry.at().isAfter(since));
    if (!isWritten) {
      transaction
          .audit()
          .append(
              new AuditEntry(transaction.now(), "visitor", REFUSAL, requestId, prefix, null, "")
                  .by(refusal.rule()));
    }
  }
}
