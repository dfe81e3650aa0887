package io.delist.bounce;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** Undoes the transfer encoding and the charset of a part, as far as it goes. */
final class TransferEncoding {

  private TransferEncoding() {}

  /** The body in Unicode. */
  static String text(MimePart part) {
    return new String(bytes(part), charset(part.parameter("charset")));
  }

  /** The body as it was before it was encoded, a character for a byte. */
  static String raw(MimePart part) {
    return new String(bytes(part), StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(MimePart part) {
    return switch (part.field("content-transfer-encoding").toLowerCase(Locale.ROOT)) {
      case "base64" -> base64(part.body());
      case "quoted-printable" -> quotedPrintable(part.body());
      default -> part.body().getBytes(StandardCharsets.ISO_8859_1);
    };
  }

  /** Up to the end that it says itself, or the last whole group: a message may be cut off. */
  private static byte[] base64(String body) {
    StringBuilder digits = new StringBuilder(body.length());
    for (int i = 0; i < body.length() && body.charAt(i) != '='; i++) {
      char c = body.charAt(i);
      if (Chars.isLetter(c) || Chars.isDigit(c) || c == '+' || c == '/') {
        digits.append(c);
      }
    }
    if (digits.length() % 4 == 1) {
      digits.setLength(digits.length() - 1);
    }
    return Base64.getDecoder().decode(digits.toString());
  }

  private static byte[] quotedPrintable(String body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length());
    int at = 0;
    while (at < body.length()) {
      char c = body.charAt(at);
      int high = c == '=' && at + 2 < body.length() ? Character.digit(body.charAt(at + 1), 16) : -1;
      int low = high >= 0 ? Character.digit(body.charAt(at + 2), 16) : -1;
      if (low >= 0) {
        bytes.write(high << 4 | low);
        at += 3;
      } else if (c == '=' && body.startsWith("\r\n", at + 1)) {
        at += 3;
      } else if (c == '=' && body.startsWith("\n", at + 1)) {
        at += 2;
      } else {
        bytes.write(c);
        at++;
      }
    }
    return bytes.toByteArray();
  }

  private static Charset charset(String name) {
    try {
      return name.isEmpty() ? StandardCharsets.UTF_8 : Charset.forName(name);
    } catch (IllegalArgumentException e) {
      // One that nobody here knows; what matters in a bounce is ASCII in nearly all of them.
      return StandardCharsets.UTF_8;
    }
  }
}
