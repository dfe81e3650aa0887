package io.delist.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Reading plain lines ahead changes nothing but the time that it takes. */
class PlainLinesPropertyTest {

  private static final FeedLimits LIMITS = new FeedLimits(1 << 24, 200_000);

  /** Those that count, the digits and the dot more often. */
  private static final List<String> CHARACTERS =
      "0123456789.0123456789.abcdfF:::/ \t#;!$-%,\r\n\u0000\u0080\u00ae\u00b1\u00ff"
          .chars()
          .mapToObj(Character::toString)
          .toList();

  private static final List<String> ODD_LINES =
      List.of(
          "",
          "#",
          ";",
          "# a comment",
          "#$TTL 1h",
          ";$TTL 1h",
          "#$ a comment",
          ":127.0.0.4:value",
          ":2:",
          "$MAXRANGE4 /25",
          "$MAXRANGE4 3",
          "!10.0.0.1",
          "10.0.0",
          "10.0/16",
          "10.0.0.1-9",
          "2001:db8:1",
          "::",
          "::1",
          "1::",
          "::/128",
          "::ffff:10.0.0.1",
          "::ffff:a00:1",
          "::ffff:a00:0/120",
          "::/80",
          "1:2:3:4:5:6:7:8:9",
          "1:2:3:4:5:6:7::",
          "1:2:3:4:5:6:7::8",
          "::1:2:3:4:5:6:7",
          "2001:db8:::1",
          "2001:db8::1::",
          "2001:db8::1:",
          "2001:DB8::aBcD",
          "12345::",
          "0.0.0.0/0",
          "255.255.255.255/32",
          "10.0.0.0/00",
          "10.0.0.0/08",
          "10.0.0.0/8888",
          "10.0.0.0/",
          "10.0.0.1/032",
          "10.0.0.12345",
          "12345.0.0.1",
          "10.0.0.\u0000123",
          "10.0.0.\u0000",
          "10.0.0.1" + " ".repeat(4087) + "#",
          "10.0.0.1" + " ".repeat(4088) + "#",
          "10.0.0.1\t" + "x".repeat(4087),
          "10.0.0.1\t" + "x".repeat(4088),
          "#" + "x".repeat(4095),
          "#" + "x".repeat(4096),
          "10.0.0.1" + " ".repeat(4088),
          "10.0.0.1" + " ".repeat(4089),
          "10.0.0.1" + " ".repeat(4087) + "\r",
          "10.0.0.1" + " ".repeat(4088) + "\r",
          "2001:db8::1" + " ".repeat(4085),
          "2001:db8::1" + " ".repeat(4086),
          " ".repeat(4096),
          " ".repeat(4097),
          "10.0.0.1 x\ty");

