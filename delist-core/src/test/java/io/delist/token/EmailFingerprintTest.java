package io.delist.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delist.mailbox.EmailAddress;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class EmailFingerprintTest {

  private static final EmailAddress EMAIL = EmailAddress.parse("Sender@Example.org");

  @Test
  void itIsSha256OfTheCanonicalAddress() {
    // printf %s sender@example.org | sha256sum
    assertThat(HexFormat.of().formatHex(EmailFingerprint.of(EMAIL).toBytes()))
        .isEqualTo("267d20495972bed8508ac4f154bee0b99c39dd6980cc255f3decd7b5e3681ec8");
  }

  @Test
  void itKnowsTheMailboxHoweverItIsWritten() {
    EmailFingerprint fingerprint = EmailFingerprint.of(EMAIL);
    assertThat(fingerprint.matches(EmailAddress.parse("sender@EXAMPLE.org"))).isTrue();
    assertThat(fingerprint.matches(EmailAddress.parse("sender@example.com"))).isFalse();
    assertThat(fingerprint)
        .isEqualTo(EmailFingerprint.ofBytes(fingerprint.toBytes()))
        .hasSameHashCodeAs(EmailFingerprint.ofBytes(fingerprint.toBytes()))
        .isNotEqualTo(EmailFingerprint.of(EmailAddress.parse("other@example.org")))
        .isNotEqualTo(fingerprint.toBytes());
  }

  @Test
  void arraysGoInAndOutAsCopies() {
    byte[] mine = EmailFingerprint.of(EMAIL).toBytes();
    EmailFingerprint fingerprint = EmailFingerprint.ofBytes(mine);
    mine[0]++;
    fingerprint.toBytes()[1]++;
    assertThat(fingerprint).isEqualTo(EmailFingerprint.of(EMAIL));
  }

  @Test
  void itShowsNothing() {
    assertThat(EmailFingerprint.of(EMAIL)).hasToString("EmailFingerprint[hidden]");
  }

  @Test
  void bytesOfAnotherLengthAreABug() {
    assertThatThrownBy(() -> EmailFingerprint.ofBytes(new byte[33]))
        .hasMessage("an email fingerprint has 32 bytes, not 33");
  }
}
