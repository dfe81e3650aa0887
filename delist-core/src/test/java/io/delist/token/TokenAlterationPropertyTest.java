package io.delist.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpAddress;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A thousand tokens and references, each altered in every way of a kind: none may pass. */
class TokenAlterationPropertyTest {

  private static final String SEED = "20261123";
  private static final String PORTAL = "delist.example";
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private final TokenSigner signer = new TokenSigner(TestKeys.ring(), PORTAL);
  private final ReferenceSigner references = new ReferenceSigner(TestKeys.ring(), PORTAL);

  @Property(tries = 1000, seed = SEED)
  void everyFlippedBitAndEveryTruncationOfATokenIsRefused(
      @ForAll("claims") ConfirmationClaims claims) {
    String token = signer.sign(claims);
    assertThat(accepts(token, claims)).as("the token itself").isTrue();
    for (int at = 0; at < token.length(); at++) {
      for (int bit = 0; bit < 8; bit++) {
        assertRefused(with(token, at, (char) (token.charAt(at) ^ 1 << bit)), claims);
      }
      assertRefused(token.substring(0, at), claims);
      assertRefused(token.substring(at + 1), claims);
    }
  }

  @Property(tries = 1000, seed = SEED)
  void everyFlippedBitOfPayloadAndMacIsRefused(@ForAll("claims") ConfirmationClaims claims) {
    String[] parts = signer.sign(claims).split("\\.", -1);
    for (int part = 2; part <= 3; part++) {
      byte[] bytes = Base64Url.decode(parts[part]).orElseThrow();
      for (int bit = 0; bit < bytes.length * 8; bit++) {
        String[] altered = parts.clone();
        altered[part] = Base64Url.encode(TokenForge.flip(bytes, bit));
        assertRefused(String.join(".", altered), claims);
      }
    }
  }

  /** The last character of 16, 32 or 115 bytes has bits that no byte uses. */
  @Property(tries = 100, seed = SEED)
  void aTokenHasOneSpelling(@ForAll("claims") ConfirmationClaims claims) {
    String token = signer.sign(claims);
    int endOfPayload = token.lastIndexOf('.') - 1;
    for (int i = 0; i < ALPHABET.length(); i++) {
      char other = ALPHABET.charAt(i);
      for (int at : new int[] {endOfPayload, token.length() - 1}) {
        if (token.charAt(at) != other) {
          assertRefused(with(token, at, other), claims);
        }
      }
    }
    assertRefused(token + "=", claims);
    assertRefused(token.replace('-', '+').replace('_', '/') + "+", claims);
  }

  @Property(tries = 1000, seed = SEED)
  void everyFlippedBitAndEveryTruncationOfAReferenceIsRefused(
      @ForAll("claims") ConfirmationClaims claims, @ForAll("revisions") long revision) {
    String reference = references.sign(claims.address(), revision, claims.issuedAt());
    assertThat(references.verify(reference)).isPresent();
    for (int at = 0; at < reference.length(); at++) {
      for (int bit = 0; bit < 8; bit++) {
        String altered = with(reference, at, (char) (reference.charAt(at) ^ 1 << bit));
        assertThat(references.verify(altered)).isEmpty();
      }
      assertThat(references.verify(reference.substring(0, at))).isEmpty();
      assertThat(references.verify(reference.substring(at + 1))).isEmpty();
    }
  }

  @Property(tries = 5000, seed = SEED)
  void anyTextGetsAnAnswer(@ForAll String text) {
    assertThat(signer.verify(text, Instant.EPOCH)).isInstanceOf(Rejected.class);
    assertThat(signer.verify("d1.k2." + text, Instant.EPOCH)).isInstanceOf(Rejected.class);
    assertThat(references.verify(text)).isEmpty();
    assertThat(references.verify("k2." + text)).isEmpty();
  }

  /** Random bytes under a good MAC: what a stolen key could sign. */
  @Property(tries = 5000, seed = SEED)
  void anySignedBytesGetAnAnswer(@ForAll byte[] bytes) {
    byte[] payload = bytes.length > 150 ? new byte[] {1} : bytes;
    assertThat(signer.verify(signer.sign(payload), Instant.EPOCH)).isInstanceOf(Rejected.class);
  }

  private boolean accepts(String token, ConfirmationClaims claims) {
    return signer.verify(token, claims.issuedAt()) instanceof VerifiedToken;
  }

  private void assertRefused(String token, ConfirmationClaims claims) {
    if (accepts(token, claims)) {
      throw new AssertionError("accepted an altered token: " + token);
    }
  }

  private static String with(String text, int at, char other) {
    return text.substring(0, at) + other + text.substring(at + 1);
  }

  @Provide
  Arbitrary<ConfirmationClaims> claims() {
    Arbitrary<IpAddress> v4 = Arbitraries.integers().map(IpAddress::ofV4);
    Arbitrary<IpAddress> v6 =
        Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(IpAddress::ofV6);
    Arbitrary<byte[]> hash = Arbitraries.bytes().array(byte[].class).ofSize(32).withoutEdgeCases();
    Arbitrary<Long> issued = Arbitraries.longs().between(0, 253_402_000_000L);
    Arbitrary<Long> life = Arbitraries.longs().between(1, 100_000).withoutEdgeCases();
    Arbitrary<Long> half = Arbitraries.longs().withoutEdgeCases();
    return Combinators.combine(half, half, Arbitraries.oneOf(v4, v6), hash, issued, life)
        .as(
            (high, low, address, email, start, seconds) ->
                new ConfirmationClaims(
                    new RequestId(high, low),
                    address,
                    EmailFingerprint.ofBytes(email),
                    Instant.ofEpochSecond(start),
                    Instant.ofEpochSecond(start + seconds)));
  }

  @Provide
  Arbitrary<Long> revisions() {
    return Arbitraries.longs().between(0, (1L << 48) - 1);
  }
}
