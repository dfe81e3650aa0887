package io.delist.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF with SHA-256: RFC 5869 section 2. */
final class Hkdf {

  private static final String HMAC = "HmacSHA256";
  private static final int HASH_BYTES = 32;

  private Hkdf() {}

  /** A key of 32 bytes for one use of the secret, without a salt. */
  static byte[] deriveKey(byte[] secret, String info) {
    byte[] pseudorandomKey = extract(new byte[0], secret);
    return expand(pseudorandomKey, info.getBytes(StandardCharsets.UTF_8), HASH_BYTES);
  }

  /** Section 2.2; no salt is a salt of zeros. */
  static byte[] extract(byte[] salt, byte[] secret) {
    return hmac(salt.length == 0 ? new byte[HASH_BYTES] : salt).doFinal(secret);
  }

  /** Section 2.3. */
  static byte[] expand(byte[] pseudorandomKey, byte[] info, int lengthBytes) {
    Mac mac = hmac(pseudorandomKey);
    byte[] out = new byte[lengthBytes];
    byte[] block = new byte[0];
    int counter = 1;
    for (int at = 0; at < lengthBytes; at += HASH_BYTES) {
      mac.update(block);
      mac.update(info);
      block = mac.doFinal(new byte[] {(byte) counter++});
      System.arraycopy(block, 0, out, at, Math.min(HASH_BYTES, lengthBytes - at));
    }
    return out;
  }

  /** A MAC with this key, ready for input. */
  static Mac hmac(byte[] key) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(Arrays.copyOf(key, key.length), HMAC));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
