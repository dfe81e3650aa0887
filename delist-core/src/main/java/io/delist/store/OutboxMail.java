package io.delist.store;

import io.delist.token.RequestId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A mail that is yet to be sent. It names its request and holds no text: link and code are made
 * when it is sent and are never kept.
 *
 * @param requestId the request that it is for
 * @param kind what it is for; a request has at most one of a kind
 * @param attempts how often sending was tried in vain
 * @param dueAt when it may be tried next
 * @param lastFailure what went wrong last, in our words and the relay's, {@linkplain StoredText
 *     cleaned} and cut to 500 characters; empty if nothing did
 */
public record OutboxMail(
    RequestId requestId, MailKind kind, int attempts, Instant dueAt, String lastFailure) {

  public static final int LONGEST_FAILURE_CHARS = 500;

  public OutboxMail {
    dueAt = dueAt.truncatedTo(ChronoUnit.MILLIS);
    lastFailure = StoredText.clean(lastFailure, LONGEST_FAILURE_CHARS);
  }

  /** The same mail, due at another time. */
  public OutboxMail dueAt(Instant nextDueAt) {
    return new OutboxMail(requestId, kind, attempts, nextDueAt, lastFailure);
  }

  /** The same mail after one more attempt in vain. */
  public OutboxMail failed(String failure, Instant nextDueAt) {
    return new OutboxMail(requestId, kind, attempts + 1, nextDueAt, failure);
  }
}
