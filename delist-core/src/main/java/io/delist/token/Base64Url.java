package io.delist.token;

import java.util.Base64;
import java.util.Optional;

/**
 * Base64url without padding (RFC 4648 section 5), one text for each sequence of bytes: what does
 * not come out again as it went in (padding, stray last bits) is refused.
 */
final class Base64Url {

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private Base64Url() {}

  static String encode(byte[] bytes) {
    return ENCODER.encodeToString(bytes);
  }

  static Optional<byte[]> decode(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
  }

  /** Whether the text has only letters and digits of the alphabet, and dots. */
  static boolean isDotted(String text) {
    return text.chars().allMatch(c -> c == '.' || isDigit(c));
  }

  private static boolean isDigit(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }
}
