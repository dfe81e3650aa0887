package io.delist.token;

import static io.delist.token.Rejected.Reason.AUDIENCE;
import static io.delist.token.Rejected.Reason.CHARACTERS;
import static io.delist.token.Rejected.Reason.EXPIRED;
import static io.delist.token.Rejected.Reason.LENGTH;
import static io.delist.token.Rejected.Reason.MAC;
import static io.delist.token.Rejected.Reason.MALFORMED;
import static io.delist.token.Rejected.Reason.NOT_CANONICAL;
import static io.delist.token.Rejected.Reason.NOT_YET_VALID;
import static io.delist.token.Rejected.Reason.PARTS;
import static io.delist.token.Rejected.Reason.PURPOSE;
import static io.delist.token.Rejected.Reason.UNKNOWN_KEY;
import static io.delist.token.Rejected.Reason.VERSION;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Makes and checks the token in a confirmation link: {@code d1.<key id>.<payload>.<mac>}.
 *
 * <p>Payload ({@link ConfirmationPayload}) and MAC are base64url without padding, at most 256
 * characters in all. The MAC is HMAC-SHA-256, whole, over the ASCII bytes before the last dot, with
 * the ring's key for confirmations. The token names no algorithm; {@code d1} is the only one.
 *
 * <p>A good token is one half of a confirmation. The other is the live row of its request.
 *
 * <p><b>Cost:</b> a MAC over some 200 bytes. <b>Threads:</b> safe.
 */
public final class TokenSigner {

  static final int LONGEST_CHARS = 256;

  /** How far ahead of the verifier's clock the signer's may be. */
  static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

  private static final String TOKEN_VERSION = "d1";

  private final PurposeKeys keys;

  /**
   * A signer for one portal.
   *
   * @param audience names the portal; a token of one audience is refused by all others
   * @throws IllegalArgumentException if the audience is blank or longer than 255 characters
   */
  public TokenSigner(KeyRing ring, String audience) {
    this.keys = PurposeKeys.derive(ring, Purpose.CONFIRM, audience);
  }

  /** A new token, signed with the primary key. */
  public String sign(ConfirmationClaims claims) {
    byte code = Purpose.CONFIRM.code();
    return sign(new ConfirmationPayload(code, keys.audienceHash(), claims).encode());
  }

  /** Signs any bytes, so that tests can make what {@link #sign(ConfirmationClaims)} never does. */
  String sign(byte[] payload) {
    String signed = TOKEN_VERSION + "." + keys.primaryId() + "." + Base64Url.encode(payload);
    return signed + "." + Base64Url.encode(keys.primary().mac(ascii(signed)));
  }

  /** Checks a token from outside. Any text gives an answer and none an exception. */
  public Verification verify(String token, Instant now) {
    if (token.isEmpty() || token.length() > LONGEST_CHARS) {
      return new Rejected(LENGTH);
    }
    if (!Base64Url.isDotted(token)) {
      return new Rejected(CHARACTERS);
    }
    String[] parts = token.split("\\.", -1);
    if (parts.length != 4 || hasEmpty(parts)) {
      return new Rejected(PARTS);
    }
    Optional<byte[]> payload = Base64Url.decode(parts[2]);
    Optional<byte[]> mac = Base64Url.decode(parts[3]);
    if (payload.isEmpty() || mac.isEmpty()) {
      return new Rejected(NOT_CANONICAL);
    }
    if (!parts[0].equals(TOKEN_VERSION)) {
      return new Rejected(VERSION);
    }
    MacKey key = keys.find(parts[1]);
    if (key == null) {
      return new Rejected(UNKNOWN_KEY);
    }
    byte[] expected = key.mac(ascii(token.substring(0, token.lastIndexOf('.'))));
    if (!Fingerprints.same(expected, mac.get())) {
      return new Rejected(MAC);
    }
    return ConfirmationPayload.decode(payload.get())
        .map(decoded -> verify(decoded, now))
        .orElseGet(() -> new Rejected(MALFORMED));
  }

  private Verification verify(ConfirmationPayload payload, Instant now) {
    ConfirmationClaims claims = payload.claims();
    if (payload.purpose() != Purpose.CONFIRM.code()) {
      return new Rejected(PURPOSE);
    }
    if (!Fingerprints.same(keys.audienceHash(), payload.audienceHash())) {
      return new Rejected(AUDIENCE);
    }
    if (now.isBefore(claims.issuedAt().minus(CLOCK_SKEW))) {
      return new Rejected(NOT_YET_VALID);
    }
    return now.isBefore(claims.expiresAt()) ? new VerifiedToken(claims) : new Rejected(EXPIRED);
  }

  private static boolean hasEmpty(String[] parts) {
    for (String part : parts) {
      if (part.isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
