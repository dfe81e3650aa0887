package io.delist.bounce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where reading ends: sizes, depth, parts; and what is left of a message that is cut or broken. */
class MessageLimitsTest {

  private static final String REFUSAL = "550 5.7.606 banned sending IP [203.0.113.9]\n";
  private static final String HEADER = "Subject: x\nContent-Type: ";

  private final BounceReader reader = new BounceReader();

  @Test
  void textIsReadUpToItsLimitAndNoFurther() {
    int room = BounceReader.LONGEST_TEXT_CHARS - REFUSAL.length();
    assertThat(reader.readText(" ".repeat(room) + REFUSAL)).hasSize(1);
    assertThat(reader.readText(" ".repeat(room + 3) + REFUSAL)).isEmpty();
  }

  @Test
  void aMessageIsReadUpToItsLimitAndNoFurther() throws IOException {
    assertThat(read(html(BounceReader.LONGEST_MESSAGE_BYTES))).hasSize(1);
    assertThat(read(html(BounceReader.LONGEST_MESSAGE_BYTES + 3))).isEmpty();
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }

          @Override
          public int read(byte[] bytes, int from, int length) {
            Arrays.fill(bytes, from, from + length, (byte) 'x');
            return length;
          }
        };
    assertThat(reader.readMessage(endless)).isEmpty();
  }

  /** So long as a message, and with a tag for padding, which is no text. */
  private static String html(int length) {
    String start = HEADER + "text/html\n\n<p ";
    return start + "x".repeat(length - start.length() - 1 - REFUSAL.length()) + ">" + REFUSAL;
  }

  @Test
  void partsAreReadDownToTheDeepest() throws IOException {
    assertThat(read(nested(BounceReader.DEEPEST_PART))).hasSize(1);
    assertThat(read(nested(BounceReader.DEEPEST_PART + 1))).isEmpty();
    assertThat(read(nested(2000))).isEmpty();
  }

  private static String nested(int depth) {
    StringBuilder message = new StringBuilder("Subject: x\n");
    for (int i = 0; i < depth; i++) {
      message.append("Content-Type: multipart/mixed; boundary=b").append(i);
      message.append("\n\n--b").append(i).append('\n');
    }
    return message.append('\n').append(REFUSAL).toString();
  }

  @Test
  void soManyPartsAreReadAndNoMore() throws IOException {
    // The message itself is the first.
    assertThat(read(manyParts(BounceReader.MOST_PARTS - 1))).hasSize(1);
    assertThat(read(manyParts(BounceReader.MOST_PARTS))).isEmpty();
    assertThat(read(manyParts(100_000))).isEmpty();
  }

  private static String manyParts(int count) {
    String empty = "--b\n\n\n";
    return HEADER
        + "multipart/mixed; boundary=b\n\n"
        + empty.repeat(count - 1)
        + "--b\n\n"
        + REFUSAL;
  }

  @Test
  void whatHasNoHeaderIsText() throws IOException {
    assertThat(read(REFUSAL)).hasSize(1);
    assertThat(read("Hello: look at this\n" + REFUSAL)).hasSize(1);
    assertThat(read("")).isEmpty();
  }

  @Test
  void encodedPartsThatAreCutOffOrBrokenAreReadAsFarAsTheyGo() throws IOException {
    String base64 = Base64.getMimeEncoder().encodeToString((REFUSAL + "and").getBytes(UTF_8));
    String header = "Subject: x\nContent-Transfer-Encoding: base64\n\n";
    assertThat(read(header + base64)).hasSize(1);
    assertThat(read(header + base64.substring(0, base64.length() - 3))).hasSize(1);
    assertThat(read(header + "!?*" + base64 + "\u0000=")).hasSize(1);
    String quoted = "Subject: x\nContent-Transfer-Encoding: quoted-printable\n\n";
    assertThat(read(quoted + "=Z1 =\nbanned sending =49P =5B203.0.=\r\n113.9=5D=")).hasSize(1);
  }

  @Test
  void unknownCharsetsTypesAndBoundariesDoNotHideTheText() throws IOException {
    assertThat(read(HEADER + "text/plain; charset=\"no such\"\n\n" + REFUSAL)).hasSize(1);
    assertThat(read(HEADER + "multipart/mixed\n\n" + REFUSAL)).hasSize(1);
    assertThat(read(HEADER + "text/plain; charset\n\n" + REFUSAL)).hasSize(1);
    assertThat(read(HEADER + "application/pdf\n\n" + REFUSAL)).isEmpty();
  }

  @Test
  void aStreamThatFailsFails() {
    InputStream broken = new ByteArrayInputStream(new byte[10]);
    InputStream reset =
        new FilterInputStream(broken) {
          @Override
          public int read(byte[] bytes, int from, int length) throws IOException {
            throw new IOException("connection reset");
          }
        };
    assertThatThrownBy(() -> reader.readMessage(reset))
        .isInstanceOf(IOException.class)
        .hasMessage("connection reset");
  }

  private List<BounceCandidate> read(String message) throws IOException {
    return reader.readMessage(new ByteArrayInputStream(message.getBytes(UTF_8)));
  }
}
