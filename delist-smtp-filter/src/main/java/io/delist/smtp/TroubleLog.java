package io.delist.smtp;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of what failed, once a minute at most: a failure that comes with every mail must not fill
 * the disk of a mail server. It throws nothing, whatever the clock or the log does.
 */
final class TroubleLog {

  private static final Logger LOG = LoggerFactory.getLogger(SmtpGate.class);
  private static final long MINUTE_MILLIS = 60_000;

  private final InstantSource clock;
  private final AtomicLong nextMillis = new AtomicLong(Long.MIN_VALUE);

  TroubleLog(InstantSource clock) {
    this.clock = clock;
  }

  void report(String outcome, Throwable failure) {
    long now = nowMillis();
    long next = nextMillis.get();
    if (now < next || !nextMillis.compareAndSet(next, now + MINUTE_MILLIS)) {
      return;
    }
    try {
      LOG.warn("{}; the next warning comes in a minute at the earliest", outcome, failure);
    } catch (RuntimeException ignored) {
      // Mail goes on without a log.
    }
  }

  /** With the clock itself broken there is one warning, and no other until it runs again. */
  private long nowMillis() {
    try {
      return clock.millis();
    } catch (RuntimeException broken) {
      return 0;
    }
  }
}
