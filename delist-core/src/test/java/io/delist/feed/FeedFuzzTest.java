package io.delist.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.delist.Fuzzed;
import io.delist.net.IpPrefix;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;

/**
 * List files of every format: no exception, no more kept than the limits, no more memory than so
 * much a byte, and what was read is the same when it is written and read again.
 */
@Timeout(30)
class FeedFuzzTest {

  private static final FeedLimits SMALL = new FeedLimits(20_000, 500);

  /** The reader's buffer and what small limits let it keep. */
  private static final long BASE_BYTES = 2 << 20;

  private static final long BYTES_A_BYTE = 2_000;

  @FuzzTest(maxDuration = "5m")
  void cidr(byte[] file) {
    FeedContent content = read(FeedFormat.CIDR, file);
    assertThat(again(content, FeedFormat.CIDR, FeedWriters.cidr()).prefixes())
        .isEqualTo(content.prefixes());
  }

  @FuzzTest(maxDuration = "5m")
  void drop(byte[] file) {
    read(FeedFormat.DROP, file);
  }

  @FuzzTest(maxDuration = "5m")
  void dropJson(byte[] file) {
    read(FeedFormat.DROP_JSON, file);
  }

  @FuzzTest(maxDuration = "5m")
  void ip4set(byte[] file) {
    zone(FeedFormat.IP4SET, FeedWriters.ip4set(), file);
  }

  @FuzzTest(maxDuration = "5m")
  void ip4trie(byte[] file) {
    zone(FeedFormat.IP4TRIE, FeedWriters.ip4trie(), file);
  }

  @FuzzTest(maxDuration = "5m")
  void ip6trie(byte[] file) {
    zone(FeedFormat.IP6TRIE, FeedWriters.ip6trie(), file);
  }

  @FuzzTest(maxDuration = "5m")
  void csv(byte[] file) {
    entries(FeedFormat.CSV, file);
  }

  @FuzzTest(maxDuration = "5m")
  void jsonLines(byte[] file) {
    entries(FeedFormat.JSON_LINES, file);
  }

  @FuzzTest(maxDuration = "5m")
  void json(byte[] input) {
    for (String line : Fuzzed.lines(input)) {
      long most = (64 << 10) + BYTES_A_BYTE * line.length();
      Optional<Map<String, String>> fields = Fuzzed.twice(most, () -> parse(line));
      if (fields.isPresent()) {
        assertThat(line).contains("{", "}");
        assertThat(String.join("", fields.get().values())).hasSizeLessThan(line.length());
      }
    }
  }

  private static Optional<Map<String, String>> parse(String text) {
    try {
      return Optional.of(FlatJson.parse(text));
    } catch (BadLineException e) {
      Fuzzed.checkMessage(e);
      return Optional.empty();
    }
  }

  /** A zone that is written has the prefixes and the reasons. */
  private static void zone(FeedFormat format, FeedWriter writer, byte[] file) {
    FeedContent content = read(format, file);
    FeedContent again = again(content, format, writer);
    assertThat(again.prefixes()).isEqualTo(content.prefixes());
    assertThat(reasons(again)).isEqualTo(reasons(content));
  }

  private static List<String> reasons(FeedContent content) {
    return content.entries().stream().map(entry -> entry.value().reason()).toList();
  }

  /** JSON lines say all that an entry of CSV or JSON lines can have. */
  private static void entries(FeedFormat format, byte[] file) {
    FeedContent content = read(format, file);
    assertThat(again(content, FeedFormat.JSON_LINES, FeedWriters.jsonLines()).entries())
        .isEqualTo(content.entries());
  }

  private static FeedContent again(FeedContent content, FeedFormat format, FeedWriter writer) {
    String text = Feeds.write(writer, content.entries());
    FeedContent again = Feeds.read(format, text);
    assertThat(again.problems()).isEmpty();
    return again;
  }

  private static FeedContent read(FeedFormat format, byte[] file) {
    long most = BASE_BYTES + BYTES_A_BYTE * file.length;
    FeedContent content = Fuzzed.twice(most, () -> Feeds.read(format, file, SMALL));
    List<IpPrefix> prefixes = content.prefixes();
    assertThat(prefixes).hasSizeLessThanOrEqualTo(SMALL.mostPrefixes());
    assertThat(content.exclusions()).hasSizeLessThanOrEqualTo(SMALL.mostPrefixes());
    assertThat(content.problems()).hasSizeLessThanOrEqualTo(FeedFormat.MOST_PROBLEMS);
    assertThat(content.badLines()).isBetween(0, content.entryLines());
    assertThat(prefixes).isSorted().doesNotHaveDuplicates();
    for (IpPrefix prefix : prefixes) {
      assertThat(Feeds.LAB.objectionTo(prefix)).isEmpty();
    }
    for (FeedProblem problem : content.problems()) {
      assertThat(problem.why()).hasSizeLessThan(400);
      assertThat(problem.why().chars()).allMatch(c -> c >= ' ' && c < 0x2100);
    }
    return content;
  }
}
