package io.delist.feed;

import static io.delist.feed.Feeds.prefixes;
import static io.delist.feed.Feeds.problems;
import static io.delist.feed.Feeds.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The data sets of rbldnsd(8). */
class RbldnsdFormatTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/24, 10.0.0.0/24",
    "10.0.0, 10.0.0.0/24",
    "10/8, 10.0.0.0/8",
    "10.16.0.0-10.31.255.255, 10.16.0.0/12",
    "10.16.0-10.31.255, 10.16.0.0/12",
    "10.16-10.31, 10.16.0.0/12",
    "10.16-31, 10.16.0.0/12",
    "10.16/12, 10.16.0.0/12",
    "10.16.0-31, 10.16.0.0/19",
    "10-10, 10.0.0.0/8",
    "10.0.0.1-255, '10.0.0.1/32 10.0.0.2/31 10.0.0.4/30 10.0.0.8/29 10.0.0.16/28 10.0.0.32/27"
        + " 10.0.0.64/26 10.0.0.128/25'",
    "10.0.0.7-10.0.0.7, 10.0.0.7/32"
  })
  void ip4setKnowsPrefixesAndRanges(String text, String prefixes) {
    FeedContent content = Feeds.read(FeedFormat.IP4SET, text);

    assertThat(problems(content)).isEmpty();
    assertThat(prefixes(content)).containsExactly(prefixes.split(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10",
        "10.",
        ".10",
        "10.0.0.0.0",
        "10.256",
        "10.01",
        "10.0.0.1/24",
        "10.0.0/33",
        "10.0.0/",
        "10.0.0.9-10.0.0.4",
        "10.0-10.0.0.4",
        "10.0.0.0-",
        "-10.0.0.0",
        "10.0.0.0-10.0.0.1-10.0.0.2",
        "2001:db8::1",
        "mail.example.org",
        "!",
        "!mail",
        "10.0.0.1 :nonsense:text",
        "10.0.0.1 :0.0.0.0:text",
        ":256:text",
        "$",
        "$UNKNOWN 1",
        "$TTL",
        "$TTL often",
        "$NS 1h",
        "$SOA 0 ns.example.org admin.example.org 0 1h 1h 1w",
        "$MAXRANGE4 /33",
        "$MAXRANGE4 0",
        "$MAXRANGE4 99999999999",
        "$TIMESTAMP",
        "$TIMESTAMP today",
        "$TIMESTAMP 2026:02:30",
        "$TIMESTAMP 2026:01:31 +often",
        "$TIMESTAMP 0 +7d",
        "$1"
      })
  void whatIsNoLineOfAnIp4setIsToldWithItsNumber(String line) {
    FeedContent content = Feeds.read(FeedFormat.IP4SET, "# zone\n" + line);

    assertThat(content.badLines()).isEqualTo(1);
    assertThat(problems(content)).singleElement().asString().startsWith("feed list.txt, line 2: ");
    assertThat(prefixes(content)).isEmpty();
  }

  @Test
  void valuesComeFromTheEntryOrFromTheDefaultBeforeIt() {
    FeedContent content =
        Feeds.read(
            FeedFormat.IP4SET,
            """
            10.0.0.1
            :127.0.0.4:IP address $ is listed
            10.0.0.4
            10.0.0.5 :5
            10.0.0.6:6: # of the text
            10.0.0.7 IP address $ running $1 for $$
            10.0.0.8 # a comment
            10.0.0.9;a comment
            10.0.0.10 :127.0.0.2:
            :3:
            10.0.0.11
            """);

    assertThat(problems(content)).isEmpty();
    assertThat(value(content, "10.0.0.1")).isEqualTo(FeedValue.NONE);
    assertThat(value(content, "10.0.0.4")).isEqualTo(of("127.0.0.4", "IP address $ is listed"));
    assertThat(value(content, "10.0.0.5")).isEqualTo(of("127.0.0.5", "IP address $ is listed"));
    assertThat(value(content, "10.0.0.6")).isEqualTo(of("127.0.0.6", "# of the text"));
    assertThat(value(content, "10.0.0.7"))
        .isEqualTo(of("127.0.0.4", "IP address $ running $1 for $$"));
    assertThat(value(content, "10.0.0.8")).isEqualTo(of("127.0.0.4", "IP address $ is listed"));
    assertThat(value(content, "10.0.0.9")).isEqualTo(of("127.0.0.4", "IP address $ is listed"));
    assertThat(value(content, "10.0.0.10")).as("what is usual").isEqualTo(FeedValue.NONE);
    assertThat(value(content, "10.0.0.11")).isEqualTo(of("127.0.0.3", ""));
  }

  private static FeedValue of(String answer, String reason) {
    return new FeedValue(null, reason, null, null, "", IpAddress.parse(answer));
  }

  @Test
  void aLongTextIsCut() {
    FeedContent content = Feeds.read(FeedFormat.IP4SET, "10.0.0.1 " + "x".repeat(300));

    assertThat(value(content, "10.0.0.1").reason()).isEqualTo("x".repeat(200));
  }

  @Test
  void whatIsExcludedIsCutOutAndKeptAsData() {
    FeedContent content = Feeds.read(FeedFormat.IP4TRIE, "10.0.0.0/29 :4:a\n! 10.0.0.2\n!10.9/16");

    assertThat(prefixes(content)).containsExactly("10.0.0.0/31", "10.0.0.3/32", "10.0.0.4/30");
    assertThat(content.entries()).allMatch(entry -> entry.value().reason().equals("a"));
    assertThat(content.exclusions())
        .containsExactly(IpPrefix.parse("10.0.0.2/32"), IpPrefix.parse("10.9.0.0/16"));
    assertThat(content.entryLines()).isEqualTo(3);
  }

  @Test
  void aListedPrefixInAnExcludedOneInAListedOneIsListed() {
    FeedContent content =
        Feeds.read(FeedFormat.IP4TRIE, "10.0.0.0/30 a\n!10.0.0.2/31\n10.0.0.3 b\n10.0.0.0/31 c");

    assertThat(prefixes(content)).containsExactly("10.0.0.0/31", "10.0.0.3/32");
    assertThat(value(content, "10.0.0.0/31").reason()).isEqualTo("c");
    assertThat(value(content, "10.0.0.3").reason()).isEqualTo("b");
  }

  @Test
  void aPrefixThatIsListedAndExcludedIsNotListed() {
    for (FeedFormat format : List.of(FeedFormat.IP4SET, FeedFormat.IP4TRIE)) {
      assertThat(prefixes(Feeds.read(format, "10.0.0.1\n!10.0.0.1"))).isEmpty();
      assertThat(prefixes(Feeds.read(format, "!10.0.0.1\n10.0.0.1"))).isEmpty();
    }
  }

  @Test
  void inAnIp4setAnExclusionBeatsALongerPrefixOfTheSameOctets() {
    String zone = "!10.0.0.0/25\n10.0.0.0/26\n!10.1.0/24\n10.1.0.0/25\n!10.2/17\n10.2.0\n";

    assertThat(prefixes(Feeds.read(FeedFormat.IP4SET, zone))).containsExactly("10.1.0.0/25");
    assertThat(prefixes(Feeds.read(FeedFormat.IP4TRIE, zone)))
        .containsExactly("10.0.0.0/26", "10.1.0.0/25", "10.2.0.0/24");
  }

  @Test
  void rangesAreForAnIp4setAlone() {
    assertThat(problems(Feeds.read(FeedFormat.IP4TRIE, "10.0.0.1-10.0.0.2")))
        .containsExactly(
            "feed list.txt, line 1: \"10.0.0.1-10.0.0.2\" is a range; only prefixes may stand here");
  }

  @Test
  void ip6trieKnowsShortenedPrefixesAndColonsOfBothKinds() {
    FeedContent content =
        Feeds.read(
            FeedFormat.IP6TRIE,
            """
            :127.0.1.2: Listed
            2001:db8:c000/36
            2001:db8:def7:4242 :127.0.1.3: Smells funny
            2001:db8:1:2:3:4:5
            2001:db8:42::/52:9:tight
            2001:db8:43::1
            !2001:db8:42::bead   # exclusion
            ::1
            """);

    assertThat(prefixes(content))
        .contains(
            "2001:db8:c000::/36",
            "2001:db8:def7:4242::/64",
            "2001:db8:1:2:3:4:5:0/112",
            "2001:db8:43::1/128");
    assertThat(content.problems()).extracting(FeedProblem::line).containsExactly(8);
    assertThat(content.badLines()).isZero();
    assertThat(value(content, "2001:db8:def7:4242::/64"))
        .isEqualTo(of("127.0.1.3", "Smells funny"));
    assertThat(value(content, "2001:db8:43::1")).isEqualTo(of("127.0.1.2", "Listed"));
    assertThat(value(content, "2001:db8:42:800::/53")).isEqualTo(of("127.0.0.9", "tight"));
    assertThat(content.exclusions()).containsExactly(IpPrefix.parse("2001:db8:42::bead"));
    assertThat(content.entries().stream().filter(e -> e.value().reason().equals("tight")))
        .as("a /52 without one address")
        .hasSize(128 - 52);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2001", "10.0.0.1", "::ffff:10.0.0.1", "2001:db8::1/64", "2001:db8:/32"})
  void whatIsNoLineOfAnIp6trieIsBad(String line) {
    assertThat(Feeds.read(FeedFormat.IP6TRIE, line).badLines()).isEqualTo(1);
  }

  @Test
  void maxrangeKeepsLargeEntriesOutAndOnlyShrinks() {
    FeedContent content =
        Feeds.read(
            FeedFormat.IP4SET,
            """
            10.1/16
            $MAXRANGE4 /24
            10.2/16
            10.3.0
            $MAXRANGE4 65536
            10.4.0-10.4.1
            $MAXRANGE4 2
            10.5.0.0-1
            10.6.0.0-2
            !10.1.0.0/17
            """);

    assertThat(prefixes(content)).containsExactly("10.1.128.0/17", "10.3.0.0/24", "10.5.0.0/31");
    assertThat(problems(content))
        .containsExactly(
            "feed list.txt, line 3: has 65536 addresses; $MAXRANGE4 allows 256",
            "feed list.txt, line 6: has 512 addresses; $MAXRANGE4 allows 256",
            "feed list.txt, line 9: has 3 addresses; $MAXRANGE4 allows 2");
    assertThat(content.badLines()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "2026:01:31:12:30:15, 2026-01-31T12:30:15Z",
    "2026-01-31-12, 2026-01-31T12:00:00Z",
    "20260131, 2026-01-31T00:00:00Z",
    "202601311230, 2026-01-31T12:30:00Z"
  })
  void theTimestampSaysWhenTheFileWasMade(String stamp, Instant time) {
    FeedContent content = Feeds.read(FeedFormat.IP4SET, "$TIMESTAMP " + stamp + "\n10.0.0.1");

    assertThat(content.producedAt()).isEqualTo(time);
    assertThat(content.expiresAt()).isNull();
    assertThat(content.untimeliness(time)).isEmpty();
    FeedContent.Untimely early = content.untimeliness(time.minusMillis(1)).orElseThrow();
    assertThat(early.why()).contains("in the future");
    assertThat(early.passes()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$TIMESTAMP 2026:01:31 2026:02:07",
        "$timestamp 2026:01:31 +7d",
        "#$TIMESTAMP 2026:01:31 +1w",
        ";$TIMESTAMP 2026:01:31 +168h",
        ":$TIMESTAMP 2026:01:31 +604800",
        "$TIMESTAMP - 20260207",
        "$TIMESTAMP 2026:01:31 +9d\n$TIMESTAMP 2026:01:31 +7d\n$TIMESTAMP 2026:01:31 0"
      })
  void theTimestampSaysWhenTheFileExpires(String line) {
    FeedContent content = Feeds.read(FeedFormat.IP4SET, line + "\n10.0.0.1");
    Instant end = Instant.parse("2026-02-07T00:00:00Z");

    assertThat(problems(content)).isEmpty();
    assertThat(content.expiresAt()).isEqualTo(end);
    assertThat(content.untimeliness(end.minusMillis(1))).isEmpty();
    FeedContent.Untimely over = content.untimeliness(end).orElseThrow();
    assertThat(over.why()).contains("not to be used after");
    assertThat(over.passes()).isFalse();
  }

  @Test
  void whatConcernsTheZoneIsAcceptedAndIgnored() {
    FeedContent content =
        Feeds.read(
            FeedFormat.IP4SET,
            """
            $SOA 1w ns1.example.org admin.example.org 0 2h 2h 1w 1h
            $NS 1w ns1.example.org -ns2.example.org
            #$TTL 2048
            $0 zero
            $= See $=
            #$ what a list costs
            10.0.0.1
            """);

    assertThat(prefixes(content)).containsExactly("10.0.0.1/32");
    assertThat(content.badLines()).isZero();
    assertThat(problems(content)).singleElement().asString().contains("line 6: ");
  }

  @Test
  void aFileOfSeveralDataSetsIsUnfitAsAWhole() {
    FeedContent content =
        Feeds.read(FeedFormat.IP4SET, "$DATASET ip4set a @\n10.0.0.1\n$DATASET dnset b\n10.0.0.2");

    assertThat(content.unfitness().orElseThrow()).contains("$DATASET").contains("line 1");
    assertThat(prefixes(content)).as("nothing is read on").isEmpty();
  }
}
