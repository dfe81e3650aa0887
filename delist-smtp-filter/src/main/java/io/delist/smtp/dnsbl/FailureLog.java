package io.delist.smtp.dnsbl;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns of what failed, once a minute at most: it may fail for every query. */
final class FailureLog {

  private static final Logger LOG = LoggerFactory.getLogger(DnsblServer.class);
  private static final long MINUTE_NANOS = 60_000_000_000L;

  private final LongSupplier nanoTime;
  private final AtomicLong lastNanos;

  FailureLog(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.lastNanos = new AtomicLong(nanoTime.getAsLong() - MINUTE_NANOS);
  }

  void report(Throwable failure) {
    long now = nanoTime.getAsLong();
    long last = lastNanos.get();
    if (now - last >= MINUTE_NANOS && lastNanos.compareAndSet(last, now)) {
      LOG.warn(
          "a query could not be answered; the next warning comes in a minute at the earliest",
          failure);
    }
  }
}
