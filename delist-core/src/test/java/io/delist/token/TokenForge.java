package io.delist.token;

import io.delist.net.IpAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * Makes tokens and references of any content, well signed or not, from the description of the
 * format: it shares no code with the signers but HMAC, HKDF and base64url.
 */
final class TokenForge {

  static final String CONFIRM = "delist/1/confirm";
  static final String REFERENCE = "delist/1/reference";
  static final String CODE = "delist/1/code";

  private TokenForge() {}

  /** One field of a payload: type, length, value. */
  static byte[] field(int type, byte[] value) {
    return ByteBuffer.allocate(2 + value.length)
        .put((byte) type)
        .put((byte) value.length)
        .put(value)
        .array();
  }

  static byte[] field(int type, long value) {
    return field(type, ByteBuffer.allocate(8).putLong(value).array());
  }

  /** The seven fields of a confirmation for this audience, each ready to be altered. */
  static byte[][] fields(String audience, ConfirmationClaims claims) {
    return new byte[][] {
      field(1, new byte[] {1}),
      field(2, Fingerprints.sha256(audience)),
      field(3, claims.requestId().toBytes()),
      field(4, claims.address().toBytes()),
      field(5, claims.email().toBytes()),
      field(6, claims.issuedAt().getEpochSecond()),
      field(7, claims.expiresAt().getEpochSecond())
    };
  }

  static byte[] join(byte[]... parts) {
    ByteBuffer all = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(part -> part.length).sum());
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }

  /** A token over this payload with a good MAC of that key and use. */
  static String token(String version, String keyId, String info, byte[] payload) {
    String signed = version + "." + keyId + "." + Base64Url.encode(payload);
    return signed + "." + Base64Url.encode(mac(derived(keyId, info), ascii(signed)));
  }

  static String token(String keyId, byte[]... fields) {
    return token("d1", keyId, CONFIRM, join(fields));
  }

  /** The body of a reference, before its MAC. */
  static byte[] referenceBody(int header, IpAddress address, long revision, Instant at) {
    byte[] revisionBytes = ByteBuffer.allocate(8).putLong(revision).array();
    byte[] secondBytes = ByteBuffer.allocate(8).putLong(at.getEpochSecond()).array();
    return join(
        new byte[] {(byte) header},
        address.toBytes(),
        Arrays.copyOfRange(revisionBytes, 2, 8),
        Arrays.copyOfRange(secondBytes, 3, 8));
  }

  /** A reference over this body with a good MAC of that key and use. */
  static String reference(String keyId, String info, String audience, byte[] body) {
    byte[] mac = mac(derived(keyId, info), join(Fingerprints.sha256(audience), body));
    return keyId + "." + Base64Url.encode(join(body, Arrays.copyOf(mac, 16)));
  }

  static byte[] derived(String keyId, String info) {
    return Hkdf.deriveKey(TestKeys.secret(keyId), info);
  }

  static byte[] mac(byte[] key, byte[] input) {
    return Hkdf.hmac(key).doFinal(input);
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The same bytes with one bit the other way. */
  static byte[] flip(byte[] bytes, int bit) {
    byte[] flipped = bytes.clone();
    flipped[bit / 8] ^= (byte) (0x80 >>> (bit % 8));
    return flipped;
  }
}
