package io.delist.token;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The keys that sign and verify, by id. One is primary and signs; the others verify what they
 * signed, or rest.
 *
 * <p>To rotate: add a new primary key and make the old one verify-only, so that open links stay
 * valid; when the longest token life has passed, disable or destroy it. Tokens carry the id of
 * their key. An application with a key store of its own uses {@link #builder()}, and {@link
 * KeySource} if its keys change while it runs.
 *
 * <p>Immutable; holds secrets and shows none. <b>Threads:</b> safe.
 */
public final class KeyRing implements KeySource {

  static final int SHORTEST_SECRET_BYTES = 32;

  /**
   * Fewer different bytes than this in 32, or fewer different steps from one to the next, are not
   * chance: about 1 in 10<sup>23</sup>. It finds zeros, a repeated word, and counting.
   */
  private static final int FEWEST_DISTINCT_BYTES = 12;

  private final Map<String, KeyState> states;
  private final Map<String, byte[]> secrets;
  private final String primaryKeyId;

  private KeyRing(Map<String, KeyState> states, Map<String, byte[]> secrets, String primary) {
    this.states = states;
    this.secrets = secrets;
    this.primaryKeyId = primary;
  }

  /**
   * A ring of one key.
   *
   * @throws KeyRingException if the id or the secret does not fit, see {@link Builder}
   */
  public static KeyRing of(String id, byte[] secret) {
    return builder().primary(id, secret).build();
  }

  /**
   * Reads one key a line: {@code k2 primary BASE64}, {@code k1 verify-only BASE64}, {@code k0
   * disabled BASE64}, {@code j9 destroyed}. Blank lines and what follows {@code #} are skipped.
   *
   * @throws KeyRingException naming the line, if one cannot be read or the keys do not fit together
   */
  public static KeyRing parse(List<String> lines) {
    return KeyLines.parse(lines);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Itself: these keys do not change. */
  @Override
  public KeyRing current() {
    return this;
  }

  /** The id of the key that signs now. Kept beside what it signed, it finds the key again. */
  public String primaryKeyId() {
    return primaryKeyId;
  }

  /** Every key's id and state, in the order in which they were added. */
  public Map<String, KeyState> states() {
    return states;
  }

  /** The keys that verify; the primary is one of them. */
  void forEachUsable(BiConsumer<String, byte[]> action) {
    secrets.forEach(action);
  }

  static boolean isKeyId(String text) {
    return !text.isEmpty()
        && text.length() <= 4
        && text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
  }

  /** Ids and states, no secrets. */
  @Override
  public String toString() {
    return "KeyRing" + states;
  }

  /**
   * Collects keys. A key id is one to four of {@code a-z} and {@code 0-9}; a secret has 32 random
   * bytes or more. Each method throws {@link KeyRingException} if they do not fit.
   */
  public static final class Builder {

    private final Map<String, KeyState> states = new LinkedHashMap<>();
    private final Map<String, byte[]> secrets = new LinkedHashMap<>();

    private Builder() {}

    public Builder primary(String id, byte[] secret) {
      return add(id, KeyState.PRIMARY, secret);
    }

    public Builder verifyOnly(String id, byte[] secret) {
      return add(id, KeyState.VERIFY_ONLY, secret);
    }

    public Builder disabled(String id, byte[] secret) {
      return add(id, KeyState.DISABLED, secret);
    }

    /** Remembers the id of a key that is no more. */
    public Builder destroyed(String id) {
      remember(id, KeyState.DESTROYED);
      return this;
    }

    Builder add(String id, KeyState state, byte[] secret) {
      remember(id, state);
      checkSecret("key " + id, secret);
      secrets.put(id, secret.clone());
      return this;
    }

    private void remember(String id, KeyState state) {
      if (!isKeyId(id)) {
        throw new KeyRingException("a key id must be 1 to 4 of a-z and 0-9, as in k1");
      }
      if (states.putIfAbsent(id, state) != null) {
        throw new KeyRingException("key " + id + " is there twice; give each key an id of its own");
      }
    }

    private void checkSecret(String name, byte[] secret) {
      if (secret.length < SHORTEST_SECRET_BYTES) {
        throw new KeyRingException(
            name
                + " has "
                + secret.length
                + " bytes; it must have "
                + SHORTEST_SECRET_BYTES
                + " or more; "
                + KeyRingException.WAY_OUT);
      }
      if (distinct(secret) < FEWEST_DISTINCT_BYTES
          || distinct(steps(secret)) < FEWEST_DISTINCT_BYTES) {
        throw new KeyRingException(name + " is not random; " + KeyRingException.WAY_OUT);
      }
      secrets.forEach(
          (otherId, other) -> {
            if (Fingerprints.same(other, secret)) {
              throw new KeyRingException(
                  name + " has the secret of " + otherId + "; " + KeyRingException.WAY_OUT);
            }
          });
    }

    private static byte[] steps(byte[] secret) {
      byte[] steps = new byte[secret.length - 1];
      for (int i = 0; i < steps.length; i++) {
        steps[i] = (byte) (secret[i + 1] - secret[i]);
      }
      return steps;
    }

    private static long distinct(byte[] secret) {
      byte[] sorted = secret.clone();
      Arrays.sort(sorted);
      long count = 1;
      for (int i = 1; i < sorted.length; i++) {
        if (sorted[i] != sorted[i - 1]) {
          count++;
        }
      }
      return count;
    }

    /**
     * The ring of the keys so far.
     *
     * @throws KeyRingException if not exactly one key is primary
     */
    public KeyRing build() {
      List<String> primaries =
          states.keySet().stream().filter(id -> states.get(id) == KeyState.PRIMARY).toList();
      if (primaries.isEmpty()) {
        throw new KeyRingException("there is no primary key; " + KeyRingException.WAY_OUT);
      }
      if (primaries.size() > 1) {
        throw new KeyRingException(
            "keys "
                + String.join(" and ", primaries)
                + " are primary; leave one and make the others verify-only");
      }
      Map<String, byte[]> usable = new LinkedHashMap<>(secrets);
      usable.keySet().removeIf(id -> !isUsable(id));
      return new KeyRing(
          Collections.unmodifiableMap(new LinkedHashMap<>(states)), usable, primaries.get(0));
    }

    private boolean isUsable(String id) {
      KeyState state = states.get(id);
      return state != null && state.isUsable();
    }
  }
}
