package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.AllowEntry;
import io.delist.blocklist.Guard;
import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import io.delist.blocklist.Verdict;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.store.AuditEntry;
import io.delist.store.DelistRequest;
import io.delist.store.RequestState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ListingDeskTest {

  private final Bench bench = new Bench();

  @Test
  void whatTheGuardObjectsToChangesNothing() {
    assertThat(bench.list("10.0.0.0/8")).isInstanceOf(ListOutcome.Refused.class);
    assertThat(bench.list("0.0.0.0/0")).isInstanceOf(ListOutcome.Refused.class);
    assertThat(bench.revision()).isZero();
  }

  @Test
  void whatTheAllowlistCoversIsNotListed() {
    bench.desk.allow(new AllowEntry(IpPrefix.parse("203.0.113.0/24"), "partners"));

    assertThat(bench.list("203.0.113.9/32"))
        .isEqualTo(
            new ListOutcome.Refused(
                "prefix 203.0.113.9/32 is covered by 203.0.113.0/24 of the allowlist; take that"
                    + " off first (guard allowlist)",
                Guard.ALLOWLIST));
  }

  @Test
  void anAllowlistThatWouldOpenTheListIsRefused() {
    assertThat(bench.desk.allow(new AllowEntry(IpPrefix.parse("0.0.0.0/0"), "oops")))
        .isEqualTo(
            new ListOutcome.Refused("prefix 0.0.0.0/0 is too wide to allow; the shortest is /8"));
    assertThat(bench.desk.allow(new AllowEntry(IpPrefix.parse("fc00::/7"), "lan")))
        .isInstanceOf(ListOutcome.Done.class);
  }

  @Test
  void whatAFeedListsUnderTheAllowlistIsPassedOver() {
    bench.desk.allow(new AllowEntry(IpPrefix.parse("203.0.113.0/24"), "partners"));

    assertThat(replace("203.0.113.9", "198.51.100.0/24")).isEqualTo(new ListOutcome.Done(2, 1));
  }

  @Test
  void theSameFeedLoadedAgainWritesNothing() {
    replace("203.0.113.9", "198.51.100.0/24");
    long revision = bench.revision();

    assertThat(replace("203.0.113.9", "198.51.100.0/24"))
        .isEqualTo(new ListOutcome.Done(revision, 0));
  }

  @Test
  void aFeedsReloadWritesTheDifferenceAndLeavesOtherSourcesAlone() {
    bench.list("203.0.113.7/32");
    replace("203.0.113.9", "203.0.113.7");

    ListOutcome outcome = replace("203.0.113.9", "198.51.100.0/24");

    assertThat(outcome).isEqualTo(new ListOutcome.Done(3, 2));
    bench.replica.follow();
    assertThat(bench.delisting.lookup(IpAddress.parse("203.0.113.7")).explanation().listings())
        .singleElement()
        .satisfies(listing -> assertThat(listing.terms().source()).isEqualTo(Source.OPERATOR));
  }

  @Test
  void theNextReloadOfTheSameFeedDoesNotBringADelistedAddressBack() {
    replace("203.0.113.9", "198.51.100.0/24");
    bench.replica.follow();
    bench.pass(Duration.ofMinutes(1));
    DelistRequest request = bench.accepted();
    bench.delisting.confirm(bench.linkOf(request), Bench.BROWSER, "");
    bench.pass(Duration.ofDays(200));

    replace("203.0.113.9", "198.51.100.0/25");
    bench.replica.follow();

    assertThat(bench.verdict()).isInstanceOf(Verdict.Exempt.class);
    assertThat(bench.find(request).state()).isEqualTo(RequestState.REMOVED);
  }

  @Test
  void aFeedThatListsItAnewListsItAgain() {
    replace("203.0.113.9");
    bench.replica.follow();
    bench.pass(Duration.ofMinutes(1));
    DelistRequest request = bench.accepted();
    bench.delisting.confirm(bench.linkOf(request), Bench.BROWSER, "");
    bench.replica.follow();
    bench.pass(Duration.ofDays(1));

    replace("203.0.113.9", "203.0.113.0/28");
    bench.replica.follow();

    assertThat(bench.verdict()).isInstanceOf(Verdict.Listed.class);
    assertThat(bench.find(request).state()).isEqualTo(RequestState.RELISTED);
  }

  @Test
  void evidenceOlderThanTheDelistingListsNothingAgain() {
    DelistRequest request = bench.delisted();
    Instant before = request.createdAt().minusSeconds(10);

    bench.list("203.0.113.9/32", new Source("detector:trap"), before);

    assertThat(bench.verdict()).isInstanceOf(Verdict.Exempt.class);
    assertThat(bench.find(request).state()).isEqualTo(RequestState.REMOVED);
  }

  @Test
  void evidenceOlderThanTheDelistingListsNothingAgainNorLaterWhenTheDelistingWouldHaveEnded() {
    bench.desk.list(
        IpPrefix.parse("203.0.113.9/32"),
        new ListingDesk.Grounds(Source.OPERATOR, ReasonCode.BANNED, "", null, Duration.ofHours(1)));
    bench.replica.follow();
    bench.pass(Duration.ofMinutes(1));
    DelistRequest request = bench.accepted();
    bench.delisting.confirm(bench.linkOf(request), Bench.BROWSER, "");

    bench.list("203.0.113.0/24", Bench.FEED, request.createdAt().minusSeconds(10));
    bench.pass(Duration.ofDays(400));

    assertThat(bench.verdict()).isInstanceOf(Verdict.Exempt.class);
  }

  @Test
  void evidenceFromTheFutureCountsAsNow() {
    bench.list("203.0.113.9/32", Bench.FEED, bench.clock.instant().plus(Duration.ofDays(900)));

    assertThat(((Verdict.Listed) bench.verdict()).terms().evidenceAt())
        .isEqualTo(bench.clock.instant());
  }

  @Test
  void anOperatorsOwnListingIsTakenOffWhole() {
    bench.list("203.0.113.9/32");

    bench.desk.takeOff(IpPrefix.parse("203.0.113.9/32"));
    bench.replica.follow();

    assertThat(bench.verdict()).isInstanceOf(Verdict.NotListed.class);
  }

  @Test
  void whatAFeedListsIsTakenOffByAnExemption() {
    replace("203.0.113.0/24");

    bench.desk.takeOff(IpPrefix.parse("203.0.113.9/32"));
    replace("203.0.113.0/24");
    bench.replica.follow();

    assertThat(bench.verdict()).isInstanceOf(Verdict.Exempt.class);
  }

  @Test
  void newWordsForAFeedsEntriesBringNoDelistedAddressBack() {
    replace("203.0.113.9", "198.51.100.0/24");
    bench.replica.follow();
    bench.pass(Duration.ofMinutes(1));
    DelistRequest request = bench.accepted();
    bench.delisting.confirm(bench.linkOf(request), Bench.BROWSER, "");
    bench.pass(Duration.ofDays(1));

    bench.desk.replace(
        new ListingDesk.Grounds(Bench.FEED, new ReasonCode(620), "in other words", null, null),
        List.of(IpPrefix.parse("203.0.113.9/32"), IpPrefix.parse("198.51.100.0/24")));
    bench.replica.follow();

    assertThat(bench.verdict()).isInstanceOf(Verdict.Exempt.class);
    assertThat(bench.find(request).state()).isNotEqualTo(RequestState.RELISTED);
    assertThat(bench.replica.blocklist().check(IpAddress.parse("198.51.100.1")))
        .isInstanceOfSatisfying(
            Verdict.Listed.class,
            listed -> assertThat(listed.terms().reasonCode().value()).isEqualTo(620));
  }

  @Test
  void anOlderReportOfTheSameSourceTakesNothingBack() {
    DelistRequest request = bench.delisted();
    Source trap = new Source("detector:trap");
    bench.pass(Duration.ofHours(1));
    bench.list("203.0.113.9/32", trap, null);
    assertThat(bench.verdict()).isInstanceOf(Verdict.Listed.class);

    bench.list("203.0.113.9/32", trap, request.createdAt().minusSeconds(10));

    assertThat(bench.verdict()).isInstanceOf(Verdict.Listed.class);
  }

  @Test
  void aListingAfterADelistingIsNewsAlsoFromANodeWhoseClockIsBehind() {
    bench.delisted();
    bench.pass(Duration.ofSeconds(-30));

    bench.list("203.0.113.9/32");

    assertThat(bench.verdict()).isInstanceOf(Verdict.Listed.class);
  }

  @Test
  void takingOffARangeDoesNotTakeOffWhatIsListedInsideIt() {
    replace("203.0.113.0/24");
    bench.list("203.0.113.9/32", new Source("detector:trap"), null);

    assertThat(bench.desk.takeOff(IpPrefix.parse("203.0.113.0/24")))
        .isInstanceOfSatisfying(
            ListOutcome.Refused.class,
            refused -> assertThat(refused.why()).contains("203.0.113.9/32 (detector:trap)"));
    bench.replica.follow();
    assertThat(bench.verdict()).isInstanceOf(Verdict.Listed.class);
  }

  @Test
  void takingOffWhatHasExpiredSaysThatNothingIsListed() {
    bench.desk.list(
        IpPrefix.parse("203.0.113.9/32"),
        new ListingDesk.Grounds(
            Source.OPERATOR, ReasonCode.BANNED, "", null, Duration.ofMinutes(1)));
    bench.pass(Duration.ofMinutes(1));

    assertThat(bench.desk.takeOff(IpPrefix.parse("203.0.113.9/32")))
        .isInstanceOf(ListOutcome.NotListed.class);
  }

  @Test
  void takingOffWhatIsNotListedSaysSo() {
    assertThat(bench.desk.takeOff(IpPrefix.parse("203.0.113.9/32")))
        .isEqualTo(new ListOutcome.NotListed("nothing that covers 203.0.113.9/32 is listed"));
    assertThat(bench.revision()).isZero();
  }

  @Test
  void aListingWithALifeEndsOfItself() {
    bench.desk.list(
        IpPrefix.parse("203.0.113.9/32"),
        new ListingDesk.Grounds(
            Source.OPERATOR, ReasonCode.BANNED, "", null, Duration.ofMinutes(10)));
    bench.replica.follow();
    assertThat(bench.verdict()).isInstanceOf(Verdict.Listed.class);

    bench.pass(Duration.ofMinutes(10));

    assertThat(bench.verdict()).isInstanceOf(Verdict.NotListed.class);
  }

  @Test
  void everyVerbLeavesAnAuditRow() {
    bench.list("203.0.113.9/32");
    bench.desk.takeOff(IpPrefix.parse("203.0.113.9/32"));
    bench.desk.allow(new AllowEntry(IpPrefix.parse("203.0.113.9/32"), "mine"));
    bench.desk.disallow(IpPrefix.parse("203.0.113.9/32"));

    List<AuditEntry> audit =
        bench.store.read(transaction -> transaction.audit().of(IpPrefix.parse("203.0.113.9/32")));
    assertThat(audit)
        .extracting(entry -> entry.action() + "@" + entry.revision())
        .containsExactly(
            "list@1",
            "listing.ACTIVE@1",
            "take-off@2",
            "listing.PURGED@2",
            "allow@3",
            "disallow@4");
  }

  private ListOutcome replace(String... prefixes) {
    return bench.desk.replace(
        new ListingDesk.Grounds(Bench.FEED, ReasonCode.BANNED, "", null, null),
        Stream.of(prefixes).map(IpPrefix::parse).toList());
  }
}
