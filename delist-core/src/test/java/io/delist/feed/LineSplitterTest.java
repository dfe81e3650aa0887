package io.delist.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineSplitterTest {

  @Test
  void linesEndWithLfOrCrLfAndTheLastNeedsNoEnd() throws IOException {
    assertThat(lines("a\nb\r\n\n\r\nc\rd\n", 1_000)).containsExactly("a", "b", "", "", "c\rd");
    assertThat(lines("a\nb", 1_000)).containsExactly("a", "b");
    assertThat(lines("", 1_000)).isEmpty();
    assertThat(lines("\n", 1_000)).containsExactly("");
  }

  @Test
  void aByteOrderMarkIsDroppedInTheFirstLineOnly() throws IOException {
    assertThat(lines("\ufeffa\n\ufeffb", 1_000)).containsExactly("a", "\ufeffb");
  }

  @Test
  void linesAroundTheBuffersEndAndTheLimitAreWhole() throws IOException {
    Random random = new Random(7);
    List<String> written = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      written.add("x".repeat(random.nextInt(FeedFormat.LONGEST_LINE_BYTES + 1)));
    }
    written.add("y".repeat(FeedFormat.LONGEST_LINE_BYTES));

    assertThat(lines(String.join("\n", written) + "\n", Integer.MAX_VALUE)).isEqualTo(written);
  }

  @Test
  void aLineThatIsTooLongIsCountedAndTheNextIsWhole() throws IOException {
    for (int length : new int[] {4097, 5_000, 65_536, 65_537, 200_000}) {
      assertThat(lines("a\n" + "x".repeat(length) + "\nb\n", Integer.MAX_VALUE))
          .containsExactly("a", "too long: " + length, "b");
      assertThat(lines("x".repeat(length), Integer.MAX_VALUE))
          .containsExactly("too long: " + length);
    }
  }

  @Test
  void aFileThatIsTooLargeIsNotReadOn() throws IOException {
    assertThat(lines("ab\ncd\n", 6)).containsExactly("ab", "cd");
    assertThat(lines("ab\ncd\ne", 6)).isEmpty();
    LineSplitter endless = new LineSplitter(endless(), 1 << 20);
    assertThat(endless.advance()).isFalse();
    assertThat(endless.isTooLarge()).isTrue();
  }

  private static InputStream endless() {
    return new InputStream() {
      @Override
      public int read() {
        return '1';
      }

      @Override
      public int read(byte[] bytes, int from, int length) {
        Arrays.fill(bytes, from, from + length, (byte) '1');
        return length;
      }
    };
  }

  private static List<String> lines(String text, long largest) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    LineSplitter splitter = new LineSplitter(new ByteArrayInputStream(bytes), largest);
    List<String> lines = new ArrayList<>();
    while (splitter.advance()) {
      lines.add(
          splitter.isTooLong() ? "too long: " + splitter.lengthBytes() : splitter.line().lenient());
      assertThat(splitter.number()).isEqualTo(lines.size());
    }
    return lines;
  }
}
