package io.delist.bounce;

/** A set of characters. */
@FunctionalInterface
interface Chars {

  /** The characters of base64url. */
  Chars BASE64URL = c -> isLetter(c) || isDigit(c) || c == '-' || c == '_';

  /** The characters of a key id. */
  Chars KEY_ID = c -> (c >= 'a' && c <= 'z') || isDigit(c);

  /** The characters of an IP address. */
  Chars ADDRESS =
      c -> isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == '.' || c == ':';

  /** The characters of a dot-atom (RFC 5322 section 3.2.3). */
  Chars LOCAL_PART = c -> isLetter(c) || isDigit(c) || ".!#$%&'*+-/=?^_`{|}~".indexOf(c) >= 0;

  /** The characters of a domain in ASCII. */
  Chars ASCII_DOMAIN = c -> isLetter(c) || isDigit(c) || c == '.' || c == '-';

  /** The characters of a domain in any script. */
  Chars DOMAIN = c -> ASCII_DOMAIN.has(c) || (c > 0x7f && Character.isLetterOrDigit(c));

  boolean has(char c);

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** An ASCII letter: a Korean particle behind an address is no part of it. */
  static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
