package io.delist.token;

import io.delist.net.IpAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bytes inside a confirmation token: seven fields in this order, each as type (1 byte), length
 * (1 byte), value. There is one encoding of the same claims.
 *
 * <pre>
 * 1  purpose       1 byte, 1 = confirm
 * 2  audience     32 bytes, SHA-256 of its UTF-8 text
 * 3  request id   16 bytes
 * 4  address       4 or 16 bytes, never an IPv4-mapped one
 * 5  email        32 bytes, SHA-256 of the canonical address
 * 6  issued at     8 bytes, seconds since 1970, big-endian
 * 7  expires at    8 bytes, the same
 * </pre>
 */
final class ConfirmationPayload {

  private static final int HASH_BYTES = 32;
  private static final int ID_BYTES = 16;
  private static final int V4_BYTES = 4;
  private static final int V6_BYTES = 16;

  private static final int HEADER_BYTES = 2;

  /** The length of each field's value; that of the address is one of the two above. */
  private static final int[] LENGTHS = {
    1, HASH_BYTES, ID_BYTES, 0, HASH_BYTES, Long.BYTES, Long.BYTES
  };

  private static final int ADDRESS_TYPE = 4;
  private static final int FIXED_BYTES =
      LENGTHS.length * HEADER_BYTES + Arrays.stream(LENGTHS).sum();

  private static final int AUDIENCE_AT = HEADER_BYTES + 1 + HEADER_BYTES;
  private static final int ID_AT = AUDIENCE_AT + HASH_BYTES + HEADER_BYTES;
  private static final int ADDRESS_AT = ID_AT + ID_BYTES + HEADER_BYTES;

  private final byte purpose;
  private final byte[] audienceHash;
  private final ConfirmationClaims claims;

  ConfirmationPayload(byte purpose, byte[] audienceHash, ConfirmationClaims claims) {
    this.purpose = purpose;
    this.audienceHash = audienceHash;
    this.claims = claims;
  }

  byte purpose() {
    return purpose;
  }

  byte[] audienceHash() {
    return audienceHash;
  }

  ConfirmationClaims claims() {
    return claims;
  }

  byte[] encode() {
    IpAddress address = claims.address();
    byte[] addressBytes = address.toBytes();
    ByteBuffer out = ByteBuffer.allocate(FIXED_BYTES + addressBytes.length);
    header(out, 1, 1).put(purpose);
    header(out, 2, HASH_BYTES).put(audienceHash);
    RequestId id = claims.requestId();
    header(out, 3, ID_BYTES).putLong(id.high()).putLong(id.low());
    header(out, 4, addressBytes.length).put(addressBytes);
    claims.email().writeTo(header(out, 5, HASH_BYTES));
    header(out, 6, Long.BYTES).putLong(claims.issuedAt().getEpochSecond());
    header(out, 7, Long.BYTES).putLong(claims.expiresAt().getEpochSecond());
    return out.array();
  }

  private static ByteBuffer header(ByteBuffer out, int type, int length) {
    return out.put((byte) type).put((byte) length);
  }

  /** Nothing if the bytes are not what {@link #encode()} writes. */
  static Optional<ConfirmationPayload> decode(byte[] bytes) {
    return Optional.ofNullable(decodeOrNull(bytes));
  }

  static @Nullable ConfirmationPayload decodeOrNull(byte[] bytes) {
    int addressBytes = bytes.length - FIXED_BYTES;
    boolean fits = addressBytes == V4_BYTES || addressBytes == V6_BYTES;
    return fits && hasHeaders(bytes, addressBytes) ? ofFields(bytes, addressBytes) : null;
  }

  private static boolean hasHeaders(byte[] bytes, int addressBytes) {
    int at = 0;
    for (int type = 1; type <= LENGTHS.length; type++) {
      int length = type == ADDRESS_TYPE ? addressBytes : LENGTHS[type - 1];
      if (bytes[at] != type || bytes[at + 1] != length) {
        return false;
      }
      at += HEADER_BYTES + length;
    }
    return true;
  }

  private static @Nullable ConfirmationPayload ofFields(byte[] bytes, int addressBytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int email = ADDRESS_AT + addressBytes + HEADER_BYTES;
    int issued = email + HASH_BYTES + HEADER_BYTES;
    IpAddress address =
        IpAddress.ofBytes(Arrays.copyOfRange(bytes, ADDRESS_AT, ADDRESS_AT + addressBytes));
    long issuedAt = in.getLong(issued);
    long expiresAt = in.getLong(issued + Long.BYTES + HEADER_BYTES);
    boolean canonical = address.isV4() == (addressBytes == V4_BYTES);
    if (!canonical || !ConfirmationClaims.isSpan(issuedAt, expiresAt)) {
      return null;
    }
    return new ConfirmationPayload(
        bytes[HEADER_BYTES],
        Arrays.copyOfRange(bytes, AUDIENCE_AT, AUDIENCE_AT + HASH_BYTES),
        new ConfirmationClaims(
            new RequestId(in.getLong(ID_AT), in.getLong(ID_AT + Long.BYTES)),
            address,
            EmailFingerprint.owning(Arrays.copyOfRange(bytes, email, email + HASH_BYTES)),
            Instant.ofEpochSecond(issuedAt),
            Instant.ofEpochSecond(expiresAt)));
  }
}
