package io.delist.token;

import java.util.concurrent.atomic.AtomicReferenceArray;
import javax.crypto.Mac;

/**
 * One derived key, ready to compute HMAC-SHA-256.
 *
 * <p>A {@link Mac} is good for one thread and dear to set up or to copy, so a few are kept for
 * reuse. Whoever computes takes one out, which leaves its place empty, and puts it back when it has
 * given its MAC and is as it was at first; one that failed is not put back. Where the place is
 * empty, a copy of a prototype is made. So no two threads ever hold the same one, nobody waits, and
 * nothing is left behind in threads that are not ours.
 *
 * <p><b>Cost:</b> that of {@link Mac#doFinal} and an atomic exchange. <b>Threads:</b> safe.
 */
final class MacKey {

  /** A power of two; threads spread over the places by their ids. */
  private static final int PLACES = 8;

  private final byte[] key;
  private final Mac prototype;
  private final AtomicReferenceArray<Mac> idle = new AtomicReferenceArray<>(PLACES);

  MacKey(byte[] key) {
    this.key = key;
    this.prototype = Hkdf.hmac(key);
  }

  /** The MAC over the parts, one after the other; 32 bytes, a new array. */
  byte[] mac(byte[]... parts) {
    int place = place();
    Mac mac = take(place);
    for (byte[] part : parts) {
      mac.update(part);
    }
    byte[] result = mac.doFinal();
    idle.setRelease(place, mac);
    return result;
  }

  /** The MAC over the first bytes of an array; 32 bytes, a new array. */
  byte[] mac(byte[] input, int length) {
    int place = place();
    Mac mac = take(place);
    mac.update(input, 0, length);
    byte[] result = mac.doFinal();
    idle.setRelease(place, mac);
    return result;
  }

  private static int place() {
    return (int) Thread.currentThread().getId() & (PLACES - 1);
  }

  private Mac take(int place) {
    Mac waiting = idle.getAndSet(place, null);
    return waiting == null ? fresh() : waiting;
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
