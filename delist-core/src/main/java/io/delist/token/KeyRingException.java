package io.delist.token;

/** Keys that cannot be used as given. The message says which and how to make good ones. */
public final class KeyRingException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /** How an operator makes a key. */
  static final String WAY_OUT = "make a key with: openssl rand -base64 32";

  KeyRingException(String message) {
    super(message);
  }
}
