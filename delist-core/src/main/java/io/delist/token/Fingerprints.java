package io.delist.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 of what is compared but need not be kept (a browser's cookie, a mailbox), and the
 * comparing, which takes as long whether the first byte differs or the last.
 *
 * <p><b>Threads:</b> safe.
 */
public final class Fingerprints {

  private Fingerprints() {}

  /** 32 bytes: SHA-256 of the text in UTF-8. */
  public static byte[] sha256(String text) {
    return sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  /** 32 bytes: SHA-256. */
  public static byte[] sha256(byte[] bytes) {
    return newSha256().digest(bytes);
  }

  static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Whether the two hold the same bytes; the time taken does not tell where they differ. */
  public static boolean same(byte[] one, byte[] other) {
    return MessageDigest.isEqual(one, other);
  }
}
