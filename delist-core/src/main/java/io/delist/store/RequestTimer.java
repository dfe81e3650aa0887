package io.delist.store;

import io.delist.token.RequestId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A time at which something is to happen to a request.
 *
 * @param requestId whose; a request has at most one of a kind
 * @param kind what for
 * @param dueAt when, in whole milliseconds
 */
public record RequestTimer(RequestId requestId, TimerKind kind, Instant dueAt) {

  public RequestTimer {
    dueAt = dueAt.truncatedTo(ChronoUnit.MILLIS);
  }
}
