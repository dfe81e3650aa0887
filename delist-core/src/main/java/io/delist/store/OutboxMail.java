package io.delist.store;

import io.delist.token.RequestId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A mail that is yet to be sent, or that the relay has refused for good. It names its request and
 * holds no text: link and code are made when it is sent and are never kept.
 *
 * @param requestId the request that it is for
 * @param kind what it is for; a request has at most one of a kind
 * @param domain where it goes, for pacing; empty if its request is not known
 * @param attempts how often sending was tried in vain
 * @param addedAt since when it waits
 * @param dueAt when it may be tried next
 * @param lastFailure what went wrong last, in our words and the relay's, {@linkplain StoredText
 *     cleaned} and cut to 500 characters; empty if nothing did. A relay may name the mailbox in it
 * @param refused whether the relay has refused it for good: it is never tried again, and kept for
 *     its words
 */
public record OutboxMail(
    RequestId requestId,
    MailKind kind,
    String domain,
    int attempts,
    Instant addedAt,
    Instant dueAt,
    String lastFailure,
    boolean refused) {

  public static final int LONGEST_FAILURE_CHARS = 500;

  public OutboxMail {
    addedAt = addedAt.truncatedTo(ChronoUnit.MILLIS);
    dueAt = dueAt.truncatedTo(ChronoUnit.MILLIS);
    lastFailure = StoredText.clean(lastFailure, LONGEST_FAILURE_CHARS);
  }

  /** The same mail, due at another time. */
  public OutboxMail dueAt(Instant nextDueAt) {
    return new OutboxMail(
        requestId, kind, domain, attempts, addedAt, nextDueAt, lastFailure, refused);
  }

  /** The same mail after one more attempt in vain. */
  public OutboxMail failed(String failure, Instant nextDueAt) {
    return new OutboxMail(
        requestId, kind, domain, attempts + 1, addedAt, nextDueAt, failure, refused);
  }

  /** The same mail after the relay's last word. */
  public OutboxMail refused(String words) {
    return new OutboxMail(requestId, kind, domain, attempts + 1, addedAt, dueAt, words, true);
  }
}
