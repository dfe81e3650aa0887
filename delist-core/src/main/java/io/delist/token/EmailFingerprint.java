package io.delist.token;

import io.delist.mailbox.EmailAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * SHA-256 of a mailbox's canonical address: enough to recognise the mailbox, and no text of it.
 * Whoever guesses the address can compute it too, so it is shown nowhere. Immutable.
 */
public final class EmailFingerprint {

  private static final int LENGTH_BYTES = 32;

  private final byte[] bytes;

  private EmailFingerprint(byte[] bytes) {
    this.bytes = bytes;
  }

  public static EmailFingerprint of(EmailAddress email) {
    return new EmailFingerprint(Fingerprints.sha256(email.canonical()));
  }

  /**
   * The fingerprint with these bytes, as {@link #toBytes()} gave them.
   *
   * @throws IllegalArgumentException if there are not 32
   */
  public static EmailFingerprint ofBytes(byte[] bytes) {
    if (bytes.length != LENGTH_BYTES) {
      throw new IllegalArgumentException("an email fingerprint has 32 bytes, not " + bytes.length);
    }
    return new EmailFingerprint(bytes.clone());
  }

  /** The fingerprint with these bytes, which the caller gives away. */
  static EmailFingerprint owning(byte[] bytes) {
    return new EmailFingerprint(bytes);
  }

  void writeTo(ByteBuffer out) {
    out.put(bytes);
  }

  public boolean matches(EmailAddress email) {
    return equals(of(email));
  }

  /** 32 bytes, a new array. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EmailFingerprint that && Fingerprints.same(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Says what it is and nothing of what it holds. */
  @Override
  public String toString() {
    return "EmailFingerprint[hidden]";
  }
}
