package io.delist.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The limit of a line's length is kept by whoever reads the line. */
class TooLongLinesTest {

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1", "10.0.0.0/24", "2001:db8::1", "2001:db8::/48", ""})
  void aLineOfSpacesThatIsTooLongIsBadWhereverItStands(String entry) throws IOException {
    for (String ending : List.of("\n", "\r\n")) {
      // What counts goes up to the line feed, as the reader of whole lines has it.
      String fits = padded(entry, FeedFormat.LONGEST_LINE_BYTES - ending.length() + 1) + ending;
      for (String before : List.of("", "10.9.9.9\n", "#\n".repeat(31_000))) {
        assertThat(badLines(before + fits)).isZero();
        assertThat(badLines(before + " " + fits)).isEqualTo(1);
        assertThat(badLines(before + padded(entry, 5000) + ending)).isEqualTo(1);
      }
    }
  }

  private static String padded(String entry, int length) {
    return entry + " ".repeat(length - entry.length());
  }

  private static long badLines(String text) throws IOException {
    byte[] file = (text + "10.1.1.1\n").getBytes(StandardCharsets.US_ASCII);
    FeedContent whole = Feeds.read(FeedFormat.CIDR, file, FeedLimits.DEFAULT);
    InputStream trickle = new PlainLinesPropertyTest.Trickle(file, new Random(7));
    assertThat(FeedFormat.CIDR.read(trickle, "list.txt", Feeds.LAB, FeedLimits.DEFAULT))
        .isEqualTo(whole);
    return whole.problems().size();
  }
}
