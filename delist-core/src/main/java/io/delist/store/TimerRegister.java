package io.delist.store;

import io.delist.token.RequestId;
import java.time.Instant;
import java.util.List;

/** The timers of requests. */
public interface TimerRegister {

  /** Sets a timer; one of the same request and kind is set anew. */
  void set(RequestTimer timer);

  /**
   * Timers that are due, the longest due first.
   *
   * @param limit at most so many
   */
  List<RequestTimer> due(Instant now, int limit);

  /**
   * Takes a timer out, if it is still there and as it was read. Of several who try the same at once
   * exactly one succeeds; if its transaction is undone, the timer is there again.
   *
   * @return whether it was this call
   */
  boolean take(RequestTimer timer);

  /** Takes out all timers of a request. */
  void cancel(RequestId requestId);

  /** The timers of a request, by kind. */
  List<RequestTimer> of(RequestId requestId);
}
