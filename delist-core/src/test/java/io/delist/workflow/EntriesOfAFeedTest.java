package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.AllowEntry;
import io.delist.blocklist.Guard;
import io.delist.blocklist.GuardLimits;
import io.delist.blocklist.ListingGuard;
import io.delist.blocklist.ListingTerms;
import io.delist.blocklist.Objection;
import io.delist.blocklist.ReasonCode;
import io.delist.feed.FeedEntry;
import io.delist.feed.FeedValue;
import io.delist.net.IpPrefix;
import io.delist.store.AuditEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The times that a file states for its entries, and what is booked of a reload. */
class EntriesOfAFeedTest {

  private static final ListingDesk.Grounds GROUNDS =
      new ListingDesk.Grounds(Bench.FEED, ReasonCode.BANNED, "", null, null);

  private final Bench bench = new Bench();

  private ListOutcome load(FeedEntry... entries) {
    return load(bench.desk, List.of(entries));
  }

  private static ListOutcome load(ListingDesk desk, List<FeedEntry> entries) {
    return desk.replace(
            new SourceReplacement(GROUNDS, entries, false, null, now -> Optional.empty()))
        .outcome();
  }

  private static FeedEntry entry(
      String prefix, @Nullable Instant listedAt, @Nullable Instant expiresAt) {
    return new FeedEntry(
        IpPrefix.parse(prefix), new FeedValue(null, "", listedAt, expiresAt, "", null));
  }

  private ListingTerms terms() {
    return bench.store.read(
        transaction ->
            transaction.list().listingsCovering(Bench.ADDRESS.toPrefix()).get(0).terms());
  }

  private static int changes(ListOutcome outcome) {
    return ((ListOutcome.Done) outcome).changes();
  }

  @Test
  void anEntryIsListedSinceTheTimeThatItStatesAlsoWhereItStatesAnEnd() {
    Instant since = bench.clock.instant().minus(Duration.ofDays(3));
    Instant end = bench.clock.instant().plus(Duration.ofDays(3));
    load(entry("203.0.113.9/32", since, end));

    assertThat(terms().listedAt()).isEqualTo(since);
    assertThat(terms().evidenceAt()).isEqualTo(since);
    assertThat(terms().expiresAt()).isEqualTo(end);
  }

  @Test
  void aBeginningThatIsCorrectedIsWrittenAndMovesNoEvidenceBack() {
    Instant since = bench.clock.instant().minus(Duration.ofDays(3));
    load(entry("203.0.113.9/32", since, null));

    Instant earlier = since.minus(Duration.ofDays(1));
    assertThat(changes(load(entry("203.0.113.9/32", earlier, null)))).isEqualTo(1);
    assertThat(terms().listedAt()).isEqualTo(earlier);
    assertThat(terms().evidenceAt()).isEqualTo(since);
  }

  @Test
  void anEndBeforeTheTimeAtWhichAnotherNodeListedTheEntryIsTaken() {
    load(entry("203.0.113.9/32", null, null));
    Instant listed = bench.clock.instant();
    bench.pass(Duration.ofSeconds(-30));

    assertThat(changes(load(entry("203.0.113.9/32", null, listed.minusSeconds(10)))))
        .as("by a node whose clock is behind")
        .isEqualTo(1);
    assertThat(terms().listedAt()).isEqualTo(bench.clock.instant());
    assertThat(terms().expiresAt()).isEqualTo(listed.minusSeconds(10));
  }

  @Test
  void theAuditCountsWhatAReloadDidAndWhatItPassedOver() {
    bench.desk.allow(new AllowEntry(IpPrefix.parse("203.0.113.64/26"), "partner"));
    load(entry("203.0.113.1/32", null, null), entry("203.0.113.2/32", null, null));
    load(
        entry("0.0.0.0/0", null, null),
        entry("10.0.0.1/32", null, null),
        entry("203.0.113.2/32", null, bench.clock.instant().plusSeconds(60)),
        entry("203.0.113.3/32", null, null),
        entry("203.0.113.64/32", null, null),
        entry("203.0.113.65/32", null, null),
        entry("203.0.113.66/32", null, null));

    List<String> booked = new ArrayList<>();
    bench.store.run(
        transaction ->
            transaction
                .audit()
                .read(
                    0,
                    row -> {
                      AuditEntry entry = row.entry();
                      if (entry.action().equals("replace")) {
                        booked.add(entry.detail());
                      }
                    }));
    assertThat(booked)
        .containsExactly(
            "2 listed, 0 taken off, 0 with other terms, 0 passed over as the allowlist covers"
                + " them, 0 by other guards",
            "1 listed, 1 taken off, 1 with other terms, 3 passed over as the allowlist covers"
                + " them, 2 by other guards");
  }

  @Test
  void aListOfTooMuchOfTheIpv6InUseIsHeld() {
    ListingDesk desk =
        new ListingDesk(
            bench.store,
            new ListingGuard(GuardLimits.builder().mostTotalSpaceV6(53).build()),
            DelistPolicy.defaults());
    List<FeedEntry> blocks =
        IntStream.range(0, 64)
            .mapToObj(i -> entry("2a00:" + Integer.toHexString(0x1400 + i) + "::/32", null, null))
            .toList();

    assertThat(((ListOutcome.Held) load(desk, blocks)).objections())
        .extracting(Objection::guard)
        .containsExactly(Guard.TOTAL_SPACE);
    assertThat(((ListOutcome.Held) load(desk, blocks)).why())
        .startsWith("would list 64 /32 of IPv6 (limit 53 /32)");
    assertThat(load(desk, blocks.subList(0, 53))).isInstanceOf(ListOutcome.Done.class);
  }
}
