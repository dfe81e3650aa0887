package io.delist.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the bytes are, a reader ends, keeps no more than its limits and tells what is wrong. */
class NastyFilesTest {

  private static final FeedLimits SMALL = new FeedLimits(20_000, 500);

  private static final List<String> PIECES =
      List.of(
          "10.0.0.0/8",
          "10.1",
          "10.0.0.1-10.0.0.9",
          "10-10",
          "192.0.2.1",
          "2001:db8::",
          "::",
          "/32",
          "/0",
          "0.0.0.0",
          "255.255.255.255",
          "-",
          "!",
          ":",
          ":2:",
          ";",
          "#",
          "$",
          "$$",
          "\t",
          " ",
          "\n",
          "\r\n",
          "\r",
          "\"",
          "\"\"",
          ",",
          "{",
          "}",
          "[",
          "\\u",
          "\\",
          "\"cidr\":",
          "\"prefix\":",
          "\"type\":\"metadata\"",
          "\"records\":",
          "prefix,reason\n",
          "$MAXRANGE4 ",
          "$TIMESTAMP ",
          "2026:01:31",
          "+7d",
          "$DATASET ",
          "$TTL ",
          "9999999999",
          "e9999",
          "\ud83d\ude00",
          "\u0000",
          "\ufeff",
          "\u2028",
          "%eth0",
          "::ffff:10.0.0.1",
          "\u0661.0.0.1");

  @Provide
  Arbitrary<byte[]> files() {
    Arbitrary<byte[]> words =
        Arbitraries.of(PIECES).map(piece -> piece.getBytes(StandardCharsets.UTF_8));
    Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(6);
    Arbitrary<byte[]> repeated =
        Combinators.combine(
                Arbitraries.of("1", "\"", "10.0.0.0-", "\n", "!"), Arbitraries.of(2, 5_000))
            .as((piece, times) -> piece.repeat(times).getBytes(StandardCharsets.UTF_8));
    return Arbitraries.frequencyOf(Tuple.of(30, words), Tuple.of(3, noise), Tuple.of(1, repeated))
        .list()
        .ofMaxSize(40)
        .map(NastyFilesTest::join);
  }

  private static byte[] join(List<byte[]> pieces) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    pieces.forEach(file::writeBytes);
    return file.toByteArray();
  }

  @Property
  void noBytesMakeAReaderThrowOrKeepMoreThanItsLimits(
      @ForAll FeedFormat format, @ForAll("files") byte[] file) {
    FeedContent content = Feeds.read(format, file, SMALL);

    assertThat(content.entries()).hasSizeLessThanOrEqualTo(SMALL.mostPrefixes());
    assertThat(content.exclusions()).hasSizeLessThanOrEqualTo(SMALL.mostPrefixes());
    assertThat(content.problems()).hasSizeLessThanOrEqualTo(FeedFormat.MOST_PROBLEMS);
    assertThat(content.badLines()).isBetween(0, content.entryLines());
    assertThat(content.prefixes()).isSorted().doesNotHaveDuplicates();
    assertThat(content.prefixes()).allMatch(prefix -> Feeds.LAB.objectionTo(prefix).isEmpty());
    assertThat(content.problems()).allMatch(problem -> problem.why().length() < 400);
    assertThat(content.problems())
        .allMatch(problem -> problem.why().chars().allMatch(c -> c >= ' ' && c < 0x2100));
  }

  @ParameterizedTest
  @EnumSource(FeedFormat.class)
  void aFileThatIsTooLargeIsUnfit(FeedFormat format) {
    byte[] file = "\n".repeat(20_001).getBytes(StandardCharsets.UTF_8);

    assertThat(Feeds.read(format, file, SMALL).unfitness().orElseThrow())
        .startsWith("is larger than 20000 bytes, which is the limit");
  }

  @Test
  void aFileOfTooManyPrefixesIsUnfit() {
    String lines = "10.0.0.1-10.0.255.254\n10.1.0.1-10.1.255.254\n";
    byte[] file = lines.getBytes(StandardCharsets.UTF_8);

    assertThat(Feeds.read(FeedFormat.IP4SET, file, new FeedLimits(100, 60)).isUnfit()).isFalse();
    assertThat(Feeds.read(FeedFormat.IP4SET, file, new FeedLimits(100, 59)).unfitness())
        .hasValue("holds more than 59 prefixes, which is the limit (line 2)");
  }

  @Test
  void holesThatMakeTooManyPrefixesMakeTheFileUnfit() {
    byte[] file = "10/8\n!10.0.0.1\n".getBytes(StandardCharsets.UTF_8);

    assertThat(Feeds.read(FeedFormat.IP4TRIE, file, new FeedLimits(100, 24)).isUnfit()).isFalse();
    assertThat(Feeds.read(FeedFormat.IP4TRIE, file, new FeedLimits(100, 23)).isUnfit()).isTrue();
  }

  @Test
  void aStreamThatFailsIsTheOnlyException() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("disk on fire");
          }

          @Override
          public int read(byte[] bytes, int from, int length) throws IOException {
            return read();
          }
        };

    assertThatThrownBy(() -> FeedFormat.CIDR.read(broken, "list.txt", Feeds.LAB))
        .isInstanceOf(IOException.class)
        .hasMessage("disk on fire");
  }

  @ParameterizedTest
  @EnumSource(FeedFormat.class)
  void everyFormatIsFoundByItsId(FeedFormat format) {
    assertThat(FeedFormat.ofId(format.id())).isSameAs(format);
  }

  @Test
  void anUnknownFormatIsToldWithThoseThatAre() {
    assertThatThrownBy(() -> FeedFormat.ofId("Drop\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "feed format \"Drop?\" is none of"
                + " cidr, drop, drop-json, ip4set, ip4trie, ip6trie, csv, jsonl");
  }
}
