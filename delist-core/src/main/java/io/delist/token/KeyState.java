package io.delist.token;

import java.util.Arrays;
import java.util.Optional;

/** What a key may do. */
public enum KeyState {
  /** Signs and verifies; a ring has exactly one. */
  PRIMARY("primary"),
  /** Verifies what it signed before; signs nothing new. */
  VERIFY_ONLY("verify-only"),
  /** Does nothing, and can be switched on again. */
  DISABLED("disabled"),
  /** The secret is gone; the id stays, so that it is never given to another key. */
  DESTROYED("destroyed");

  private final String text;

  KeyState(String text) {
    this.text = text;
  }

  static Optional<KeyState> parse(String text) {
    return Arrays.stream(values()).filter(state -> state.text.equals(text)).findFirst();
  }

  boolean isUsable() {
    return this == PRIMARY || this == VERIFY_ONLY;
  }

  /** The word in a key file. */
  @Override
  public String toString() {
    return text;
  }
}
