package io.delist.workflow;

import java.time.Duration;

/**
 * The numbers of the workflow.
 *
 * @param linkLife how long link and code last; default 60 minutes, 1 minute to 24 hours
 * @param wrongCodes how many wrong codes void a request; default 5, 1 to 20
 * @param requestsPerMailbox how many requests may name one mailbox in {@code mailboxWindow};
 *     default 5, at least 1
 * @param mailboxWindow default 1 hour
 * @param exemptionAfterListing how long an exemption outlives the listings that it answers; default
 *     90 days
 * @param nodeSilence a mail node that has not reported for so long is not waited for; default 60
 *     seconds
 */
public record DelistPolicy(
    Duration linkLife,
    int wrongCodes,
    int requestsPerMailbox,
    Duration mailboxWindow,
    Duration exemptionAfterListing,
    Duration nodeSilence) {

  private static final Duration SHORTEST_LINK_LIFE = Duration.ofMinutes(1);
  private static final Duration LONGEST_LINK_LIFE = Duration.ofHours(24);
  private static final int MOST_WRONG_CODES = 20;

  public DelistPolicy {
    if (linkLife.compareTo(SHORTEST_LINK_LIFE) < 0 || linkLife.compareTo(LONGEST_LINK_LIFE) > 0) {
      throw new IllegalArgumentException(
          "link life "
              + linkLife
              + " is out of range; must be "
              + SHORTEST_LINK_LIFE
              + " to "
              + LONGEST_LINK_LIFE);
    }
    if (wrongCodes < 1 || wrongCodes > MOST_WRONG_CODES) {
      throw new IllegalArgumentException(
          wrongCodes + " wrong codes is out of range; must be 1 to " + MOST_WRONG_CODES);
    }
    if (requestsPerMailbox < 1) {
      throw new IllegalArgumentException(
          requestsPerMailbox + " requests per mailbox is out of range; must be at least 1");
    }
    requirePositive("mailbox window", mailboxWindow);
    requirePositive("exemption after listing", exemptionAfterListing);
    requirePositive("node silence", nodeSilence);
  }

  private static void requirePositive(String what, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(what + " " + duration + " must be longer than zero");
    }
  }

  public static DelistPolicy defaults() {
    return new DelistPolicy(
        Duration.ofMinutes(60),
        5,
        5,
        Duration.ofHours(1),
        Duration.ofDays(90),
        Duration.ofSeconds(60));
  }

  public DelistPolicy withLinkLife(Duration life) {
    return new DelistPolicy(
        life, wrongCodes, requestsPerMailbox, mailboxWindow, exemptionAfterListing, nodeSilence);
  }

  public DelistPolicy withRequestsPerMailbox(int requests, Duration window) {
    return new DelistPolicy(
        linkLife, wrongCodes, requests, window, exemptionAfterListing, nodeSilence);
  }
}
