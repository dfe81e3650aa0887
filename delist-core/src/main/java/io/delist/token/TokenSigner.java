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
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes and checks the token in a confirmation link: {@code d1.<key id>.<payload>.<mac>}.
 *
 * <p>Payload ({@link ConfirmationPayload}) and MAC are base64url without padding, at most 256
 * characters in all. The MAC is HMAC-SHA-256, whole, over the ASCII bytes before the last dot, with
 * the ring's key for confirmations. The token names no algorithm; {@code d1} is the only one.
 *
 * <p>A good token is one half of a confirmation. The other is the live row of its request.
 *
 * <p><b>Cost:</b> a MAC over some 170 bytes and little else; benchmarks/README.md has the figures.
 * <b>Threads:</b> safe.
 */
public final class TokenSigner {

  static final int LONGEST_CHARS = 256;

  /** How far ahead of the verifier's clock the signer's may be. */
  static final long CLOCK_SKEW_SECONDS = 60;

  static final String TOKEN_VERSION = "d1";

  /** What base64url makes of the 32 bytes of a MAC. */
  private static final int MAC_CHARS = 43;

  private final PurposeKeys keys;

  /**
   * A signer for one portal.
   *
   * @param keys where the keys come from; a {@link KeyRing} is a source
   * @param audience names the portal; a token of one audience is refused by all others
   * @throws IllegalArgumentException if the audience is blank or longer than 255 characters
   */
  public TokenSigner(KeySource keys, String audience) {
    this.keys = new PurposeKeys(keys, Purpose.CONFIRM, audience);
  }

  /** A new token, signed with the primary key. */
  public String sign(ConfirmationClaims claims) {
    byte code = Purpose.CONFIRM.code();
    return sign(new ConfirmationPayload(code, keys.audienceHash(), claims).encode());
  }

  /** Signs any bytes, so that tests can make what {@link #sign(ConfirmationClaims)} never does. */
  String sign(byte[] payload) {
    PurposeKeys.Derived derived = keys.current();
    byte[] head = ascii(derived.head());
    byte[] body = Base64Url.encodeAscii(payload);
    int signed = head.length + body.length;
    byte[] token = Arrays.copyOf(head, signed + 1 + MAC_CHARS);
    System.arraycopy(body, 0, token, head.length, body.length);
    byte[] mac = Base64Url.encodeAscii(derived.primary().mac(token, signed));
    token[signed] = '.';
    System.arraycopy(mac, 0, token, signed + 1, MAC_CHARS);
    return new String(token, StandardCharsets.ISO_8859_1);
  }

  /** Checks a token from outside. Any text gives an answer and none an exception. */
  public Verification verify(String token, Instant now) {
    if (token.isEmpty() || token.length() > LONGEST_CHARS) {
      return new Rejected(LENGTH);
    }
    PurposeKeys.Derived derived = keys.current();
    int mac = token.length() - MAC_CHARS;
    int body = derived.head().length();
    // What the primary key has signed is the usual case, and its parts need not be searched for.
    if (mac > body + 1 && token.startsWith(derived.head()) && token.charAt(mac - 1) == '.') {
      Verification verification = verify(token, body, mac, derived.primary(), now);
      if (verification != null) {
        return verification;
      }
    }
    return verifyPartByPart(token, derived, now);
  }

  private Verification verifyPartByPart(String token, PurposeKeys.Derived derived, Instant now) {
    int id = token.indexOf('.') + 1;
    int body = token.indexOf('.', id) + 1;
    int mac = token.indexOf('.', body) + 1;
    boolean hasFourParts =
        id > 1
            && body > id + 1
            && mac > body + 1
            && mac < token.length()
            && token.indexOf('.', mac) < 0;
    if (!hasFourParts) {
      return rejected(token, PARTS);
    }
    MacKey key = derived.find(token.substring(id, body - 1));
    Verification verification = verify(token, body, mac, key, now);
    if (verification == null) {
      return rejected(token, NOT_CANONICAL);
    }
    if (!token.startsWith(TOKEN_VERSION + ".")) {
      return rejected(token, VERSION);
    }
    return key == null ? rejected(token, UNKNOWN_KEY) : verification;
  }

  /**
   * The answer to a token whose parts begin at these places, if its version is right.
   *
   * @param key the key that it names; null if there is none, and then the answer says nothing
   * @return null if payload or MAC cannot be decoded
   */
  private @Nullable Verification verify(
      String token, int body, int mac, @Nullable MacKey key, Instant now) {
    // What is not Latin-1 becomes a question mark, which the alphabet does not have.
    byte[] text = token.getBytes(StandardCharsets.ISO_8859_1);
    byte[] payload = Base64Url.decodeOrNull(text, body, mac - 1);
    byte[] given = Base64Url.decodeOrNull(text, mac, text.length);
    if (payload == null || given == null) {
      return null;
    }
    if (key == null || !Fingerprints.same(key.mac(text, mac - 1), given)) {
      return new Rejected(MAC);
    }
    ConfirmationPayload decoded = ConfirmationPayload.decodeOrNull(payload);
    return decoded == null ? new Rejected(MALFORMED) : verify(decoded, now);
  }

  /**
   * Refuses; a wrong character anywhere is the earlier reason, and is only looked for here: what
   * passes has none, since version, key id and base64url cannot hold one.
   */
  private static Rejected rejected(String token, Rejected.Reason reason) {
    return new Rejected(Base64Url.isDotted(token) ? reason : CHARACTERS);
  }

  private Verification verify(ConfirmationPayload payload, Instant now) {
    ConfirmationClaims claims = payload.claims();
    if (payload.purpose() != Purpose.CONFIRM.code()) {
      return new Rejected(PURPOSE);
    }
    // No secret: everybody can compute it.
    if (!Arrays.equals(keys.audienceHash(), payload.audienceHash())) {
      return new Rejected(AUDIENCE);
    }
    if (now.getEpochSecond() < claims.issuedAt().getEpochSecond() - CLOCK_SKEW_SECONDS) {
      return new Rejected(NOT_YET_VALID);
    }
    return now.isBefore(claims.expiresAt()) ? new VerifiedToken(claims) : new Rejected(EXPIRED);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
