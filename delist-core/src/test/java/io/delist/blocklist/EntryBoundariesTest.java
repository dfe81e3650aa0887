package io.delist.blocklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delist.net.IpPrefix;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The last value of each part of an entry that is taken, and the first that is not. */
class EntryBoundariesTest {

  private static final IpPrefix PREFIX = IpPrefix.parse("192.0.2.0/24");
  private static final Instant LISTED = Replay.at(10);

  private static ListingTerms terms(String reason, @Nullable Instant end) {
    return new ListingTerms(Source.OPERATOR, ReasonCode.BANNED, reason, LISTED, LISTED, end);
  }

  @Test
  void aReasonHasTwoHundredCharactersAndNoneThatControls() {
    assertThat(terms("x".repeat(200), null).reason()).hasSize(200);
    assertThatThrownBy(() -> terms("x".repeat(201), null))
        .hasMessage("a listing's reason has 201 characters; the limit is 200");
    assertThatThrownBy(() -> terms("a\nb", null)).hasMessageContaining("control characters");
  }

  @Test
  void aCommentHasTwoHundredCharactersAndNoneThatControls() {
    assertThat(new AllowEntry(PREFIX, "x".repeat(200)).comment()).hasSize(200);
    assertThatThrownBy(() -> new AllowEntry(PREFIX, "x".repeat(201)))
        .hasMessage("an allowlist comment has 201 characters; the limit is 200");
    assertThatThrownBy(() -> new AllowEntry(PREFIX, "\u0000"))
        .hasMessageContaining("control characters");
  }

  @Test
  void anEndIsAtLeastAMillisecondAfterTheStart() {
    assertThat(terms("", LISTED.plusMillis(1)).appliesAt(LISTED.toEpochMilli())).isTrue();
    assertThatThrownBy(() -> terms("", LISTED.plusNanos(999_999)))
        .hasMessageContaining("cannot expire at");
    assertThatThrownBy(() -> terms("", LISTED)).hasMessageContaining("cannot expire at");
  }

  /** Ends are seconds; -1 is none. */
  @ParameterizedTest
  @CsvSource({"50, 60, 60", "60, 50, 60", "-1, 50, -1", "50, -1, -1", "-1, -1, -1"})
  void whatIsReportedAgainLastsAsLongAsEither(int newer, int older, int last) {
    ListingTerms again =
        Replay.terms("feed:a", 607, 20, 30, newer)
            .reportedAgain(Replay.terms("feed:a", 606, 10, 10, older));

    assertThat(again).isEqualTo(Replay.terms("feed:a", 607, 20, 30, last));
  }

  @Test
  void reasonCodesGoFrom606To649() {
    ReasonCode highest = new ReasonCode(649);

    assertThat(new ReasonCode(606).enhancedStatusCode()).isEqualTo("5.7.606");
    assertThat(highest).hasToString("649").isGreaterThan(ReasonCode.BANNED);
    assertThat(ReasonCode.BANNED).isLessThan(highest).isEqualByComparingTo(new ReasonCode(606));
    assertThatThrownBy(() -> new ReasonCode(605)).hasMessageContaining("must be 606 to 649");
    assertThatThrownBy(() -> new ReasonCode(650)).hasMessageContaining("must be 606 to 649");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":a", "Feed", "feed a", "feed\n", "f\u00e9"})
  void namesOfSourcesThatAreRefused(String name) {
    assertThatThrownBy(() -> new Source(name)).hasMessageContaining("for example feed:drop");
  }

  @Test
  void aSourcesNameHasSixtyFourCharacters() {
    assertThat(new Source("x".repeat(64)).name()).hasSize(64);
    assertThatThrownBy(() -> new Source("x".repeat(65))).hasMessageContaining("1 to 64");
    assertThat(new Source("feed:a"))
        .hasToString("feed:a")
        .isLessThan(new Source("feed:b"))
        .isEqualByComparingTo(new Source("feed:a"));
  }
}
