package io.delist.smtp.milter;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of connections that had to be closed, once a minute at most: what comes with every
 * connection must not fill the disk of a mail server. The others are told at level debug.
 *
 * <p><b>Threads:</b> safe.
 */
final class Complaints {

  private static final Logger LOG = LoggerFactory.getLogger(MilterServer.class);
  private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final AtomicLong due = new AtomicLong(System.nanoTime());

  void closed(String why, @Nullable Throwable failure) {
    long now = System.nanoTime();
    long next = due.get();
    if (now - next >= 0 && due.compareAndSet(next, now + MINUTE_NANOS)) {
      LOG.warn(
          "a milter connection is closed: {}; the next warning comes in a minute at the earliest",
          why,
          failure);
    } else {
      LOG.debug("a milter connection is closed: {}", why, failure);
    }
  }
}
