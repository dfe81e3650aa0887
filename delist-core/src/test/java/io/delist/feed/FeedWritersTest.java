package io.delist.feed;

import static io.delist.feed.Feeds.entries;
import static io.delist.feed.Feeds.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delist.blocklist.ReasonCode;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedWritersTest {

  private static final String REFUSAL = "550 5.7.606 Access denied, banned sending IP";

  private static final FeedEntries NESTED =
      entries("10.0.0.0/8", "10.1.0.0/16", "10.1.2.3/32", "10.2.0.0/16", "2001:db8::/32");

  private static final FeedEntries VALUED =
      entries(
          List.of(
              new FeedEntry(IpPrefix.parse("10.0.0.1"), FeedValue.ofReason("see $")),
              new FeedEntry(
                  IpPrefix.parse("10.0.0.2"),
                  new FeedValue(null, "", null, null, "", IpAddress.parse("127.0.0.4"))),
              new FeedEntry(
                  IpPrefix.parse("2001:db8::/48"),
                  new FeedValue(
                      new ReasonCode(612),
                      "a \"b\" \\ \u00e9",
                      Instant.parse("2026-01-31T12:00:00Z"),
                      Instant.parse("2026-02-28T12:00:00.5Z"),
                      "c",
                      null))));

  @Test
  void plainCidrHasAPrefixALine() {
    assertThat(write(FeedWriters.cidr(), NESTED))
        .isEqualTo("10.0.0.0/8\n10.1.0.0/16\n10.1.2.3\n10.2.0.0/16\n2001:db8::/32\n");
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/25 10.0.0.7 10.0.0.128/25, 10.0.0.0/24",
    "10.0.0.0/25 10.0.0.128/26 10.0.0.192/27 10.0.0.224/27, 10.0.0.0/24",
    "10.0.0.1 10.0.0.2, 10.0.0.1 10.0.0.2",
    "10.0.0.0 10.0.0.2 10.0.0.3, 10.0.0.0 10.0.0.2/31",
    "10.0.0.0/8 11.0.0.0/8, 10.0.0.0/7",
    "0.0.0.0/1 128.0.0.0/1 ::/1, 0.0.0.0/0 ::/1",
    "::fffe:0:0/96 2001:db8::/33 2001:db8:8000::/33, ::fffe:0:0/96 2001:db8::/32"
  })
  void aggregatedCidrHasTheFewestLines(String in, String out) {
    assertThat(write(FeedWriters.aggregatedCidr(), entries(in.split(" "))).split("\n"))
        .containsExactly(out.split(" "));
  }

  @Test
  void rbldnsdZonesHoldOneFamilyWithTheValueOfEach() throws IOException {
    assertThat(write(FeedWriters.ip4set(), VALUED))
        .isEqualTo("10.0.0.1 :127.0.0.2:see $\n10.0.0.2 :127.0.0.4:\n");
    assertThat(write(FeedWriters.ip4trie(), NESTED))
        .isEqualTo("10.0.0.0/8\n10.1.0.0/16\n10.1.2.3\n10.2.0.0/16\n");
    assertThat(write(FeedWriters.ip6trie(), VALUED))
        .isEqualTo("2001:db8::/48 :127.0.0.2:a \"b\" \\ \u00e9\n");
    assertThat(FeedWriters.ip4trie().write(NESTED, new StringBuilder())).isEqualTo(4);
  }

  @Test
  void jsonLinesSayAllThatIsKnown() {
    assertThat(write(FeedWriters.jsonLines(), VALUED))
        .isEqualTo(
            """
            {"prefix":"10.0.0.1/32","reason":"see $"}
            {"prefix":"10.0.0.2/32"}
            {"prefix":"2001:db8::/48","reason_code":612,"reason":"a \\"b\\" \\\\ \\u00e9",\
            "listed_at":"2026-01-31T12:00:00Z","expires_at":"2026-02-28T12:00:00.500Z",\
            "comment":"c"}
            """);
  }

  @Test
  void postfixMeetsTheMoreSpecificPrefixFirst() {
    assertThat(write(FeedWriters.postfix(entry -> "550 5.7.606 " + entry.prefix()), NESTED))
        .isEqualTo(
            """
            10.1.2.3/32 550 5.7.606 10.1.2.3/32
            10.1.0.0/16 550 5.7.606 10.1.0.0/16
            10.2.0.0/16 550 5.7.606 10.2.0.0/16
            10.0.0.0/8 550 5.7.606 10.0.0.0/8
            2001:db8::/32 550 5.7.606 2001:db8::/32
            """);
    assertThat(write(FeedWriters.postfix(REFUSAL), entries("10.0.0.1")))
        .isEqualTo("10.0.0.1/32 " + REFUSAL + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "OK", "250 2.0.0 Ok", "550", "550 ", "550 a\nb", "550 d\u00e9ni", "550 a "})
  void aRefusalThatIsNoneIsRefusedAtOnce(String refusal) {
    assertThatThrownBy(() -> FeedWriters.postfix(refusal))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("550 5.7.606");
    assertThatThrownBy(() -> write(FeedWriters.postfix(entry -> refusal), NESTED))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nginxGetsAMapOrDenyLines() {
    FeedEntries two = entries("10.0.0.0/8", "2001:db8::1");

    assertThat(write(FeedWriters.nginxGeo("blocked"), two))
        .isEqualTo(
            "geo $blocked {\n    default 0;\n    10.0.0.0/8 1;\n    2001:db8::1/128 1;\n}\n");
    assertThat(write(FeedWriters.nginxDeny(), two))
        .isEqualTo("deny 10.0.0.0/8;\ndeny 2001:db8::1/128;\n");
    assertThatThrownBy(() -> FeedWriters.nginxGeo("a b"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void entriesOutOfOrderAreRefused() {
    FeedEntry second = entries("10.0.0.2").get(0);
    FeedEntry first = entries("10.0.0.1").get(0);

    for (FeedWriter writer :
        List.of(
            FeedWriters.cidr(),
            FeedWriters.aggregatedCidr(),
            FeedWriters.ip4set(),
            FeedWriters.jsonLines(),
            FeedWriters.postfix(REFUSAL),
            FeedWriters.nginxDeny())) {
      assertThatThrownBy(() -> writer.write(List.of(second, first), new StringBuilder()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "entry 10.0.0.1/32 comes after 10.0.0.2/32; give each prefix once and in order");
    }
  }
}
