package io.delist.blocklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The oracle is right, by examples worked out by hand. */
class ScannedListTest {

  private static final IpPrefix WIDE = IpPrefix.parse("198.51.0.0/16");
  private static final IpPrefix ONE = IpPrefix.parse("198.51.100.7/32");
  private static final IpAddress ADDRESS = ONE.first();
  private static final ListingTerms FEED = Replay.terms("feed:a", 606, 10, 10, History.NEVER);
  private static final ListingTerms UNTIL_50 = Replay.terms("operator", 607, 20, 20, 50);

  private final ScannedList list = new ScannedList();

  @BeforeEach
  void fill() {
    list.apply(new Change.Listed(new Listing(WIDE, FEED)));
    list.apply(new Change.Listed(new Listing(ONE, UNTIL_50)));
  }

  private Verdict at(int second) {
    return list.check(ADDRESS, Replay.at(second).toEpochMilli());
  }

  private void exempt(IpPrefix prefix, int cutoff) {
    list.apply(new Change.Exempted(new Exemption(prefix, Replay.at(cutoff), Replay.at(90))));
  }

  private static Exemption exemption(IpPrefix prefix, int cutoff) {
    return new Exemption(prefix, Replay.at(cutoff), Replay.at(90));
  }

  @Test
  void theMostSpecificThatHasNotExpiredAnswers() {
    assertThat(at(49)).isEqualTo(new Verdict.Listed(UNTIL_50));
    assertThat(at(50)).isEqualTo(new Verdict.Listed(FEED));
    assertThat(list.check(IpAddress.parse("198.52.0.0"), Replay.at(0).toEpochMilli()))
        .isEqualTo(new Verdict.NotListed());
  }

  @Test
  void anExemptionAnswersWhatIsNotNewerThanItsCutoff() {
    exempt(ONE, 10);
    assertThat(at(30)).as("evidence of second 20 is newer").isEqualTo(new Verdict.Listed(UNTIL_50));
    exempt(WIDE, 20);
    assertThat(at(30)).isEqualTo(new Verdict.Exempt(exemption(WIDE, 20)));
    assertThat(at(90)).as("it has ended").isEqualTo(new Verdict.Listed(FEED));
    list.apply(new Change.ExemptionEnded(WIDE));
    assertThat(at(60)).isEqualTo(new Verdict.Exempt(exemption(ONE, 10)));
  }

  @Test
  void theAllowlistBeatsEverythingByItsMostSpecificEntry() {
    AllowEntry wide = new AllowEntry(WIDE, "wide");
    AllowEntry one = new AllowEntry(ONE, "one");
    list.apply(new Change.Allowed(wide));
    assertThat(at(0)).isEqualTo(new Verdict.Allowed(wide));
    list.apply(new Change.Allowed(one));
    assertThat(at(0)).isEqualTo(new Verdict.Allowed(one));
    list.apply(new Change.Disallowed(ONE));
    assertThat(at(0)).isEqualTo(new Verdict.Allowed(wide));
  }

  @Test
  void explanationsAreInOrderOfPrecedence() {
    exempt(WIDE, 10);
    exempt(ONE, 20);

    Explanation explanation = list.explain(7, ADDRESS, Replay.at(30));

    assertThat(explanation.revision()).isEqualTo(7);
    assertThat(explanation.verdict()).isEqualTo(new Verdict.Exempt(exemption(ONE, 20)));
    assertThat(explanation.exemptions()).containsExactly(exemption(ONE, 20), exemption(WIDE, 10));
    assertThat(explanation.listings())
        .containsExactly(new Listing(ONE, UNTIL_50), new Listing(WIDE, FEED));
    assertThat(explanation.decisive()).isEqualTo(new Listing(ONE, UNTIL_50));
  }

  @Test
  void aReplacedSourceKeepsTheTimesOfWhatItListedAlready() {
    IpPrefix added = IpPrefix.parse("192.0.2.0/24");
    ListingTerms next = Replay.terms("feed:a", 608, 80, 80, History.NEVER);

    list.replace(next, List.of(WIDE, added));
    assertThat(list.listedBy(next.source()))
        .containsExactly(new Listing(WIDE, next.restingOn(FEED)), new Listing(added, next));

    list.replace(next, List.of(added));
    assertThat(list.prefixes()).containsExactly(ONE, added);
  }

  @Test
  void aPrefixOfTwoSourcesCountsOnce() {
    list.apply(new Change.Listed(new Listing(WIDE, UNTIL_50)));
    exempt(WIDE, 10);

    assertThat(list.counts()).containsExactly(2L, 1L, 0L);
  }

  @Test
  void thePartThatAPrefixTouchesAnswersForItAlike() {
    list.apply(new Change.Listed(new Listing(IpPrefix.parse("192.0.2.0/24"), FEED)));

    ScannedList part = list.touching(IpPrefix.parse("198.51.100.0/24"));

    assertThat(part.prefixes()).containsExactly(WIDE, ONE);
    assertThat(part.check(ADDRESS, Replay.at(60).toEpochMilli())).isEqualTo(at(60));
  }
}