  @Provide
  Arbitrary<byte[]> files() {
    Arbitrary<String> plain =
        Combinators.combine(prefixes(), tails()).as((text, tail) -> text + tail);
    Arbitrary<String> mutated =
        Combinators.combine(
                plain,
                Arbitraries.integers().between(0, 40),
                Arbitraries.of(CHARACTERS),
                Arbitraries.of(0, 1, 2))
            .as(PlainLinesPropertyTest::mutate);
    Arbitrary<String> noise =
        Arbitraries.of(CHARACTERS).list().ofMaxSize(24).map(list -> String.join("", list));
    return Arbitraries.oneOf(plain, mutated, noise, Arbitraries.of(ODD_LINES))
        .list()
        .ofMinSize(1)
        .ofMaxSize(40)
        .map(lines -> String.join("\n", lines).getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Arbitrary<String> prefixes() {
    Arbitrary<IpPrefix> v4 =
        Combinators.combine(
                Arbitraries.of(0, 9, 10, 99, 100, 127, 192, 200, 249, 250, 255),
                Arbitraries.integers(),
                Arbitraries.of(7, 8, 9, 15, 24, 31, 32))
            .as((octet, rest, length) -> IpAddress.ofV4(octet << 24 | rest >>> 8).prefix(length));
    Arbitrary<IpPrefix> v6 =
        Combinators.combine(
                Arbitraries.longs().between(0, 0xffff_ffffL),
                Arbitraries.of(0L, 1L, -1L, 0x1_0000_0000L, 0xffff_0a00_0001L),
                Arbitraries.of(18, 19, 32, 48, 64, 65, 127, 128))
            .as(
                (high, low, length) ->
                    IpAddress.ofV6(0x2001_0db8L << 32 | high, low).prefix(length));
    return Arbitraries.frequencyOf(Tuple.of(3, v4), Tuple.of(1, v6))
        .map(prefix -> prefix.isSingle() ? prefix.first().toString() : prefix.toString());
  }

  private static Arbitrary<String> tails() {
    return Arbitraries.frequencyOf(
        Tuple.of(3, Arbitraries.just("")),
        Tuple.of(
            2,
            Arbitraries.of(
                "\r",
                " ",
                "\t",
                "\t17",
                " # x",
                ";x",
                " \t x",
                "  ",
                "\r\r",
                " \r",
                " x",
                "#",
                "/",
                " x\ty",
                "\u000b",
                "\t\r",
                "\t\u00ff",
                "\u00a0")));
  }

  private static String mutate(String line, int at, String character, int dropped) {
    int start = Math.min(at, line.length());
    int end = Math.min(line.length(), start + dropped);
    return line.substring(0, start) + character + line.substring(end);
  }

  @Provide
  Arbitrary<FeedFormat> formats() {
    return Arbitraries.of(
        FeedFormat.CIDR,
        FeedFormat.CIDR,
        FeedFormat.IP4SET,
        FeedFormat.IP4TRIE,
        FeedFormat.IP6TRIE);
  }

  @Property(tries = 3000)
  void everyLineMeansTheSame(@ForAll("formats") FeedFormat format, @ForAll("files") byte[] file) {
    assertThat(Feeds.read(format, file, LIMITS)).isEqualTo(slowly(format, file, LIMITS));
  }

  @Property(tries = 300)
  void soItDoesWhenTheLimitsAreReached(
      @ForAll("formats") FeedFormat format, @ForAll("files") byte[] file) {
    FeedLimits limits = new FeedLimits(300, 5);

    assertThat(Feeds.read(format, file, limits)).isEqualTo(slowly(format, file, limits));
  }

  @Property(tries = 20)
  void linesAroundTheEndOfTheBufferAreReadOnce(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 12_000; i++) {
      int bits = 10 << 24 | random.nextInt(1 << 24);
      text.append(IpAddress.ofV4(bits)).append(random.nextInt(9) == 0 ? "\t3\n" : "\n");
    }
    byte[] file = text.toString().getBytes(StandardCharsets.US_ASCII);

    FeedContent content =
        FeedFormat.CIDR.read(new Trickle(file, random), "list.txt", Feeds.LAB, LIMITS);

    assertThat(content.entryLines()).isEqualTo(12_000);
    assertThat(content).isEqualTo(slowly(FeedFormat.CIDR, file, LIMITS));
  }

  /** Every line by the reader of its format. */
  private static FeedContent slowly(FeedFormat format, byte[] file, FeedLimits limits) {
    FeedBuilder content = new FeedBuilder("list.txt", Feeds.LAB, limits);
    LineSplitter splitter =
        new LineSplitter(new ByteArrayInputStream(file), limits.largestFileBytes());
    try {
      FeedFormat.read(format.newReader(), null, splitter, content);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return content.build(format == FeedFormat.IP4SET);
  }

  /** Gives some bytes at a time. */
  static final class Trickle extends InputStream {

    private final InputStream whole;
    private final Random random;

    Trickle(byte[] bytes, Random random) {
      this.whole = new ByteArrayInputStream(bytes);
      this.random = random;
    }

    @Override
    public int read() throws IOException {
      return whole.read();
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      return whole.read(bytes, from, Math.min(length, 1 + random.nextInt(40_000)));
    }
  }
}
