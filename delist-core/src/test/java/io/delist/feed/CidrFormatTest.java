package io.delist.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpPrefix;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CidrFormatTest {

  @Test
  void addressesPrefixesCommentsAndCountsAreRead() {
    FeedContent content =
        read(
            """
            # a list
            192.0.2.1
              198.51.100.0/25 ; SBL1\r

            2001:db8:1::/48 # with a comment
            192.0.2.9\t17
            192.0.2.1
            ; the end""");

    assertThat(content.prefixes())
        .extracting(IpPrefix::toString)
        .containsExactly("192.0.2.1/32", "192.0.2.9/32", "198.51.100.0/25", "2001:db8:1::/48");
    assertThat(content.problems()).isEmpty();
    assertThat(content.entryLines()).isEqualTo(5);
  }

  @Test
  void aBadLineIsReportedWithFileAndLineAndTheRestLoads() {
    FeedContent content =
        read("192.0.2.1\n192.0.2.9/24\n\nmail.example.org\n192.0.2.2 extra\n192.0.2.3");

    assertThat(content.prefixes()).hasSize(2);
    assertThat(content.badLines()).isEqualTo(3);
    assertThat(content.problems())
        .extracting(FeedProblem::toString)
        .satisfiesExactly(
            text ->
                assertThat(text)
                    .startsWith("feed list.txt, line 2: ")
                    .contains("did you mean 192.0.2.0/24?"),
            text -> assertThat(text).startsWith("feed list.txt, line 4: "),
            text -> assertThat(text).startsWith("feed list.txt, line 5: "));
  }

  @Test
  void whatTheGuardObjectsToIsReportedWithItsLineAndIsNotABadLine() {
    FeedContent content = read("192.0.2.1\n172.16.0.0/12\n0.0.0.0/0");

    assertThat(content.prefixes()).hasSize(1);
    assertThat(content.badLines()).isZero();
    assertThat(content.problems()).extracting(FeedProblem::line).containsExactly(2, 3);
  }

  @Test
  void moreThanATenthBadIsUnfitAndExactlyATenthIsNot() {
    String nine = lines(9);

    assertThat(read(nine + "bad\n").isUnfit()).isFalse();
    assertThat(read(nine + "bad\nworse\n").isUnfit()).isTrue();
    assertThat(read("").isUnfit()).isFalse();
  }

  @Test
  void anEndlessLineIsOneBadLineAndCostsNoMemory() {
    FeedContent content = read("1".repeat(5_000) + "\n192.0.2.1\n");

    assertThat(content.prefixes()).hasSize(1);
    assertThat(content.problems()).hasSize(1);
    assertThat(content.problems().get(0).why()).contains("5000 bytes");
  }

  @Test
  void thousandsOfBadLinesAreCountedAndAHundredAreTold() {
    FeedContent content = read("no\n".repeat(5_000));

    assertThat(content.badLines()).isEqualTo(5_000);
    assertThat(content.problems()).hasSize(FeedFormat.MOST_PROBLEMS);
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstLine() {
    assertThat(read("\ufeff192.0.2.1\n").prefixes()).hasSize(1);
  }

  @Property(tries = 500)
  void noTextMakesItThrow(@ForAll String text) {
    FeedContent content = read(text);

    assertThat(content.badLines()).isLessThanOrEqualTo(content.entryLines());
  }

  private static String lines(int count) {
    return String.join("\n", IntStream.range(1, count + 1).mapToObj(i -> "192.0.2." + i).toList())
        + "\n";
  }

  private static FeedContent read(String text) {
    return Feeds.read(FeedFormat.CIDR, text);
  }
}
