package io.delist.workflow;

import io.delist.request.RequestPolicy;
import java.time.Duration;

/**
 * The numbers of the workflow. {@link #defaults} are those of the documentation; {@link #toBuilder}
 * changes some of them.
 *
 * @param linkLife how long link and code last; default 60 minutes, 1 minute to 24 hours
 * @param wrongCodes how many wrong codes void a request; default 5, 1 to 20
 * @param exemptionAfterListing how long an exemption outlives the listings that it answers; default
 *     90 days
 * @param nodeSilence a mail node that has not reported for so long is not waited for; default 60
 *     seconds
 * @param requests the ladder, reviews and the probation
 */
public record DelistPolicy(
    Duration linkLife,
    int wrongCodes,
    Duration exemptionAfterListing,
    Duration nodeSilence,
    RequestPolicy requests) {

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
    requirePositive("exemption after listing", exemptionAfterListing);
    requirePositive("node silence", nodeSilence);
  }

  private static void requirePositive(String what, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(what + " " + duration + " must be longer than zero");
    }
  }

  public static DelistPolicy defaults() {
    return new Builder().build();
  }

  /** A builder that begins with these numbers. */
  public Builder toBuilder() {
    return new Builder()
        .linkLife(linkLife)
        .wrongCodes(wrongCodes)
        .exemptionAfterListing(exemptionAfterListing)
        .nodeSilence(nodeSilence)
        .requests(requests);
  }

  public DelistPolicy withLinkLife(Duration life) {
    return toBuilder().linkLife(life).build();
  }

  public DelistPolicy withRequests(RequestPolicy next) {
    return toBuilder().requests(next).build();
  }

  /** Makes a policy; begins with the defaults. <b>Threads:</b> one. */
  public static final class Builder {

    private Duration linkLife = Duration.ofHours(1);
    private int wrongCodes = 5;
    private Duration exemptionAfterListing = Duration.ofDays(90);
    private Duration nodeSilence = Duration.ofMinutes(1);
    private RequestPolicy requests = RequestPolicy.defaults();

    Builder() {}

    public Builder linkLife(Duration value) {
      linkLife = value;
      return this;
    }

    public Builder wrongCodes(int value) {
      wrongCodes = value;
      return this;
    }

    public Builder exemptionAfterListing(Duration value) {
      exemptionAfterListing = value;
      return this;
    }

    public Builder nodeSilence(Duration value) {
      nodeSilence = value;
      return this;
    }

    public Builder requests(RequestPolicy value) {
      requests = value;
      return this;
    }

    /**
     * The policy.
     *
     * @throws IllegalArgumentException naming the number that is out of range
     */
    public DelistPolicy build() {
      return new DelistPolicy(linkLife, wrongCodes, exemptionAfterListing, nodeSilence, requests);
    }
  }
}
