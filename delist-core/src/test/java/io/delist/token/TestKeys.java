package io.delist.token;

import java.util.Base64;

/** Keys that everybody can compute: for tests and published vectors only. */
final class TestKeys {

  private TestKeys() {}

  static byte[] secret(String id) {
    return Fingerprints.sha256("delist test key " + id);
  }

  static String base64(String id) {
    return Base64.getEncoder().encodeToString(secret(id));
  }

  /** A ring in the middle of its life: each state once. */
  static KeyRing ring() {
    return KeyRing.builder()
        .verifyOnly("k1", secret("k1"))
        .primary("k2", secret("k2"))
        .disabled("k3", secret("k3"))
        .destroyed("k0")
        .build();
  }

  /** A ring of one of them. */
  static KeyRing only(String id) {
    return KeyRing.of(id, secret(id));
  }
}
