package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.Exemption;
import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import io.delist.blocklist.Verdict;
import io.delist.net.IpPrefix;
import io.delist.store.DelistRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How long an address stays off the list, and which reports make it longer. */
class ProlongedExemptionsTest {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration AFTER = Duration.ofDays(90);
  private static final IpPrefix ADDRESS = Bench.ADDRESS.toPrefix();
  private static final IpPrefix RANGE = IpPrefix.parse("203.0.113.0/24");
  private static final Source TRAP = new Source("detector:trap");

  private final Bench bench = new Bench();

  private static ListingDesk.Grounds grounds(
      Source source, @Nullable Instant evidenceAt, @Nullable Duration life) {
    return new ListingDesk.Grounds(source, ReasonCode.BANNED, "", evidenceAt, life);
  }

  /** Lists the address for a time, and has it taken off. */
  private DelistRequest delistedFrom(Duration life) {
    bench.desk.list(ADDRESS, grounds(Source.OPERATOR, null, life));
    bench.replica.follow();
    bench.pass(Duration.ofMinutes(1));
    DelistRequest request = bench.accepted();
    bench.delisting.confirm(bench.linkOf(request), Bench.BROWSER, "");
    bench.replica.follow();
    return bench.find(request);
  }

  private Exemption exemption(IpPrefix prefix) {
    return bench.store.read(
        transaction ->
            transaction.list().exemptionsWithin(prefix).stream()
                .filter(exemption -> exemption.prefix().equals(prefix))
                .findFirst()
                .orElseThrow());
  }

  private ListOutcome reload(
      @Nullable Instant evidenceAt, @Nullable Duration life, String... list) {
    ListOutcome outcome =
        bench.desk.replace(
            grounds(Bench.FEED, evidenceAt, life), Stream.of(list).map(IpPrefix::parse).toList());
    bench.replica.follow();
    return outcome;
  }

  @Test
  void anAddressStaysOffNinetyDaysAfterTheLastListingThatTheRemovalAnswers() {
    Instant begin = bench.clock.instant();
    bench.desk.list(RANGE, grounds(TRAP, null, DAY.multipliedBy(3)));
    delistedFrom(DAY);

    assertThat(exemption(ADDRESS).expiresAt())
        .isEqualTo(begin.plus(DAY.multipliedBy(3)).plus(AFTER));
  }

  @Test
  void anOldReportThatLastsLongerMakesItLongerAndAShorterOneLeavesItAsItIs() {
    DelistRequest request = delistedFrom(DAY);
    Instant end = exemption(ADDRESS).expiresAt();
    bench.desk.list(RANGE, grounds(TRAP, request.createdAt(), Duration.ofHours(1)));
    assertThat(exemption(ADDRESS).expiresAt()).isEqualTo(end);

    bench.desk.list(RANGE, grounds(TRAP, request.createdAt(), DAY.multipliedBy(2)));
    assertThat(exemption(ADDRESS).expiresAt())
        .isEqualTo(bench.clock.instant().plus(DAY.multipliedBy(2)).plus(AFTER));
    bench.desk.list(RANGE, grounds(Bench.FEED, request.createdAt(), null));
    assertThat(exemption(ADDRESS).expiresAt()).as("as long as the listing").isNull();
    assertThat(exemption(ADDRESS).evidenceCutoff()).isEqualTo(request.pressedAt());

    bench.desk.list(RANGE, grounds(TRAP, request.createdAt(), DAY));
    assertThat(exemption(ADDRESS).expiresAt()).as("and no shorter again").isNull();
  }

  @Test
  void anOldReportOfAnAddressInsideARangeThatWasTakenOffMakesTheRangesLonger() {
    bench.desk.list(RANGE, grounds(TRAP, null, DAY));
    bench.desk.takeOff(RANGE);
    Instant taken = bench.clock.instant();
    assertThat(exemption(RANGE).expiresAt()).isEqualTo(taken.plus(DAY).plus(AFTER));

    bench.list("203.0.113.77/32", Bench.FEED, taken);
    assertThat(exemption(RANGE).expiresAt()).isNull();
  }

