package io.delist.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfirmationPayloadTest {

  private static final int[] LENGTHS_V4 = {1, 32, 16, 4, 32, 8, 8};
  private static final int[] LENGTHS_V6 = {1, 32, 16, 16, 32, 8, 8};

  private static byte[] encoded(String address) {
    ConfirmationClaims claims =
        new ConfirmationClaims(
            new RequestId(1, 2),
            IpAddress.parse(address),
            EmailFingerprint.of(EmailAddress.parse("sender@example.org")),
            Instant.ofEpochSecond(1_000),
            Instant.ofEpochSecond(2_000));
    return new ConfirmationPayload((byte) 1, Fingerprints.sha256("portal"), claims).encode();
  }

  @ParameterizedTest
  @ValueSource(strings = {"203.0.113.9", "2001:db8::9"})
  void everyHeaderMustBeWhatItIs(String address) {
    byte[] payload = encoded(address);
    assertThat(ConfirmationPayload.decode(payload)).isPresent();
    int at = 0;
    for (int length : payload.length == 115 ? LENGTHS_V4 : LENGTHS_V6) {
      for (int header = at; header < at + 2; header++) {
        for (int other = -128; other < 128; other++) {
          byte[] altered = payload.clone();
          altered[header] = (byte) other;
          assertThat(ConfirmationPayload.decode(altered).isPresent())
              .as("byte %d is %d", header, other)
              .isEqualTo(other == payload[header]);
        }
      }
      at += 2 + length;
    }
    assertThat(at).isEqualTo(payload.length);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 114, 116, 126, 128, 255})
  void noOtherLengthIsAPayload(int length) {
    assertThat(ConfirmationPayload.decode(Arrays.copyOf(encoded("203.0.113.9"), length))).isEmpty();
    assertThat(ConfirmationPayload.decode(Arrays.copyOf(encoded("2001:db8::9"), length))).isEmpty();
  }
}
