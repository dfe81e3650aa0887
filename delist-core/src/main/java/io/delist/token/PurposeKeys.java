package io.delist.token;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A source's keys for one purpose, and the audience that they speak to. The keys are derived once
 * for each ring that the source gives.
 *
 * <p><b>Threads:</b> safe.
 */
final class PurposeKeys {

  private static final Logger LOG = LoggerFactory.getLogger(PurposeKeys.class);
  private static final int LONGEST_AUDIENCE_CHARS = 255;

  private final KeySource source;
  private final Purpose purpose;
  private final byte[] audienceHash;
  private volatile Derived derived;
  private volatile boolean failing;

  /**
   * @throws IllegalArgumentException if the audience is blank or longer than 255 characters
   */
  PurposeKeys(KeySource source, Purpose purpose, String audience) {
    if (audience.isBlank() || audience.length() > LONGEST_AUDIENCE_CHARS) {
      throw new IllegalArgumentException(
          "token audience has "
              + audience.length()
              + " characters; must be 1 to "
              + LONGEST_AUDIENCE_CHARS
              + ", not all blank: the portal's host name, for instance");
    }
    this.source = source;
    this.purpose = purpose;
    this.audienceHash = Fingerprints.sha256(audience);
    this.derived = Derived.of(source.current(), purpose);
  }

  /** The keys as they are now; one object for one signature or check. */
  Derived current() {
    KeyRing ring = ringOrNull();
    Derived known = derived;
    if (ring == null || ring == known.ring) {
      return known;
    }
    Derived anew = Derived.of(ring, purpose);
    derived = anew;
    return anew;
  }

  private @Nullable KeyRing ringOrNull() {
    try {
      KeyRing ring = source.current();
      if (failing) {
        failing = false;
        LOG.info("the key source gives keys again");
      }
      return ring;
    } catch (RuntimeException e) {
      if (!failing) {
        failing = true;
        // Not the message: nobody knows what an application's key store puts into it.
        LOG.warn(
            "the key source failed ({}); the keys that it gave before stay in use",
            e.getClass().getName());
      }
      return null;
    }
  }

  /** SHA-256 of the audience; 32 bytes, not to be written to. */
  byte[] audienceHash() {
    return audienceHash;
  }

  /** The keys of one ring for one purpose. Immutable. */
  static final class Derived {

    private final KeyRing ring;
    private final Map<String, MacKey> keys;
    private final MacKey primary;
    private final String head;

    private Derived(KeyRing ring, Map<String, MacKey> keys, MacKey primary) {
      this.ring = ring;
      this.head = TokenSigner.TOKEN_VERSION + "." + ring.primaryKeyId() + ".";
      this.keys = Collections.unmodifiableMap(keys);
      this.primary = primary;
    }

    private static Derived of(KeyRing ring, Purpose purpose) {
      Map<String, MacKey> keys = new LinkedHashMap<>();
      ring.forEachUsable(
          (id, secret) -> keys.put(id, new MacKey(Hkdf.deriveKey(secret, purpose.info()))));
      MacKey primary = keys.get(ring.primaryKeyId());
      if (primary == null) {
        throw new IllegalStateException("a key ring has a primary key");
      }
      return new Derived(ring, keys, primary);
    }

    String primaryId() {
      return ring.primaryKeyId();
    }

    MacKey primary() {
      return primary;
    }

    /** What a token of the primary key begins with. */
    String head() {
      return head;
    }

    /** The keys in use by id, the primary among them, in the order of the ring. */
    Map<String, MacKey> all() {
      return keys;
    }

    /** The key with this id, if it is in use. */
    @Nullable MacKey find(String id) {
      return keys.get(id);
    }
  }
}
