package io.delist.feed;

import static io.delist.feed.Feeds.prefixes;
import static io.delist.feed.Feeds.problems;
import static io.delist.feed.Feeds.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.ReasonCode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CSV and JSON lines. */
class EntryFieldsFormatTest {

  private static final FeedValue FULL =
      new FeedValue(
          new ReasonCode(612),
          "Spam, \"sent\" to a trap",
          Instant.parse("2026-01-31T12:00:00Z"),
          Instant.parse("2026-03-01T00:00:00Z"),
          "d\u00e9tail",
          null);

  @Test
  void csvColumnsAreFoundByName() {
    FeedContent content =
        Feeds.read(
            FeedFormat.CSV,
            """
            Reason_Code,ignored,prefix, reason ,listed_at,expires_at,comment\r
            612,x,192.0.2.0/24,"Spam, ""sent"" to a trap",2026-01-31T12:00:00Z,2026-03-01T09:00:00+09:00,d\u00e9tail\r

            ,,192.0.2.9,,,,
            """);

    assertThat(problems(content)).isEmpty();
    assertThat(value(content, "192.0.2.0/24")).isEqualTo(FULL);
    assertThat(value(content, "192.0.2.9")).isEqualTo(FeedValue.NONE);
  }

  @Test
  void aQuotedFieldMayGoOverLines() {
    FeedContent content =
        Feeds.read(FeedFormat.CSV, "address,comment\n192.0.2.1,\"one\ntwo\"\n192.0.2.2,b\n");

    assertThat(value(content, "192.0.2.1").comment()).isEqualTo("one two");
    assertThat(prefixes(content)).hasSize(2);
  }

  @Test
  void aQuoteThatIsNeverClosedMakesEachLineItTookBad() {
    FeedContent content =
        Feeds.read(FeedFormat.CSV, "address,comment\n192.0.2.1,\"one\n192.0.2.2,b\n192.0.2.3,c");

    assertThat(prefixes(content)).isEmpty();
    assertThat(content.problems()).extracting(FeedProblem::line).containsExactly(2, 3, 4);
    assertThat(content.isUnfit()).isTrue();
  }

  @Test
  void afterTheLimitAnOpenQuoteIsGivenUpAndReadingGoesOn() {
    String open = "192.0.2.1,\"open\n" + "192.0.2.2,b\n".repeat(400);
    FeedContent content = Feeds.read(FeedFormat.CSV, "address,comment\n" + open);

    assertThat(content.badLines()).isBetween(330, 350);
    assertThat(prefixes(content)).containsExactly("192.0.2.2/32");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "192.0.2.1\n", "reason,comment\n", "prefix,reason,prefix\n"})
  void csvWithoutAUsableHeaderIsUnfit(String text) {
    assertThat(Feeds.read(FeedFormat.CSV, text).isUnfit()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.2.1,,,,",
        "192.0.2.1,,,,,,,",
        "192.0.2.1,192.0.2.1,,,,",
        ",,,,,",
        "192.0.2.1/24,,,,,",
        "192.0.2.1,,605,,,",
        "192.0.2.1,,5.7.606,,,",
        "192.0.2.1,,,yesterday,,",
        "192.0.2.1,,,2026-01-31,,",
        "192.0.2.1,,,1969-12-31T23:59:59Z,,",
        "192.0.2.1,,,+10000-01-01T00:00:00Z,,",
        "192.0.2.1,,,2026-01-31T12:00:00Z,2026-01-31T12:00:00Z,",
        "192.0.2.1,,,,,a\u0007b",
        "192.0.2.1,,,,,a\"b",
        "192.0.2.1,,,,,\"a\"b\"\""
      })
  void aBadRecordIsToldWithItsLine(String line) {
    FeedContent content =
        Feeds.read(
            FeedFormat.CSV,
            "prefix,address,reason_code,listed_at,expires_at,comment\n" + line + "\n");

    assertThat(content.badLines()).isEqualTo(1);
    assertThat(problems(content)).singleElement().asString().startsWith("feed list.txt, line 2: ");
  }

  @Test
  void jsonLinesHaveTheSameFields() {
    FeedContent content =
        Feeds.read(
            FeedFormat.JSON_LINES,
            """
            {"prefix":"192.0.2.0/24","reason_code":612,"reason":"Spam, \\"sent\\" to a trap",\
            "listed_at":"2026-01-31T12:00:00Z","expires_at":"2026-03-01T00:00:00Z",\
            "comment":"d\\u00e9tail","other":true}

            {"address":"2001:db8::1","reason_code":"606"}
            """);

    assertThat(problems(content)).isEmpty();
    assertThat(value(content, "192.0.2.0/24")).isEqualTo(FULL);
    assertThat(value(content, "2001:db8::1").reasonCode()).isEqualTo(ReasonCode.BANNED);
  }

  @Test
  void aReasonThatIsTooLongIsBadNotCut() {
    FeedContent content =
        Feeds.read(
            FeedFormat.JSON_LINES,
            "{\"prefix\":\"192.0.2.1\",\"reason\":\"" + "x".repeat(201) + "\"}");

    assertThat(problems(content))
        .containsExactly("feed list.txt, line 1: reason has 201 characters; the limit is 200");
  }

  @Test
  void whatIsNotUtf8IsBad() {
    byte[] latin1 =
        "{\"prefix\":\"192.0.2.1\",\"reason\":\"d\u00e9tail\"}"
            .getBytes(StandardCharsets.ISO_8859_1);

    assertThat(problems(Feeds.read(FeedFormat.JSON_LINES, latin1, FeedLimits.DEFAULT)))
        .containsExactly("feed list.txt, line 1: is not UTF-8 text");
  }

  @Test
  void entriesThatSayTheSameShareOneValue() {
    FeedContent content =
        Feeds.read(
            FeedFormat.CSV, "prefix,reason\n192.0.2.1,a\n192.0.2.2,a\n192.0.2.3,b\n192.0.2.1,b");

    assertThat(value(content, "192.0.2.1")).isSameAs(value(content, "192.0.2.2"));
    assertThat(value(content, "192.0.2.1").reason()).as("the first word counts").isEqualTo("a");
    assertThat(value(content, "192.0.2.3").reason()).isEqualTo("b");
  }
}
