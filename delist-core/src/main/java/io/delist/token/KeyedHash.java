package io.delist.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Hashes what must be recognised and not be read: who sees a hash cannot try all mailboxes or all
 * addresses without the key. HMAC-SHA-256, with the ring's primary key for this purpose.
 *
 * <p><b>Cost:</b> one MAC. <b>Threads:</b> safe.
 */
public final class KeyedHash {

  /** The same for every portal that shares a store. */
  private static final String AUDIENCE = "store";

  private final PurposeKeys keys;

  /**
   * @param keys where the keys come from; another primary key makes other hashes
   */
  public KeyedHash(KeySource keys) {
    this.keys = new PurposeKeys(keys, Purpose.HASH, AUDIENCE);
  }

  /**
   * The hash of a text of a kind; texts of different kinds have different hashes.
   *
   * @param kind without a zero character
   * @return 32 bytes, a new array
   */
  public byte[] of(String kind, String text) {
    byte[] input = (kind + "\0" + text).getBytes(StandardCharsets.UTF_8);
    return keys.current().primary().mac(keys.audienceHash(), input);
  }

  /**
   * 64 of a hash's bits.
   *
   * @param index which: 0 to 3
   */
  public static long bits(byte[] hash, int index) {
    return ByteBuffer.wrap(hash).getLong(index * Long.BYTES);
  }
}
