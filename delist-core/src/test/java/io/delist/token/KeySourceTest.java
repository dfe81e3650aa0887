package io.delist.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Keys that change while links are open. */
class KeySourceTest {

  private static final String PORTAL = "delist.example";
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final RequestId REQUEST = new RequestId(1, 2);
  private static final IpAddress ADDRESS = IpAddress.parse("203.0.113.9");
  private static final ConfirmationClaims CLAIMS =
      new ConfirmationClaims(
          REQUEST,
          ADDRESS,
          EmailFingerprint.of(EmailAddress.parse("sender@example.org")),
          NOON,
          NOON.plusSeconds(3600));

  private final AtomicReference<KeyRing> ring = new AtomicReference<>(TestKeys.only("k1"));
  private final TokenSigner signer = new TokenSigner(ring::get, PORTAL);
  private final ReferenceSigner references = new ReferenceSigner(ring::get, PORTAL);
  private final ConfirmationCodes codes = new ConfirmationCodes(ring::get, PORTAL);

  @Test
  void whatIsOpenStaysValidOverARotationAndWhatIsNewHasTheNewKey() {
    String link = signer.sign(CLAIMS);
    String reference = references.sign(ADDRESS, 7, NOON);
    String code = codes.codeFor(REQUEST, codes.primaryKeyId());

    ring.set(ring("k2", KeyState.VERIFY_ONLY));

    assertThat(signer.verify(link, NOON)).isInstanceOf(VerifiedToken.class);
    assertThat(references.verify(reference)).isPresent();
    assertThat(codes.matches(REQUEST, "k1", code)).isTrue();
    assertThat(signer.sign(CLAIMS)).startsWith("d1.k2.");
    assertThat(references.sign(ADDRESS, 7, NOON)).startsWith("k2.");
    assertThat(codes.primaryKeyId()).isEqualTo("k2");
  }

  @Test
  void aKeyThatIsDisabledOrDestroyedVerifiesNothingAndComesBackIfSwitchedOn() {
    String link = signer.sign(CLAIMS);
    String reference = references.sign(ADDRESS, 7, NOON);
    String code = codes.codeFor(REQUEST, "k1");
    for (KeyState state : new KeyState[] {KeyState.DISABLED, KeyState.DESTROYED}) {
      ring.set(ring("k2", state));
      assertThat(signer.verify(link, NOON)).isEqualTo(new Rejected(Rejected.Reason.UNKNOWN_KEY));
      assertThat(references.verify(reference)).isEmpty();
      assertThat(codes.matches(REQUEST, "k1", code)).isFalse();
    }
    ring.set(ring("k2", KeyState.VERIFY_ONLY));
    assertThat(signer.verify(link, NOON)).isInstanceOf(VerifiedToken.class);
  }

  @Test
  void aSourceThatFailsAtFirstFailsTheStart() {
    assertThatThrownBy(
            () ->
                new TokenSigner(
                    () -> {
                      throw new IllegalStateException("the vault is away");
                    },
                    PORTAL))
        .hasMessage("the vault is away");
  }

  @Test
  void aSourceThatFailsLaterLeavesTheLastKeysInUseUntilItIsBack() {
    AtomicReference<RuntimeException> failure = new AtomicReference<>();
    TokenSigner flaky =
        new TokenSigner(
            () -> {
              RuntimeException now = failure.get();
              if (now != null) {
                throw now;
              }
              return ring.get();
            },
            PORTAL);
    String link = flaky.sign(CLAIMS);
    failure.set(new IllegalStateException("the vault is away"));
    ring.set(ring("k2", KeyState.VERIFY_ONLY));

    assertThat(flaky.verify(link, NOON)).isInstanceOf(VerifiedToken.class);
    assertThat(flaky.sign(CLAIMS)).isEqualTo(link);

    failure.set(null);
    assertThat(flaky.sign(CLAIMS)).startsWith("d1.k2.");
  }

  @Test
  void aRingIsASourceOfItself() {
    KeyRing ring = TestKeys.ring();
    assertThat(ring.current()).isSameAs(ring);
  }

  private static KeyRing ring(String primary, KeyState stateOfK1) {
    KeyRing.Builder ring = KeyRing.builder().primary(primary, TestKeys.secret(primary));
    return stateOfK1 == KeyState.DESTROYED
        ? ring.destroyed("k1").build()
        : ring.add("k1", stateOfK1, TestKeys.secret("k1")).build();
  }
}
