package io.delist.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class BounceReaderPropertyTest {

  private final BounceReader plain = new BounceReader();
  private final BounceReader verifying = new BounceReader(BounceSamples.signer("delist.example"));

  @Property
  void anyTextGivesCandidatesThatReadBack(@ForAll("texts") String text) {
    plain.readText(text).forEach(each -> check(each, text));
    verifying.readText(text).forEach(each -> check(each, text));
    assertThat(plain.readText(text)).hasSizeLessThanOrEqualTo(BounceReader.MOST_CANDIDATES);
  }

  @Property
  void anyBytesAreAMessageThatDoesNotFail(@ForAll @Size(max = 2000) byte[] bytes)
      throws IOException {
    plain.readMessage(new ByteArrayInputStream(bytes)).forEach(BounceReaderPropertyTest::check);
  }

  /** A real bounce with bytes changed, taken out and doubled is no reason to fail either. */
  @Property
  void aDamagedBounceDoesNotFail(@ForAll("samples") String file, @ForAll long seed)
      throws IOException {
    Random random = new Random(seed);
    byte[] bytes = BounceSamples.bytes(file);
    for (int i = 0; i < 20; i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      int from = random.nextInt(bytes.length);
      int to = random.nextInt(bytes.length);
      int length = random.nextInt(Math.min(40, bytes.length - Math.max(from, to)));
      System.arraycopy(bytes, from, bytes, to, length);
    }
    verifying.readMessage(new ByteArrayInputStream(bytes)).forEach(BounceReaderPropertyTest::check);
    plain
        .readText(new String(bytes, StandardCharsets.UTF_8))
        .forEach(BounceReaderPropertyTest::check);
  }

  /** The longest inputs, made of what looks ahead: they end, so no look ahead is without bound. */
  @Property(tries = 60)
  void theLongestTextsOfRepeatedPiecesAreRead(
      @ForAll("pieces") String piece, @ForAll @IntRange(max = 3) int blanks) {
    String unit = piece + " ".repeat(blanks);
    String text = unit.repeat(BounceReader.LONGEST_TEXT_CHARS / unit.length());
    verifying.readText(text).forEach(each -> check(each, text));
  }

  private static void check(BounceCandidate each, String text) {
    check(each);
    if (each.reference() != null) {
      assertThat(text.replaceAll("[\\s\\p{Cf}>=]", "")).contains(each.reference());
    }
  }

  private static void check(BounceCandidate each) {
    assertThat(IpAddress.parse(String.valueOf(each.address()))).isEqualTo(each.address());
    if (each.email() != null) {
      assertThat(EmailAddress.parse(each.email().toString())).isEqualTo(each.email());
    }
    assertThat(each.evidence()).isNotBlank().hasSizeLessThanOrEqualTo(200);
    assertThat(each.evidence())
        .matches(line -> line.codePoints().noneMatch(Character::isISOControl));
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(12);
    return Arbitraries.oneOf(pieces(), pieces(), any)
        .list()
        .ofMaxSize(40)
        .map(each -> String.join("", each));
  }

  @Provide
  Arbitrary<String> pieces() {
    return Arbitraries.of(
        List.of(
            "550-5.7.606 ",
            "550 5.7.606 ",
            "5.7.",
            "606-649",
            "banned sending IP ",
            "banned sending IP",
            "[",
            "]",
            "[203.0.113.9]",
            "203.0.113.",
            "2001:db8::",
            ":",
            "1",
            "f",
            ".",
            "<",
            ">",
            "\n",
            "\r\n",
            "> ",
            "=\n",
            " ",
            "user",
            "@",
            "@example.org",
            "a@b.cd",
            "From: ",
            "Final-Recipient: rfc822; ",
            "RCPT TO:<",
            "MAIL FROM:<",
            "To: ",
            "mailer-daemon",
            "/r/",
            "/r/k1.",
            "https://delist.example/r/" + BounceSamples.REFERENCE,
            BounceSamples.REFERENCE_V6,
            "A",
            "<** ",
            "S: ",
            "\u00ad",
            "\u3002",
            "\ud83d",
            "예시"));
  }

  @Provide
  Arbitrary<String> samples() {
    return Arbitraries.of(BounceSamples.files());
  }
}
