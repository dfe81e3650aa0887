package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import io.delist.blocklist.Verdict;
import io.delist.feed.FeedEntry;
import io.delist.feed.FeedValue;
import io.delist.net.IpPrefix;
import io.delist.store.AuditEntry;
import io.delist.store.DelistRequest;
import io.delist.store.RequestState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which evidence undoes a removal, what it counts, and what is kept of several reports. */
class ListedAgainTest {

  private static final Source TRAP = new Source("detector:trap");
  private static final IpPrefix RANGE = IpPrefix.parse("203.0.113.0/24");

  private Bench bench = new Bench();

  private RequestState state(DelistRequest request) {
    return bench.find(request).state();
  }

  private static FeedEntry entry(String prefix, Instant since) {
    return new FeedEntry(IpPrefix.parse(prefix), new FeedValue(null, "", since, null, "", null));
  }

  private Instant evidenceOf(String prefix, Source source) {
    return bench.store.read(
        transaction ->
            transaction.list().listingsCovering(IpPrefix.parse(prefix)).stream()
                .filter(listing -> listing.prefix().equals(IpPrefix.parse(prefix)))
                .filter(listing -> listing.terms().source().equals(source))
                .findFirst()
                .orElseThrow()
                .terms()
                .evidenceAt());
  }

  /** The address is delisted by request, and a minute later its range by the operator. */
  private DelistRequest delistedWithinARangeThatWasTakenOff() {
    bench.list("203.0.113.0/24", Bench.FEED, null);
    bench.pass(Duration.ofMinutes(1));
    DelistRequest request = bench.accepted();
    bench.delisting.confirm(bench.linkOf(request), Bench.BROWSER, "");
    bench.pass(Duration.ofMinutes(1));
    bench.desk.takeOff(RANGE);
    bench.replica.follow();
    return bench.find(request);
  }

  @Test
  void evidenceThatTheRemovalOfTheRangeAnswersUndoesNoRemovalInsideIt() {
    DelistRequest request = delistedWithinARangeThatWasTakenOff();

    bench.list("203.0.113.9/32", TRAP, request.pressedAt().plusSeconds(1));

    assertThat(state(request)).isEqualTo(RequestState.REMOVED);
    bench.pass(Duration.ofMinutes(1));
    bench.list("203.0.113.9/32", TRAP, null);
    assertThat(state(request)).as("what is newer than both").isEqualTo(RequestState.RELISTED);
  }

  @Test
  void theRangesRemovalAnswersOlderEvidenceAlsoOnceItHasEnded() {
    bench =
        new Bench(
            DelistPolicy.defaults().toBuilder().exemptionAfterListing(Duration.ofHours(1)).build(),
            List.of());
    bench.desk.list(
        RANGE,
        new ListingDesk.Grounds(Bench.FEED, ReasonCode.BANNED, "", null, Duration.ofHours(1)));
    bench.replica.follow();
    bench.pass(Duration.ofMinutes(1));
    DelistRequest request = bench.accepted();
    bench.delisting.confirm(bench.linkOf(request), Bench.BROWSER, "");
    bench.pass(Duration.ofMinutes(1));
    bench.desk.takeOff(RANGE);
    bench.replica.follow();
    bench.pass(Duration.ofHours(3));

    bench.list("203.0.113.9/32", TRAP, request.createdAt().plusSeconds(30));

    assertThat(bench.verdict()).isInstanceOf(Verdict.Exempt.class);
    assertThat(state(request)).isEqualTo(RequestState.REMOVED);
    bench.list("203.0.113.9/32", TRAP, request.createdAt().plusSeconds(61));
    assertThat(bench.verdict()).as("newer than both").isInstanceOf(Verdict.Listed.class);
    assertThat(state(request)).isEqualTo(RequestState.RELISTED);
  }

