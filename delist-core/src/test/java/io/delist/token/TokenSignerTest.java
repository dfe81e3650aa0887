package io.delist.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import io.delist.token.Rejected.Reason;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TokenSignerTest {

  private static final String PORTAL = "delist.example";
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final ConfirmationClaims CLAIMS =
      new ConfirmationClaims(
          new RequestId(0x0123456789abcdefL, 0xfedcba9876543210L),
          IpAddress.parse("2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"),
          EmailFingerprint.of(EmailAddress.parse("sender@example.org")),
          NOON,
          NOON.plusSeconds(3600));

  private final TokenSigner signer = new TokenSigner(TestKeys.ring(), PORTAL);

  @Test
  void whatIsSignedIsVerified() {
    String token = signer.sign(CLAIMS);
    assertThat(token).startsWith("d1.k2.").matches("[A-Za-z0-9_.-]{1,256}");
    assertThat(claims(signer.verify(token, NOON))).isEqualTo(CLAIMS);
  }

  @Test
  void theLongestTokenIsWithin256Characters() {
    TokenSigner longest = new TokenSigner(TestKeys.only("kkkk"), "p".repeat(255));
    assertThat(longest.sign(CLAIMS)).hasSizeBetween(200, 256);
  }

  @Test
  void aTokenHoldsFromAMinuteBeforeItsStartUntilItsEnd() {
    String token = signer.sign(CLAIMS);
    assertRejected(signer.verify(token, NOON.minusSeconds(61)), Reason.NOT_YET_VALID);
    assertThat(signer.verify(token, NOON.minusSeconds(60))).isInstanceOf(VerifiedToken.class);
    assertThat(signer.verify(token, NOON.plusSeconds(3600).minusNanos(1)))
        .isInstanceOf(VerifiedToken.class);
    assertRejected(signer.verify(token, NOON.plusSeconds(3600)), Reason.EXPIRED);
    assertRejected(signer.verify(token, Instant.MAX), Reason.EXPIRED);
    assertRejected(signer.verify(token, Instant.MIN), Reason.NOT_YET_VALID);
  }

  @Test
  void aPartThatIsEmptyIsNoPart() {
    String[] parts = signer.sign(CLAIMS).split("\\.", -1);
    for (int empty = 0; empty < 4; empty++) {
      String[] altered = parts.clone();
      altered[empty] = "";
      assertRejected(signer.verify(String.join(".", altered), NOON), Reason.PARTS);
    }
  }

  @Test
  void anotherPortalWithTheSameKeysRefusesIt() {
    TokenSigner other = new TokenSigner(TestKeys.ring(), "other.example");
    assertRejected(other.verify(signer.sign(CLAIMS), NOON), Reason.AUDIENCE);
  }

  @Test
  void aTokenOutlivesTheRotationOfItsKeyUntilTheKeyIsSwitchedOff() {
    String token = new TokenSigner(TestKeys.only("k1"), PORTAL).sign(CLAIMS);
    assertThat(signer.verify(token, NOON)).as("k1 verifies only").isInstanceOf(VerifiedToken.class);
    assertThat(signer.sign(CLAIMS)).as("k2 is primary").startsWith("d1.k2.");

    assertRejected(signer.verify(signOnlyWith("k3"), NOON), Reason.UNKNOWN_KEY);
    assertRejected(signer.verify(signOnlyWith("k0"), NOON), Reason.UNKNOWN_KEY);
    assertRejected(signer.verify(signOnlyWith("k9"), NOON), Reason.UNKNOWN_KEY);
  }

  private static String signOnlyWith(String keyId) {
    return new TokenSigner(TestKeys.only(keyId), PORTAL).sign(CLAIMS);
  }

  @Test
  void aKeyWithTheSameIdAndAnotherSecretRefusesIt() {
    TokenSigner stranger = new TokenSigner(KeyRing.of("k2", TestKeys.secret("k1")), PORTAL);
    assertRejected(stranger.verify(signer.sign(CLAIMS), NOON), Reason.MAC);
  }

  @Test
  void theResultDoesNotShowTheToken() {
    String token = signer.sign(CLAIMS);
    assertThat(signer.verify(token, NOON).toString()).doesNotContain(token.substring(6));
    assertThat(signer.verify(token + "A", NOON)).hasToString("Rejected[reason=MAC]");
  }

  @Test
  void anAudienceIsNamed() {
    KeyRing ring = TestKeys.ring();
    assertThatThrownBy(() -> new TokenSigner(ring, " ")).hasMessageContaining("1 to 255");
    assertThatThrownBy(() -> new TokenSigner(ring, "p".repeat(256)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("token audience has 256 characters");
  }

  private static ConfirmationClaims claims(Verification verification) {
    assertThat(verification).isInstanceOf(VerifiedToken.class);
    return ((VerifiedToken) verification).claims();
  }

  private static void assertRejected(Verification verification, Reason reason) {
    assertThat(verification).isEqualTo(new Rejected(reason));
  }
}
