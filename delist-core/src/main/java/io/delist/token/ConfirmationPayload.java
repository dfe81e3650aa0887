package io.delist.token;

import io.delist.net.IpAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

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

  /** The length of each field's value; the address has 16 or {@link #V4_BYTES}. */
  private static final int[] LENGTHS = {1, 32, 16, 16, 32, 8, 8};

  private static final int ADDRESS_FIELD = 3;
  private static final int V4_BYTES = 4;
  private static final int HEADER_BYTES = 2;

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
    byte[][] values = {
      {purpose},
      audienceHash,
      claims.requestId().toBytes(),
      claims.address().toBytes(),
      claims.email().toBytes(),
      seconds(claims.issuedAt()),
      seconds(claims.expiresAt())
    };
    int size = Arrays.stream(values).mapToInt(value -> HEADER_BYTES + value.length).sum();
    ByteBuffer out = ByteBuffer.allocate(size);
    for (int i = 0; i < values.length; i++) {
      out.put((byte) (i + 1)).put((byte) values[i].length).put(values[i]);
    }
    return out.array();
  }

  private static byte[] seconds(Instant time) {
    return ByteBuffer.allocate(Long.BYTES).putLong(time.getEpochSecond()).array();
  }

  /** Nothing if the bytes are not what {@link #encode()} writes. */
  static Optional<ConfirmationPayload> decode(byte[] bytes) {
    return split(bytes).flatMap(ConfirmationPayload::ofFields);
  }

  private static Optional<byte[][]> split(byte[] bytes) {
    byte[][] values = new byte[LENGTHS.length][];
    int at = 0;
    for (int i = 0; i < LENGTHS.length; i++) {
      int start = at + HEADER_BYTES;
      if (start > bytes.length || bytes[at] != i + 1) {
        return Optional.empty();
      }
      int length = bytes[at + 1];
      boolean fits = length == LENGTHS[i] || (i == ADDRESS_FIELD && length == V4_BYTES);
      if (!fits || start + length > bytes.length) {
        return Optional.empty();
      }
      at = start + length;
      values[i] = Arrays.copyOfRange(bytes, start, at);
    }
    return at == bytes.length ? Optional.of(values) : Optional.empty();
  }

  private static Optional<ConfirmationPayload> ofFields(byte[][] values) {
    IpAddress address = IpAddress.ofBytes(values[ADDRESS_FIELD]);
    boolean canonical = address.isV4() == (values[ADDRESS_FIELD].length == V4_BYTES);
    Optional<Instant> issuedAt = instant(values[5]);
    Optional<Instant> expiresAt = instant(values[6]);
    if (!canonical
        || issuedAt.isEmpty()
        || expiresAt.isEmpty()
        || !ConfirmationClaims.isSpan(issuedAt.get(), expiresAt.get())) {
      return Optional.empty();
    }
    ConfirmationClaims claims =
        new ConfirmationClaims(
            RequestId.ofBytes(values[2]),
            address,
            EmailFingerprint.ofBytes(values[4]),
            issuedAt.get(),
            expiresAt.get());
    return Optional.of(new ConfirmationPayload(values[0][0], values[1], claims));
  }

  /** Nothing if the seconds are more than an {@link Instant} has. */
  private static Optional<Instant> instant(byte[] value) {
    long seconds = ByteBuffer.wrap(value).getLong();
    boolean fits =
        seconds >= Instant.MIN.getEpochSecond() && seconds <= Instant.MAX.getEpochSecond();
    return fits ? Optional.of(Instant.ofEpochSecond(seconds)) : Optional.empty();
  }
}
