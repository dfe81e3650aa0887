package io.delist.feed;

import static io.delist.feed.Feeds.prefixes;
import static io.delist.feed.Feeds.problems;
import static io.delist.feed.Feeds.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropFormatTest {

  private static final String ENTRIES =
      """
      {"cidr":"192.0.2.0/24","sblid":"SBL1","rir":"arin"}
      {"cidr":"198.51.100.0/25","sblid":"SBL2","rir":"ripencc"}
      """;

  @Test
  void textHasAHeaderAndAReferenceForEachPrefix() {
    FeedContent content =
        Feeds.read(
            FeedFormat.DROP,
            """
            ; A list 2026/01/31
            ; Last-Modified: Sat, 31 Jan 2026 05:17:00 GMT
            192.0.2.0/24 ; SBL1
            2001:db8::/32 ; SBL2
            198.51.100.0/24
            """);

    assertThat(prefixes(content))
        .containsExactly("192.0.2.0/24", "198.51.100.0/24", "2001:db8::/32");
    assertThat(value(content, "192.0.2.0/24").reason()).isEqualTo("SBL1");
    assertThat(value(content, "2001:db8::/32").reason()).isEqualTo("SBL2");
    assertThat(value(content, "198.51.100.0/24")).isEqualTo(FeedValue.NONE);
    assertThat(content.isUnfit()).isFalse();
  }

  @Test
  void aBadLineOfTheTextIsToldWithItsNumber() {
    FeedContent content = Feeds.read(FeedFormat.DROP, "; head\n192.0.2.1/24 ; SBL1\n");

    assertThat(problems(content))
        .singleElement()
        .asString()
        .startsWith("feed list.txt, line 2: ")
        .contains("did you mean 192.0.2.0/24?");
  }

  @Test
  void jsonLinesEndWithMetadataThatCountsThem() {
    FeedContent content =
        Feeds.read(
            FeedFormat.DROP_JSON,
            ENTRIES
                + """
                {"type":"metadata","timestamp":1769836620,"size":102,"records":2,"terms":"x"}
                """);

    assertThat(prefixes(content)).containsExactly("192.0.2.0/24", "198.51.100.0/25");
    assertThat(value(content, "192.0.2.0/24").reason()).isEqualTo("SBL1");
    assertThat(value(content, "192.0.2.0/24").comment()).isEqualTo("arin");
    assertThat(content.producedAt()).isEqualTo(Instant.ofEpochSecond(1_769_836_620));
    assertThat(content.entryLines()).isEqualTo(2);
    assertThat(content.unfitness()).isEmpty();
  }

  @Test
  void aFileThatWasCutShortIsUnfit() {
    assertThat(Feeds.read(FeedFormat.DROP_JSON, ENTRIES).unfitness().orElseThrow())
        .contains("no metadata line at its end")
        .contains("line 2");
    assertThat(Feeds.read(FeedFormat.DROP_JSON, "").isUnfit()).isTrue();
  }

  @Test
  void aFileThatCountsOtherwiseIsUnfit() {
    assertThat(
            Feeds.read(FeedFormat.DROP_JSON, ENTRIES + "{\"type\":\"metadata\",\"records\":3}")
                .unfitness())
        .hasValue("holds 2 entries, but its metadata counts 3 (line 3)");
  }

  @Test
  void nothingComesAfterTheMetadata() {
    FeedContent content =
        Feeds.read(
            FeedFormat.DROP_JSON,
            "{\"type\":\"metadata\",\"records\":0}\n{\"cidr\":\"192.0.2.1\"}");

    assertThat(problems(content)).singleElement().asString().contains("line 2: comes after");
    assertThat(prefixes(content)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"metadata\"}",
        "{\"type\":\"metadata\",\"records\":\"\"}",
        "{\"type\":\"metadata\",\"records\":-1}",
        "{\"type\":\"metadata\",\"records\":1e3}",
        "{\"type\":\"metadata\",\"records\":12345678901}",
        "{\"type\":\"metadata\",\"records\":0,\"timestamp\":\"now\"}",
        "{\"sblid\":\"SBL1\"}",
        "{\"cidr\":\"192.0.2.1/24\"}",
        "{\"asn\":64496,\"rir\":\"arin\"}",
        "192.0.2.0/24"
      })
  void aLineThatIsNeitherEntryNorMetadataIsBad(String line) {
    FeedContent content = Feeds.read(FeedFormat.DROP_JSON, line);

    assertThat(content.badLines()).isEqualTo(1);
    assertThat(problems(content)).singleElement().asString().startsWith("feed list.txt, line 1: ");
  }
}