  @Test
  void twoRequestsForOneAddressAreUndoneWithOneStrike() {
    bench.list("203.0.113.9/32");
    bench.pass(Duration.ofMinutes(1));
    DelistRequest first = bench.accepted();
    DelistRequest second =
        ((Submission.Accepted)
                bench.delisting.submit(
                    Bench.ADDRESS, Bench.EMAIL, "another browser", Locale.ENGLISH))
            .request();
    bench.delisting.confirm(bench.linkOf(first), Bench.BROWSER, "");
    bench.delisting.confirm(bench.linkOf(second), "another browser", "");
    assertThat(state(second)).isEqualTo(RequestState.HELD);
    bench.reviews.approve(second.id(), "kim");
    bench.replica.follow();
    bench.pass(Duration.ofMinutes(1));

    bench.list("203.0.113.9/32");

    assertThat(List.of(state(first), state(second))).containsOnly(RequestState.RELISTED);
    assertThat(
            bench.store.<Integer>read(
                transaction -> Standings.own(transaction, Bench.ADDRESS).strikes()))
        .isEqualTo(1);
  }

  @Test
  void ofAReloadsEntriesTheOneWithNewerEvidenceUndoesTheRemoval() {
    DelistRequest request = bench.delisted();
    Instant old = request.createdAt();
    bench.pass(Duration.ofHours(1));
    Instant news = bench.clock.instant().minusSeconds(60);

    bench.desk.replace(
        new SourceReplacement(
            new ListingDesk.Grounds(Bench.FEED, ReasonCode.BANNED, "", null, null),
            List.of(
                entry("203.0.113.0/24", old),
                entry("203.0.113.0/28", news),
                entry("203.0.113.9/32", old)),
            false,
            null,
            now -> Optional.empty()));
    bench.replica.follow();

    assertThat(bench.verdict()).isInstanceOf(Verdict.Listed.class);
    assertThat(state(request)).isEqualTo(RequestState.RELISTED);
    assertThat(
            bench.store.<List<AuditEntry>>read(transaction -> transaction.audit().of(request.id())))
        .filteredOn(entry -> entry.action().equals("request.RELISTED"))
        .extracting(AuditEntry::detail)
        .containsExactly("listed again by 203.0.113.0/28, evidence of " + news);
  }

  // Several reports of one source

  @Test
  void aNewerReportOfTheSameSourceCountsFromItsOwnEvidence() {
    Instant first = bench.clock.instant();
    bench.list("203.0.113.9/32", TRAP, null);
    bench.pass(Duration.ofHours(1));
    bench.list("203.0.113.9/32", TRAP, null);
    assertThat(evidenceOf("203.0.113.9/32", TRAP)).isEqualTo(first.plus(Duration.ofHours(1)));

    bench.list("203.0.113.9/32", TRAP, first);
    assertThat(evidenceOf("203.0.113.9/32", TRAP))
        .as("a late one takes nothing back")
        .isEqualTo(first.plus(Duration.ofHours(1)));
  }

  @Test
  void aReportOfAnAddressIsNotTakenForOneOfItsRange() {
    Instant first = bench.clock.instant();
    bench.pass(Duration.ofHours(1));
    bench.list("203.0.113.0/24", TRAP, null);

    bench.list("203.0.113.9/32", TRAP, first);
    assertThat(evidenceOf("203.0.113.9/32", TRAP)).isEqualTo(first);
  }

  @Test
  void aReportThatHasExpiredIsNotMergedWithALaterOne() {
    Instant first = bench.clock.instant();
    bench.pass(Duration.ofHours(1));
    bench.desk.list(
        Bench.ADDRESS.toPrefix(),
        new ListingDesk.Grounds(TRAP, ReasonCode.BANNED, "", null, Duration.ofMinutes(1)));
    bench.pass(Duration.ofMinutes(1));

    bench.list("203.0.113.9/32", TRAP, first);
    assertThat(evidenceOf("203.0.113.9/32", TRAP)).isEqualTo(first);
    assertThat(bench.verdict()).isInstanceOf(Verdict.Listed.class);
  }

  @Test
  void aReportIsNotTakenForOneOfAnotherSource() {
    Instant first = bench.clock.instant();
    bench.pass(Duration.ofHours(1));
    bench.list("203.0.113.9/32", Bench.FEED, null);

    bench.list("203.0.113.9/32", TRAP, first);
    assertThat(evidenceOf("203.0.113.9/32", TRAP)).isEqualTo(first);
  }
}
