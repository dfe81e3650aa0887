package io.delist.token;

import javax.crypto.Mac;

/**
 * One derived key, ready to compute HMAC-SHA-256.
 *
 * <p>A {@link Mac} is good for one thread and dear to set up, so one is set up and each use copies
 * it: no lock, and nothing left behind in threads. <b>Threads:</b> safe.
 */
final class MacKey {

  private final byte[] key;
  private final Mac prototype;

  MacKey(byte[] key) {
    this.key = key;
    this.prototype = Hkdf.hmac(key);
  }

  /** The MAC over the parts, one after the other. */
  byte[] mac(byte[]... parts) {
    Mac mac = fresh();
    for (byte[] part : parts) {
      mac.update(part);
    }
    return mac.doFinal();
  }

  private Mac fresh() {
    try {
      return (Mac) prototype.clone();
    } catch (CloneNotSupportedException e) {
      // A provider other than the JDK's own.
      return Hkdf.hmac(key);
    }
  }
}
