package io.delist.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ConfirmationClaimsTest {

  private static final EmailAddress EMAIL = EmailAddress.parse("sender@example.org");
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private static ConfirmationClaims claims(Instant issuedAt, Instant expiresAt) {
    return new ConfirmationClaims(
        new RequestId(1, 2),
        IpAddress.parse("203.0.113.9"),
        EmailFingerprint.of(EMAIL),
        issuedAt,
        expiresAt);
  }

  @Test
  void timesAreCutToSecondsAsTheTokenDoes() {
    assertThat(claims(NOON.plusMillis(999), NOON.plusMillis(1_999)))
        .isEqualTo(claims(NOON, NOON.plusSeconds(1)));
  }

  @Test
  void aSpanWithoutASecondInItFails() {
    assertThatThrownBy(() -> claims(NOON, NOON.plusMillis(999)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("token from 2026-11-23T12:00:00Z to 2026-11-23T12:00:00Z: it must");
    assertThatThrownBy(() -> claims(NOON, NOON.minusSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theYearsAre1970To9999() {
    Instant last = Instant.parse("9999-12-31T23:59:59Z");
    assertThat(claims(Instant.EPOCH, last).expiresAt()).isEqualTo(last);
    assertThatThrownBy(() -> claims(Instant.EPOCH.minusSeconds(1), last))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> claims(NOON, last.plusSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void itKnowsItsMailboxAndShowsNoneOfIt() {
    ConfirmationClaims claims = claims(NOON, NOON.plusSeconds(1));
    assertThat(claims.isFor(EmailAddress.parse("SENDER@example.org"))).isTrue();
    assertThat(claims.isFor(EmailAddress.parse("other@example.org"))).isFalse();
    assertThat(claims.toString()).contains("203.0.113.9", "hidden").doesNotContain("@");
  }
}
