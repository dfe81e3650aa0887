package io.delist.token;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Names one request: 128 bits that cannot be guessed. As text, 22 characters of base64url.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
public record RequestId(long high, long low) {

  private static final int LENGTH_BYTES = 16;
  private static final int LENGTH_CHARS = 22;

  /** A new id; the source must be a {@link java.security.SecureRandom} outside of tests. */
  public static RequestId random(RandomGenerator random) {
    return new RequestId(random.nextLong(), random.nextLong());
  }

  /** Reads the text of {@link #toString()} and no other form of the same bits. */
  public static Optional<RequestId> parse(String text) {
    return text.length() == LENGTH_CHARS
        ? Base64Url.decode(text).map(RequestId::ofBytes)
        : Optional.empty();
  }

  /**
   * The id with these bytes, as {@link #toBytes()} gave them.
   *
   * @throws IllegalArgumentException if there are not 16
   */
  public static RequestId ofBytes(byte[] bytes) {
    if (bytes.length != LENGTH_BYTES) {
      throw new IllegalArgumentException("a request id has 16 bytes, not " + bytes.length);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new RequestId(buffer.getLong(), buffer.getLong());
  }

  /** 16 bytes, a new array. */
  public byte[] toBytes() {
    return ByteBuffer.allocate(LENGTH_BYTES).putLong(high).putLong(low).array();
  }

  /** 22 characters of base64url. */
  @Override
  public String toString() {
    return Base64Url.encode(toBytes());
  }
}
