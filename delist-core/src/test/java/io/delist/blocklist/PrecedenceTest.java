package io.delist.blocklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The precedence, sentence by sentence. */
class PrecedenceTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant EARLIER = NOW.minusSeconds(3600);
  private static final IpAddress ADDRESS = IpAddress.parse("192.0.2.77");
  private static final Source FEED = new Source("feed:drop");

  private final BlocklistProjection projection = new BlocklistProjection(InstantSource.fixed(NOW));
  private long revision;

  @Test
  void nothingThatCoversIsNotListed() {
    apply(listing("192.0.2.78/32", FEED, 606, EARLIER, null));

    assertThat(verdict()).isEqualTo(new Verdict.NotListed());
  }

  @Test
  void theMostSpecificListingAnswers() {
    apply(listing("192.0.2.0/24", FEED, 606, EARLIER, null));
    apply(listing("192.0.2.77/32", Source.OPERATOR, 620, EARLIER, null));

    assertThat(code()).isEqualTo(620);
  }

  @Test
  void ofTwoSourcesOnOnePrefixTheFirstToListAnswersAndTheOtherStaysWhenItGoes() {
    apply(listing("192.0.2.0/24", FEED, 607, EARLIER.plusSeconds(1), null));
    apply(listing("192.0.2.0/24", Source.OPERATOR, 608, EARLIER, null));
    assertThat(code()).isEqualTo(608);

    apply(new Change.Unlisted(prefix("192.0.2.0/24"), Source.OPERATOR));

    assertThat(code()).isEqualTo(607);
  }

  private static SoftMark mark(String prefix, Instant expiresAt) {
    return new SoftMark(prefix(prefix), new ReasonCode(620), expiresAt);
  }

  @Test
  void aSoftMarkMakesAListedAddressRemovingAndNothingElse() {
    SoftMark mark = mark("192.0.2.77/32", NOW.plusMillis(1));
    apply(new Change.Softened(mark));
    assertThat(verdict()).as("it lists nothing").isEqualTo(new Verdict.NotListed());

    apply(listing("192.0.2.0/24", FEED, 620, EARLIER, null));
    assertThat(verdict()).isEqualTo(new Verdict.Removing(mark));
    assertThat(projection.blocklist().view().check(ADDRESS, NOW.toEpochMilli()))
        .isEqualTo(new Verdict.Removing(mark));
    assertThat(projection.blocklist().explain(ADDRESS))
        .satisfies(
            why -> {
              assertThat(why.verdict()).isEqualTo(new Verdict.Removing(mark));
              assertThat(why.decisive()).isNotNull();
            });
    assertThat(projection.blocklist().check(IpAddress.parse("192.0.2.78")))
        .isInstanceOf(Verdict.Listed.class);

    apply(new Change.Exempted(new Exemption(prefix("192.0.2.77/32"), NOW, null)));
    assertThat(verdict()).as("an exemption beats it").isInstanceOf(Verdict.Exempt.class);
    apply(new Change.ExemptionEnded(prefix("192.0.2.77/32")));
    apply(new Change.Allowed(new AllowEntry(prefix("192.0.2.77/32"), "ours")));
    assertThat(verdict()).as("so does the allowlist").isInstanceOf(Verdict.Allowed.class);
    assertThat(projection.blocklist().explain(ADDRESS).verdict())
        .isInstanceOf(Verdict.Allowed.class);
    apply(new Change.Disallowed(prefix("192.0.2.77/32")));

    apply(new Change.Softened(mark("192.0.2.77/32", NOW)));
    assertThat(verdict()).as("an expired mark is no mark").isInstanceOf(Verdict.Listed.class);
    apply(new Change.Softened(mark));
    apply(new Change.Hardened(prefix("192.0.2.77/32")));
    assertThat(verdict()).isInstanceOf(Verdict.Listed.class);
  }

  @Test
  void anExemptionBeatsEveryListingThatCoversIt() {
    apply(listing("192.0.2.0/24", FEED, 606, EARLIER, null));
    apply(listing("192.0.2.77/32", Source.OPERATOR, 620, EARLIER, null));
    Exemption exemption = new Exemption(prefix("192.0.2.77/32"), NOW, null);

    apply(new Change.Exempted(exemption));

    assertThat(verdict()).isEqualTo(new Verdict.Exempt(exemption));
    assertThat(projection.blocklist().check(IpAddress.parse("192.0.2.78")))
        .as("its neighbour stays listed")
        .isInstanceOf(Verdict.Listed.class);
  }

  @Test
  void newerEvidenceListsAgainAlsoByAWiderPrefix() {
    apply(new Change.Exempted(new Exemption(prefix("192.0.2.77/32"), EARLIER, null)));
    apply(listing("192.0.2.77/32", FEED, 606, EARLIER, null));
    assertThat(verdict()).isInstanceOf(Verdict.Exempt.class);

    apply(listing("192.0.2.0/24", Source.OPERATOR, 630, EARLIER.plusMillis(1), null));

    assertThat(code()).isEqualTo(630);
  }

  @Test
  void theAllowlistBeatsEverything() {
    apply(listing("192.0.2.77/32", FEED, 606, NOW, null));
    AllowEntry entry = new AllowEntry(prefix("192.0.0.0/16"), "own relays");

    apply(new Change.Allowed(entry));

    assertThat(verdict()).isEqualTo(new Verdict.Allowed(entry));
  }

  @Test
  void anExpiredEntryIsNoEntryFromTheInstantOnAtWhichItExpires() {
    apply(listing("192.0.2.0/24", FEED, 606, EARLIER, null));
    apply(listing("192.0.2.77/32", FEED, 620, EARLIER, NOW));

    assertThat(code()).as("the wider one answers").isEqualTo(606);
    assertThat(
            ((Verdict.Listed) projection.blocklist().view().check(ADDRESS, NOW.toEpochMilli() - 1))
                .terms()
                .reasonCode()
                .value())
        .isEqualTo(620);
  }

  @Test
  void anExpiredExemptionAnswersNothing() {
    apply(listing("192.0.2.77/32", FEED, 606, EARLIER, null));
    apply(new Change.Exempted(new Exemption(prefix("192.0.2.77/32"), NOW, NOW)));

    assertThat(verdict()).isInstanceOf(Verdict.Listed.class);
  }

  @Test
  void anExemptionWithoutAListingMeansNotListed() {
    apply(new Change.Exempted(new Exemption(prefix("192.0.2.77/32"), NOW, null)));

    assertThat(verdict()).isEqualTo(new Verdict.NotListed());
  }

  @Test
  void explainShowsAllThatCoversInOrderOfPrecedence() {
    apply(listing("192.0.2.0/24", FEED, 606, EARLIER, null));
    apply(listing("192.0.2.77/32", Source.OPERATOR, 620, EARLIER, null));
    apply(new Change.Exempted(new Exemption(prefix("192.0.2.77/32"), NOW, null)));

    Explanation explanation = projection.blocklist().explain(ADDRESS);

    assertThat(explanation.revision()).isEqualTo(revision);
    assertThat(explanation.checkedAt()).isEqualTo(NOW);
    assertThat(explanation.exemptions()).hasSize(1);
    assertThat(explanation.listings())
        .extracting(listing -> listing.prefix().toString())
        .containsExactly("192.0.2.77/32", "192.0.2.0/24");
    assertThat(explanation.decisive()).isEqualTo(explanation.listings().get(0));
  }

  @Test
  void aReaderKeepsItsViewWhileTheListGoesOn() {
    apply(listing("192.0.2.77/32", FEED, 606, EARLIER, null));
    BlocklistView before = projection.blocklist().view();

    apply(new Change.Unlisted(prefix("192.0.2.77/32"), FEED));

    assertThat(before.check(ADDRESS, NOW.toEpochMilli())).isInstanceOf(Verdict.Listed.class);
    assertThat(verdict()).isEqualTo(new Verdict.NotListed());
  }

  @Test
  void readersSeeNothingOfARevisionBeforeItIsPublished() {
    projection.apply(listing("192.0.2.77/32", FEED, 606, EARLIER, null));

    assertThat(verdict()).isEqualTo(new Verdict.NotListed());
  }

  @Test
  void tenThousandGenerationsOfOneEntryLeaveOneEntry() {
    for (int i = 0; i < 10_000; i++) {
      apply(listing("192.0.2.77/32", FEED, 606 + i % 44, EARLIER.plusMillis(i), null));
    }

    assertThat(projection.blocklist().view().listedPrefixes()).isEqualTo(1);
    assertThat(code()).isEqualTo(606 + 9_999 % 44);
  }

  private Verdict verdict() {
    return projection.blocklist().check(ADDRESS);
  }

  private int code() {
    return ((Verdict.Listed) verdict()).terms().reasonCode().value();
  }

  private void apply(Change change) {
    projection.apply(change);
    projection.publish(++revision);
  }

  private static Change listing(
      String prefix, Source source, int code, Instant at, @Nullable Instant expiresAt) {
    return new Change.Listed(
        new Listing(
            prefix(prefix), new ListingTerms(source, new ReasonCode(code), "", at, at, expiresAt)));
  }

  private static IpPrefix prefix(String text) {
    return IpPrefix.parse(text);
  }
}
