package io.delist.token;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys of a ring for one purpose, derived once, and the audience that they speak to. */
final class PurposeKeys {

  private static final int LONGEST_AUDIENCE_CHARS = 255;

  private final Map<String, MacKey> keys;
  private final String primaryId;
  private final MacKey primary;
  private final byte[] audienceHash;

  private PurposeKeys(Map<String, MacKey> keys, String primaryId, MacKey primary, byte[] hash) {
    this.keys = keys;
    this.primaryId = primaryId;
    this.primary = primary;
    this.audienceHash = hash;
  }

  /**
   * Derives them.
   *
   * @throws IllegalArgumentException if the audience is blank or longer than 255 characters
   */
  static PurposeKeys derive(KeyRing ring, Purpose purpose, String audience) {
    if (audience.isBlank() || audience.length() > LONGEST_AUDIENCE_CHARS) {
      throw new IllegalArgumentException(
          "token audience has "
              + audience.length()
              + " characters; must be 1 to "
              + LONGEST_AUDIENCE_CHARS
              + ", not all blank: the portal's host name, for instance");
    }
    Map<String, MacKey> keys = new LinkedHashMap<>();
    ring.forEachUsable(
        (id, secret) -> keys.put(id, new MacKey(Hkdf.deriveKey(secret, purpose.info()))));
    MacKey primary = keys.get(ring.primaryKeyId());
    if (primary == null) {
      throw new IllegalStateException("a key ring has a primary key");
    }
    return new PurposeKeys(keys, ring.primaryKeyId(), primary, Fingerprints.sha256(audience));
  }

  String primaryId() {
    return primaryId;
  }

  MacKey primary() {
    return primary;
  }

  /** The key with this id, if it is in use. */
  @Nullable MacKey find(String id) {
    return keys.get(id);
  }

  /** SHA-256 of the audience; 32 bytes, not to be written to. */
  byte[] audienceHash() {
    return audienceHash;
  }
}
