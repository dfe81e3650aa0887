package io.delist.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.ListingGuard;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A file of ten million lines needs no more heap than the list that it makes and 64 MiB: a JVM of
 * its own, which has no more, reads a stream of so many lines that nothing holds.
 */
class StreamingTest {

  private static final int LINES = 10_000_000;
  private static final long V4_BYTES = 8;
  private static final long V6_BYTES = 20;
  private static final long MORE_BYTES = 64L << 20;

  /** What the lines are. */
  enum Stream {

    /** Every sixteenth address from 20.0.0.0 on. */
    IN_ORDER(FeedFormat.CIDR, LINES, V4_BYTES),

    /** One first octet for all, in the worst order for a sort that goes by octets. */
    MIXED_UP_IN_ONE_OCTET(FeedFormat.CIDR, LINES, V4_BYTES),

    /** Ten thousand addresses, again and again: the list is small. */
    REPEATED(FeedFormat.IP4SET, 10_000, V4_BYTES),

    IPV6_MIXED_UP(FeedFormat.CIDR, LINES, V6_BYTES);

    private final FeedFormat format;
    private final int entries;
    private final long entryBytes;

    Stream(FeedFormat format, int entries, long entryBytes) {
      this.format = format;
      this.entries = entries;
      this.entryBytes = entryBytes;
    }

    private String line(int number) {
      // An odd factor makes every number below 2^24 come once.
      int mixed = (number * 0x9e_3779) & 0xff_ffff;
      return switch (this) {
        case IN_ORDER -> v4(0x1400_0000 + number * 16);
        case MIXED_UP_IN_ONE_OCTET -> v4(0x1400_0000 | mixed);
        case REPEATED -> v4(0x1400_0000 + (number % entries * 7919 % entries));
        case IPV6_MIXED_UP -> "2a02:" + Integer.toHexString(mixed >>> 8) + "::" + (mixed & 0xff);
      };
    }

    private static String v4(int bits) {
      return (bits >>> 24)
          + "."
          + (bits >>> 16 & 255)
          + "."
          + (bits >>> 8 & 255)
          + "."
          + (bits & 255);
    }
  }

  @ParameterizedTest
  @EnumSource(Stream.class)
  void tenMillionLinesNeedTheListAnd64MiB(Stream stream) throws Exception {
    long heapBytes = stream.entries * stream.entryBytes + MORE_BYTES;
    Process reader =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapBytes / 1024 + "k",
                "-XX:+UseSerialGC",
                "-Xmn4m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                Reader.class.getName(),
                stream.name())
            .redirectErrorStream(true)
            .start();

    String told = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(reader.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(told.strip()).isEqualTo(LINES + " lines, " + stream.entries + " entries");
  }

  /** The program that reads. */
  static final class Reader {

    private Reader() {}

    public static void main(String[] names) throws IOException {
      Stream stream = Stream.valueOf(names[0]);
      FeedContent content =
          stream.format.read(new Lines(stream), "stream", new ListingGuard(List.of()));
      System.out.println(content.entryLines() + " lines, " + content.entries().size() + " entries");
    }
  }

  /** The lines of a stream, made when they are asked for. */
  private static final class Lines extends InputStream {

    private final Stream stream;
    private byte[] line = {};
    private int at;
    private int number;

    Lines(Stream stream) {
      this.stream = stream;
    }

    @Override
    public int read() {
      if (at == line.length) {
        if (number == LINES) {
          return -1;
        }
        line = (stream.line(number++) + "\n").getBytes(StandardCharsets.US_ASCII);
        at = 0;
      }
      return line[at++];
    }

    @Override
    public int read(byte[] bytes, int from, int length) {
      int count = 0;
      int next = 0;
      while (count < length && (next = read()) >= 0) {
        bytes[from + count++] = (byte) next;
      }
      return count == 0 && next < 0 ? -1 : count;
    }
  }
}
