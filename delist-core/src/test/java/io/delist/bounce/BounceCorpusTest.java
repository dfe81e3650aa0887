package io.delist.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.bounce.BounceSamples.Expected;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bounces in the shapes that mail programs give them. */
class BounceCorpusTest {

  private final BounceReader plain = new BounceReader();
  private final BounceReader verifying = new BounceReader(BounceSamples.signer("delist.example"));
  private final BounceReader foreign = new BounceReader(BounceSamples.signer("other.example"));

  static Stream<Expected> expected() {
    return BounceSamples.expected();
  }

  @Test
  void everySampleHasAnExpectation() {
    List<String> expected =
        Stream.concat(Stream.of("EXPECTED"), expected().map(Expected::file)).sorted().toList();
    assertThat(BounceSamples.files()).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("expected")
  void isReadAsExpected(Expected expected) throws IOException {
    check(read(plain, expected.file()), expected, expected.reference());
  }

  @ParameterizedTest
  @MethodSource("expected")
  void isReadTheSameWhereItsReferenceVerifies(Expected expected) throws IOException {
    check(read(verifying, expected.file()), expected, expected.reference());
  }

  @ParameterizedTest
  @MethodSource("expected")
  void losesAReferenceOfAnotherPortalAndNothingElse(Expected expected) throws IOException {
    check(read(foreign, expected.file()), expected, "-");
  }

  @ParameterizedTest
  @MethodSource("expected")
  void isReadTheSameWithLinesAsOnTheWire(Expected expected) throws IOException {
    byte[] bytes = BounceSamples.bytes(expected.file());
    String wire = new String(bytes, StandardCharsets.UTF_8).replace("\n", "\r\n");
    check(
        read(plain, expected.file(), wire.getBytes(StandardCharsets.UTF_8)),
        expected,
        expected.reference());
  }

  /** Somebody may paste the source of a message, or attach a text: what is not encoded is found. */
  @ParameterizedTest
  @MethodSource("expected")
  void namesAddressAndMailboxEvenIfTakenForTheOtherKind(Expected expected) throws IOException {
    byte[] bytes = BounceSamples.bytes(expected.file());
    String other = expected.file().endsWith(".eml") ? "source.txt" : "text.eml";
    List<BounceCandidate> found = read(plain, other, bytes);
    boolean inTags = expected.file().equals("html-only.eml");
    if (!expected.address().equals("-") && !inTags) {
      assertThat(found.get(0).address()).hasToString(expected.address());
      assertThat(text(found.get(0).email())).isEqualTo(expected.email());
    }
  }

  private static void check(List<BounceCandidate> found, Expected expected, String reference) {
    assertThat(found).as(expected.file()).hasSize(expected.count());
    if (expected.count() > 0) {
      BounceCandidate best = found.get(0);
      assertThat(text(best.address())).isEqualTo(expected.address());
      assertThat(text(best.email())).isEqualTo(expected.email());
      assertThat(text(best.code())).isEqualTo(expected.code());
      assertThat(text(best.reference())).isEqualTo(reference);
    }
  }

  private static String text(Object value) {
    return Objects.toString(value, "-");
  }

  private static List<BounceCandidate> read(BounceReader reader, String file) throws IOException {
    return read(reader, file, BounceSamples.bytes(file));
  }

  private static List<BounceCandidate> read(BounceReader reader, String file, byte[] bytes)
      throws IOException {
    return file.endsWith(".eml")
        ? reader.readMessage(new ByteArrayInputStream(bytes))
        : reader.readText(new String(bytes, StandardCharsets.UTF_8));
  }
}
