package io.delist.smtp.postfix;

import java.time.Duration;

/**
 * How long a connection may take.
 *
 * @param request from the first octet of a request to its last, and to read its answer
 * @param idle from one request to the next
 */
record PolicyTimes(Duration request, Duration idle) {

  /** Before the default, which is checked with it. */
  private static final Duration LONGEST = Duration.ofDays(1);

  static final PolicyTimes DEFAULT =
      new PolicyTimes(Duration.ofSeconds(10), Duration.ofSeconds(330));

  PolicyTimes {
    check("request time", request);
    check("idle time", idle);
  }

  private static void check(String name, Duration time) {
    if (time.toMillis() < 1 || time.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          name + " " + time + " is out of range; must be PT0.001S to " + LONGEST);
    }
  }
}
