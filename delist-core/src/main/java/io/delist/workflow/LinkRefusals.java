package io.delist.workflow;

import io.delist.limit.UsedOnce;
import io.delist.store.AuditEntry;
import io.delist.store.DelistRequest;
import io.delist.store.Transaction;
import io.delist.token.Fingerprints;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Writes into the audit why a link of this portal's own was refused, which the visitor is not told.
 * Once a day for each link, so that pressing it again and again adds no rows. A link that was not
 * signed here never comes so far: it is refused before the store is asked, and {@link FalseLinks}
 * books it.
 */
final class LinkRefusals {

  /** The audit log's action. */
  static final String ACTION = "link.refused";

  private static final Duration ONCE_IN = Duration.ofHours(24);

  private LinkRefusals() {}

  /**
   * Refuses the press.
   *
   * @param request the request that the link names, or null if none fits it
   */
  static Confirmation refuse(
      Transaction transaction, String link, @Nullable DelistRequest request, String reason) {
    boolean first =
        UsedOnce.use(
            transaction,
            Fingerprints.sha256("refused link " + link),
            transaction.now().plus(ONCE_IN));
    if (first) {
      transaction
          .audit()
          .append(
              new AuditEntry(
                  transaction.now(),
                  "visitor",
                  ACTION,
                  request == null ? null : request.id(),
                  request == null ? null : request.address().toPrefix(),
                  null,
                  reason));
    }
    return new Confirmation.NoSuchLink();
  }
}
