package io.delist.token;

import java.util.Base64;
import java.util.List;

/** Reads and writes the lines of a key file. No message repeats what a line holds. */
final class KeyLines {

  private static final String FORM = "write it as: <id> <primary|verify-only|disabled> <base64>";

  private KeyLines() {}

  static KeyRing parse(List<String> lines) {
    KeyRing.Builder ring = KeyRing.builder();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).split("#", 2)[0].strip();
      if (!line.isEmpty()) {
        try {
          add(ring, line.split("\\s+"));
        } catch (KeyRingException e) {
          throw new KeyRingException("line " + (i + 1) + ": " + e.getMessage());
        }
      }
    }
    return ring.build();
  }

  private static void add(KeyRing.Builder ring, String[] words) {
    KeyState state = words.length < 2 ? null : KeyState.parse(words[1]).orElse(null);
    if (state == null || words.length != (state == KeyState.DESTROYED ? 2 : 3)) {
      throw new KeyRingException("this is not a key; " + FORM + ", or: <id> destroyed");
    }
    if (state == KeyState.DESTROYED) {
      ring.destroyed(words[0]);
    } else {
      ring.add(words[0], state, decode(words[2]));
    }
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      // The cause would say which character of the secret it stumbled over.
      throw new KeyRingException("the secret is not base64; " + KeyRingException.WAY_OUT);
    }
  }

  static List<String> ofNewKey(String id, byte[] secret) {
    return List.of(
        "# The keys of delist. Whoever reads them can make tokens: keep this file to its owner,",
        "# and keep a copy of it with the backup of the store.",
        "# One key a line: <id> <primary|verify-only|disabled> <base64>, or <id> destroyed.",
        "# To rotate, make the primary verify-only and add a new primary with a new id.",
        id + " " + KeyState.PRIMARY + " " + Base64.getEncoder().encodeToString(secret));
  }
}
