package io.delist.spring;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How confirmed removals wait, and what is watched afterwards.
 *
 * @param ladder How long the next removal of an address takes.
 * @param review When a review is late, and how often a refusal may be appealed.
 * @param probation How long a removal is watched after it has reached every mail node; at most
 *     delist.retention.delisted-mailbox, since who is listed again is told by mail.
 * @param softFor How long mail from an address whose confirmed removal waits is told to come back
 *     (451) instead of being refused (550); it is refused if zero.
 * @param selfServiceOff Sources whose listings are not taken off by request.
 */
@ConfigurationProperties("delist.policy")
public record PolicyProperties(
    @DefaultValue Ladder ladder,
    @DefaultValue Review review,
    @DefaultValue("30d") Duration probation,
    @DefaultValue("0s") Duration softFor,
    @DefaultValue List<SelfServiceOff> selfServiceOff) {

  /**
   * The ladder. An address stands on a step: how often it was taken off, or listed again by newer
   * evidence, whichever is more.
   *
   * @param holdFrom Step from which a removal is held.
   * @param hold How long it is held.
   * @param reviewFrom Step from which a reviewer decides.
   * @param waitFrom Step from which the next request must wait.
   * @param waitFor How long after the last removal the next request may come, from that step on.
   * @param endFrom Step from which nothing is taken off by request.
   * @param decay After each such time a step is forgiven.
   * @param most Counts stop here.
   * @param neighboursPerStep So many strikes in the address's /24 or /64 count as one step.
   */
  public record Ladder(
      @DefaultValue("1") int holdFrom,
      @DefaultValue("24h") Duration hold,
      @DefaultValue("2") int reviewFrom,
      @DefaultValue("3") int waitFrom,
      @DefaultValue("30d") Duration waitFor,
      @DefaultValue("6") int endFrom,
      @DefaultValue("90d") Duration decay,
      @DefaultValue("100") int most,
      @DefaultValue("4") int neighboursPerStep) {}

  /**
   * Reviews.
   *
   * @param warnAfter A review that is not decided so long after it began is warned of.
   * @param breachAfter A review that is not decided so long after it began is marked as a breach.
   * @param appeals How often a requester may appeal against a refusal: 0 to 10.
   */
  public record Review(
      @DefaultValue("48h") Duration warnAfter,
      @DefaultValue("7d") Duration breachAfter,
      @DefaultValue("1") int appeals) {}

  /**
   * A source whose listings are not taken off by request.
   *
   * @param source Who lists, as in feed:drop.
   * @param door Where to go instead, as it is shown: a URL or a mailbox.
   */
  public record SelfServiceOff(@Nullable String source, @Nullable String door) {}
}
