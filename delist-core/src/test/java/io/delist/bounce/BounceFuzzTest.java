package io.delist.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.delist.Fuzzed;
import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Timeout;

/** Bounces, pasted and attached: never an exception, and candidates that read back. */
@Timeout(30)
class BounceFuzzTest {

  private static final long BASE_BYTES = 4 << 20;
  private static final long BYTES_A_BYTE = 8_000;

  private final BounceReader plain = new BounceReader();
  private final BounceReader verifying = new BounceReader(BounceSamples.signer("delist.example"));

  @FuzzTest(maxDuration = "5m")
  void text(byte[] input) {
    String text = Fuzzed.text(input);
    long most = BASE_BYTES + BYTES_A_BYTE * text.length();
    check(Fuzzed.twice(most, () -> plain.readText(text)));
    check(Fuzzed.twice(most, () -> verifying.readText(text)));
  }

  @FuzzTest(maxDuration = "5m")
  void message(byte[] input) {
    long most = BASE_BYTES + BYTES_A_BYTE * input.length;
    check(Fuzzed.twice(most, () -> readMessage(input)));
  }

  private List<BounceCandidate> readMessage(byte[] input) {
    try {
      return verifying.readMessage(new ByteArrayInputStream(input));
    } catch (IOException e) {
      throw new UncheckedIOException("no content makes it fail", e);
    }
  }

  private static void check(List<BounceCandidate> candidates) {
    assertThat(candidates).hasSizeLessThanOrEqualTo(BounceReader.MOST_CANDIDATES);
    assertThat(candidates.stream().map(BounceCandidate::address)).doesNotHaveDuplicates();
    for (BounceCandidate each : candidates) {
      assertThat(IpAddress.parse(String.valueOf(each.address()))).isEqualTo(each.address());
      if (each.email() != null) {
        assertThat(EmailAddress.parse(each.email().toString())).isEqualTo(each.email());
      }
      assertThat(each.evidence()).isNotBlank().hasSizeLessThanOrEqualTo(200);
      assertThat(each.evidence().codePoints()).noneMatch(Character::isISOControl);
    }
  }
}
