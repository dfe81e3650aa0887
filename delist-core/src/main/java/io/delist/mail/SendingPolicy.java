package io.delist.mail;

import java.time.Duration;

/**
 * How mail is sent.
 *
 * @param firstWait how long to wait after the first failure; twice as long after each further one;
 *     default 5 seconds
 * @param longestWait at most so long; default 5 minutes
 * @param giveUpAfter a mail that could not be sent for so long is given up; default 24 hours. A
 *     confirmation ends with its link, if that is sooner
 * @param domainPause of mails to one domain, one is sent in this time, by all nodes together;
 *     default 1 second, zero for no such limit
 * @param lease how long a mail belongs to the node that took it. It is handed over in the first
 *     half or not at all, so one attempt must fit into the second; default 10 minutes
 */
public record SendingPolicy(
    Duration firstWait,
    Duration longestWait,
    Duration giveUpAfter,
    Duration domainPause,
    Duration lease) {

  public SendingPolicy {
    requirePositive("first wait", firstWait);
    requirePositive("lease", lease);
    if (longestWait.compareTo(firstWait) < 0) {
      throw new IllegalArgumentException(
          "longest wait " + longestWait + " is shorter than first wait " + firstWait);
    }
    if (giveUpAfter.compareTo(longestWait) < 0) {
      throw new IllegalArgumentException(
          "giving up after " + giveUpAfter + " is sooner than the longest wait " + longestWait);
    }
    if (domainPause.isNegative()) {
      throw new IllegalArgumentException("domain pause " + domainPause + " must be zero or longer");
    }
  }

  private static void requirePositive(String what, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(what + " " + duration + " must be longer than zero");
    }
  }

  public static SendingPolicy defaults() {
    return new SendingPolicy(
        Duration.ofSeconds(5),
        Duration.ofMinutes(5),
        Duration.ofHours(24),
        Duration.ofSeconds(1),
        Duration.ofMinutes(10));
  }

  /** The same with another pause. */
  public SendingPolicy withDomainPause(Duration pause) {
    return new SendingPolicy(firstWait, longestWait, giveUpAfter, pause, lease);
  }

  /** The same, giving up after another time. */
  public SendingPolicy withGiveUpAfter(Duration time) {
    return new SendingPolicy(firstWait, longestWait, time, domainPause, lease);
  }

  /** How long to wait after one more failure. */
  Duration waitAfter(int failuresBefore) {
    long wait = firstWait.toMillis();
    for (int i = 0; i < failuresBefore && wait < longestWait.toMillis(); i++) {
      wait *= 2;
    }
    return Duration.ofMillis(Math.min(wait, longestWait.toMillis()));
  }
}
