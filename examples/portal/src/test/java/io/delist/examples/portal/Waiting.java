package io.delist.examples.portal;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** Waits for what comes by itself; how long it takes is nobody's assertion. */
final class Waiting {

  /** Above the outbox's lease: a process killed while it sends leaves the mail leased. */
  private static final Duration LONGEST = Duration.ofMinutes(3);

  private Waiting() {}

  static <T> T until(String what, Callable<T> look, Predicate<T> there) {
    return Awaitility.await(what)
        .atMost(LONGEST)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .until(look, there);
  }
}
