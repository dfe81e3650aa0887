package io.delist.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.delist.Fuzzed;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;

/** Tokens, references, ids and key files as text: an answer for each, and one spelling. */
@Timeout(30)
class TokenFuzzTest {

  private static final long MOST_BYTES = 1 << 20;
  private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");

  private final TokenSigner tokens = new TokenSigner(TestKeys.only("k2"), "delist.example");
  private final ReferenceSigner references =
      new ReferenceSigner(TestKeys.only("k2"), "delist.example");

  @FuzzTest(maxDuration = "5m")
  void tokens(byte[] input) {
    for (String line : Fuzzed.lines(input)) {
      Fuzzed.twice(MOST_BYTES, () -> tokens.verify(line, NOW).toString());
      Fuzzed.twice(MOST_BYTES, () -> references.verify(line).toString());
      Verification verification = tokens.verify(line, NOW);
      if (verification instanceof VerifiedToken verified) {
        assertThat(tokens.sign(verified.claims())).isEqualTo(line);
      }
      references
          .verify(line)
          .map(is -> references.sign(is.address(), is.revision(), is.at()))
          .ifPresent(again -> assertThat(again).isEqualTo(line));
      RequestId.parse(line).ifPresent(id -> assertThat(id).hasToString(line));
      Base64Url.decode(line).ifPresent(is -> assertThat(Base64Url.encode(is)).isEqualTo(line));
    }
  }

  /** What a stolen key could sign: the input is the payload under a good MAC. */
  @FuzzTest(maxDuration = "5m")
  void payloads(byte[] input) {
    Optional<ConfirmationPayload> payload = ConfirmationPayload.decode(input);
    payload.ifPresent(is -> assertThat(is.encode()).isEqualTo(input));
    if (input.length < 150) {
      Verification verification = tokens.verify(tokens.sign(input), NOW);
      assertThat(verification instanceof VerifiedToken && payload.isEmpty()).isFalse();
    }
  }

  @FuzzTest(maxDuration = "5m")
  void keyFiles(byte[] input) {
    long most = MOST_BYTES + 2_000L * input.length;
    Fuzzed.twice(most, () -> primary(input));
  }

  private static Optional<String> primary(byte[] input) {
    try {
      return Optional.of(KeyRing.parse(Fuzzed.lines(input)).primaryKeyId());
    } catch (KeyRingException e) {
      Fuzzed.checkMessage(e);
      return Optional.empty();
    }
  }
}
