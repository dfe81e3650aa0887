package io.delist.store;

import io.delist.token.RequestId;
import java.time.Instant;

/**
 * A mail that is yet to be sent. It names its request and holds no text: link and code are made
 * when it is sent and are never kept.
 *
 * @param requestId the request that it is for
 * @param kind what it is for; a request has at most one of a kind
 * @param attempts how often sending was tried in vain
 * @param dueAt when it may be tried next
 * @param lastFailure what went wrong last, in our words and the relay's; empty if nothing did
 */
public record OutboxMail(
    RequestId requestId, MailKind kind, int attempts, Instant dueAt, String lastFailure) {}