  @Test
  void newerEvidenceMakesNoExemptionLonger() {
    DelistRequest request = delistedFrom(DAY);
    Instant end = exemption(ADDRESS).expiresAt();
    bench.pass(DAY);

    bench.list("203.0.113.0/24", TRAP, request.pressedAt().plusMillis(1));
    assertThat(exemption(ADDRESS).expiresAt()).isEqualTo(end);
    assertThat(bench.verdict()).isInstanceOf(Verdict.Listed.class);
    reload(null, null, "203.0.113.0/25", "203.0.113.9/32");
    assertThat(exemption(ADDRESS).expiresAt()).isEqualTo(end);
  }

  @Test
  void evidenceOlderThanTheDelistingNeverListsAgainAlsoAfterTheExemptionHasEnded() {
    DelistRequest request = delistedFrom(DAY);
    bench.pass(DAY.plus(AFTER).multipliedBy(20));
    assertThat(bench.verdict()).isInstanceOf(Verdict.NotListed.class);

    bench.desk.list(RANGE, grounds(TRAP, request.createdAt(), DAY));
    bench.replica.follow();
    assertThat(bench.verdict()).isInstanceOf(Verdict.Exempt.class);
    assertThat(exemption(ADDRESS).evidenceCutoff()).isEqualTo(request.pressedAt());
    assertThat(exemption(ADDRESS).expiresAt())
        .isEqualTo(bench.clock.instant().plus(DAY).plus(AFTER));
    bench.pass(DAY.plus(AFTER));
    reload(request.pressedAt(), null, "203.0.113.0/25", "203.0.113.9/32");
    assertThat(bench.verdict()).isInstanceOf(Verdict.Exempt.class);

    reload(request.pressedAt().plusMillis(1), null, "203.0.113.8/31");
    assertThat(bench.verdict()).as("newer evidence does").isInstanceOf(Verdict.Listed.class);
  }

  @Test
  void aReloadThatListsTheRangeAroundItOnOldEvidenceMakesItLonger() {
    DelistRequest request = delistedFrom(DAY);
    Instant end = exemption(ADDRESS).expiresAt();
    reload(request.createdAt(), Duration.ofHours(1), "203.0.113.0/24");
    assertThat(exemption(ADDRESS).expiresAt()).as("a shorter one").isEqualTo(end);

    reload(request.createdAt(), DAY.multipliedBy(7), "203.0.113.0/24");
    assertThat(exemption(ADDRESS).expiresAt())
        .isEqualTo(bench.clock.instant().plus(DAY.multipliedBy(7)).plus(AFTER));
    reload(request.createdAt(), null, "203.0.113.0/25");
    assertThat(exemption(ADDRESS).expiresAt()).isNull();
    assertThat(bench.verdict()).isInstanceOf(Verdict.Exempt.class);
  }

  @Test
  void aReloadThatListsAnAddressInsideItOnOldEvidenceMakesTheRangesLonger() {
    bench.desk.list(RANGE, grounds(TRAP, null, DAY));
    bench.desk.takeOff(RANGE);

    reload(bench.clock.instant(), null, "203.0.113.77/32", "198.51.100.7/32");
    assertThat(exemption(RANGE).expiresAt()).isNull();
  }

  @Test
  void aReloadOfWhatLiesElsewhereTouchesNoExemption() {
    delistedFrom(DAY);
    assertThat(reload(bench.clock.instant(), null, "198.51.100.7/32"))
        .as("the one new entry is all that is written")
        .isInstanceOfSatisfying(
            ListOutcome.Done.class, done -> assertThat(done.changes()).isEqualTo(1));
    assertThat(Optional.ofNullable(exemption(ADDRESS).expiresAt())).isPresent();
    assertThat(
            bench.store.<List<Exemption>>read(
                transaction -> transaction.list().exemptionsWithin(RANGE)))
        .hasSize(1);
  }
}
