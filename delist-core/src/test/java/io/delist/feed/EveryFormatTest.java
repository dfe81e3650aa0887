package io.delist.feed;

import static io.delist.feed.Feeds.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for the lines of every format: errors say where, and the limits are the same. */
class EveryFormatTest {

  private static String header(FeedFormat format) {
    return format == FeedFormat.CSV ? "prefix,comment\n" : "\n";
  }

  private static String entry(FeedFormat format, int number) {
    return switch (format) {
      case CIDR, DROP, IP4SET, IP4TRIE -> "10.0.0." + number + "\n";
      case IP6TRIE -> "2001:db8::" + number + "\n";
      case CSV -> "10.0.0." + number + ",c\n";
      case JSON_LINES -> "{\"prefix\":\"10.0.0." + number + "\"}\n";
      case DROP_JSON -> "{\"cidr\":\"10.0.0." + number + "\"}\n";
    };
  }

  private static String footer(FeedFormat format, int entries) {
    return format == FeedFormat.DROP_JSON
        ? "{\"type\":\"metadata\",\"records\":" + entries + "}\n"
        : "";
  }

  /** A file of so many entries with so many bad lines after the first. */
  private static FeedContent read(FeedFormat format, int entries, int badLines) {
    StringBuilder text = new StringBuilder(header(format));
    for (int number = 1; number <= entries; number++) {
      text.append(entry(format, number));
      text.append(number == 1 ? entry(format, 99_999).repeat(badLines) : "");
    }
    // An entry counts for the metadata whether it is good or bad.
    return Feeds.read(format, text + footer(format, entries + badLines));
  }

  @ParameterizedTest
  @EnumSource(FeedFormat.class)
  void aBadLineIsToldWithFileLineAndReasonAndTheRestLoads(FeedFormat format) {
    FeedContent content = read(format, 9, 1);

    assertThat(content.prefixes()).hasSize(9);
    assertThat(content.entryLines()).isEqualTo(10);
    assertThat(content.badLines()).isEqualTo(1);
    assertThat(problems(content))
        .singleElement()
        .asString()
        .startsWith("feed list.txt, line 3: \"")
        .contains("99999\" is not an IP address: it has ");
    assertThat(content.unfitness()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(FeedFormat.class)
  void moreThanATenthOfBadLinesMakesTheFileUnfit(FeedFormat format) {
    assertThat(read(format, 18, 2).unfitness()).isEmpty();
    assertThat(read(format, 17, 2).unfitness())
        .hasValue("2 of 19 lines are not an address or prefix; more than a tenth is too many");
  }

  @ParameterizedTest
  @EnumSource(FeedFormat.class)
  void aLineThatIsTooLongIsABadLine(FeedFormat format) {
    String longest = "#".repeat(FeedFormat.LONGEST_LINE_BYTES);
    FeedContent content =
        Feeds.read(format, header(format) + longest + "#\n" + entry(format, 1) + footer(format, 1));

    assertThat(content.prefixes()).hasSize(1);
    assertThat(problems(content))
        .containsExactly("feed list.txt, line 2: has 4097 bytes; the limit is 4096");
    assertThat(problems(Feeds.read(format, header(format) + longest + "\n")))
        .as("one that is as long as may be")
        .noneMatch(problem -> problem.contains("the limit is 4096"));
  }

  @ParameterizedTest
  @EnumSource(FeedFormat.class)
  void whatTheGuardObjectsToIsToldAndIsNoBadLine(FeedFormat format) {
    String text = header(format) + entry(format, 1) + footer(format, 1);
    FeedContent content =
        Feeds.read(format, text.replace("10.0.0.", "127.0.0.").replace("2001:db8", "fe80"));

    assertThat(content.prefixes()).isEmpty();
    assertThat(content.entryLines()).isEqualTo(1);
    assertThat(content.badLines()).isZero();
    assertThat(problems(content))
        .singleElement()
        .asString()
        .startsWith("feed list.txt, line 2: prefix ")
        .endsWith(", which is never listed (guard special-purpose)");
  }

  @ParameterizedTest
  @EnumSource(FeedFormat.class)
  void aFileOfTooManyPrefixesIsNotReadOn(FeedFormat format) {
    String text = header(format) + entry(format, 1) + entry(format, 2) + entry(format, 3);
    FeedContent content =
        Feeds.read(format, text.getBytes(StandardCharsets.UTF_8), new FeedLimits(1_000, 2));

    assertThat(content.unfitness())
        .hasValue("holds more than 2 prefixes, which is the limit (line 4)");
  }
}
