package io.delist.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Base64url without padding (RFC 4648 section 5), one text for each sequence of bytes: what would
 * not come out again as it went in (padding, stray last bits) is refused.
 */
final class Base64Url {

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private Base64Url() {}

  static String encode(byte[] bytes) {
    return ENCODER.encodeToString(bytes);
  }

  /** The text in ASCII. */
  static byte[] encodeAscii(byte[] bytes) {
    return ENCODER.encode(bytes);
  }

  static Optional<byte[]> decode(String text) {
    // What is not Latin-1 becomes a question mark, which the alphabet does not have.
    byte[] ascii = text.getBytes(StandardCharsets.ISO_8859_1);
    return Optional.ofNullable(decodeOrNull(ascii, 0, ascii.length));
  }

  /** The bytes that this part of a text, and nothing else, stands for; null if there are none. */
  static byte @Nullable [] decodeOrNull(byte[] text, int from, int to) {
    ByteBuffer decoded;
    try {
      decoded = DECODER.decode(ByteBuffer.wrap(text, from, to - from));
    } catch (IllegalArgumentException e) {
      return null;
    }
    byte[] bytes = decoded.array();
    if (bytes.length != decoded.remaining()) {
      bytes = Arrays.copyOf(bytes, decoded.remaining());
    }
    return isCanonical(text, from, to, bytes) ? bytes : null;
  }

  /**
   * Whether encoding the bytes gives the text, of which they were decoded: no padding, and in the
   * last character no bit that is in no byte. All other characters have no second spelling.
   */
  private static boolean isCanonical(byte[] text, int from, int to, byte[] bytes) {
    if (to - from != (bytes.length * 4 + 2) / 3) {
      return false;
    }
    return switch (bytes.length % 3) {
      case 1 -> text[to - 1] == ALPHABET.charAt((bytes[bytes.length - 1] & 0x03) << 4);
      case 2 -> text[to - 1] == ALPHABET.charAt((bytes[bytes.length - 1] & 0x0F) << 2);
      default -> true;
    };
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
