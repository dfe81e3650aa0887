package io.delist.net;

import static io.delist.net.AddressSyntaxException.quote;

/**
 * Reads and writes address text. In: four decimal parts for IPv4, every form of RFC 4291 section
 * 2.2 for IPv6. Out: RFC 5952.
 */
final class AddressText {

  /** The longest text there is: eight groups with the last two as IPv4. */
  private static final int LONGEST_CHARS = 45;

  private static final int GROUPS = 8;

  private AddressText() {}

  static IpAddress parse(String text) {
    if (text.isEmpty()) {
      throw new AddressSyntaxException(
          "an IP address is missing; write it as 192.0.2.1 or 2001:db8::1");
    }
    if (text.length() > LONGEST_CHARS) {
      throw refuse(text, "is longer than any IP address (" + LONGEST_CHARS + " characters)");
    }
    if (text.indexOf(':') < 0) {
      return IpAddress.ofV4(parseV4(text, 0, text));
    }
    if (text.indexOf('%') >= 0) {
      throw refuse(text, "has a zone id, which means something on one machine only; leave it out");
    }
    return parseV6(text);
  }

  /** Reads the dotted quad that starts at {@code from} and fills the rest of {@code text}. */
  private static int parseV4(String text, int from, String whole) {
    int bits = 0;
    int at = from;
    for (int part = 0; part < 4; part++) {
      int start = at;
      int value = 0;
      while (at < text.length() && isDigit(text.charAt(at)) && at - start < 4) {
        value = value * 10 + (text.charAt(at++) - '0');
      }
      if (at == start) {
        throw refuse(whole, "is not four decimal numbers from 0 to 255 with dots between");
      }
      if (at - start > 1 && text.charAt(start) == '0') {
        throw refuse(
            whole, "has a number with a leading zero, which some programs read as octal; drop it");
      }
      if (value > 255) {
        throw refuse(whole, "has the number " + value + "; each must be 0 to 255");
      }
      bits = bits << 8 | value;
      boolean last = part == 3;
      if (last ? at != text.length() : at == text.length() || text.charAt(at++) != '.') {
        throw refuse(whole, "is not four decimal numbers from 0 to 255 with dots between");
      }
    }
    return bits;
  }

  private static IpAddress parseV6(String text) {
    int[] groups = new int[GROUPS];
    int count = 0;
    int gap = -1;
    int at = 0;
    if (text.startsWith("::")) {
      gap = 0;
      at = 2;
    } else if (text.charAt(0) == ':') {
      throw refuse(text, "starts with a single colon");
    }
    while (at < text.length()) {
      if (count == GROUPS) {
        throw refuse(text, "has more than eight groups");
      }
      int end = at;
      int value = 0;
      while (end < text.length() && hex(text.charAt(end)) >= 0) {
        value = value << 4 | hex(text.charAt(end++));
        if (end - at > 4) {
          throw refuse(text, "has a group of more than four hexadecimal digits");
        }
      }
      if (end < text.length() && text.charAt(end) == '.') {
        if (count > GROUPS - 2) {
          throw refuse(text, "has no room for the IPv4 address at its end");
        }
        int v4 = parseV4(text, at, text);
        groups[count++] = v4 >>> 16;
        groups[count++] = v4 & 0xffff;
        at = text.length();
        break;
      }
      if (end == at) {
        throw refuse(text, "has a group that is not hexadecimal digits");
      }
      groups[count++] = value;
      at = end;
      if (at == text.length()) {
        break;
      }
      if (text.charAt(at) != ':') {
        throw refuse(text, "has a character that no IPv6 address has");
      }
      at++;
      if (at == text.length()) {
        throw refuse(text, "ends with a single colon");
      }
      if (text.charAt(at) == ':') {
        if (gap >= 0) {
          throw refuse(text, "has \"::\" twice");
        }
        gap = count;
        at++;
      }
    }
    if (gap < 0 && count != GROUPS) {
      throw refuse(text, "has " + count + " groups; an IPv6 address has eight, or one \"::\"");
    }
    if (gap >= 0 && count == GROUPS) {
      throw refuse(text, "has a \"::\" that stands for nothing");
    }
    if (gap >= 0) {
      int tail = count - gap;
      for (int i = 1; i <= tail; i++) {
        groups[GROUPS - i] = groups[count - i];
      }
      for (int i = gap; i < GROUPS - tail; i++) {
        groups[i] = 0;
      }
    }
    return IpAddress.ofV6(join(groups, 0), join(groups, 4));
  }

  private static long join(int[] groups, int from) {
    return (long) groups[from] << 48
        | (long) groups[from + 1] << 32
        | (long) groups[from + 2] << 16
        | groups[from + 3];
  }

  static String formatV4(int bits) {
    return (bits >>> 24)
        + "."
        + (bits >>> 16 & 0xff)
        + "."
        + (bits >>> 8 & 0xff)
        + "."
        + (bits & 0xff);
  }

  /** RFC 5952: lower case, no leading zeros, the first longest run of two or more zeros as "::". */
  static String formatV6(long high, long low) {
    int[] groups = new int[GROUPS];
    for (int i = 0; i < 4; i++) {
      groups[i] = (int) (high >>> (48 - 16 * i)) & 0xffff;
      groups[i + 4] = (int) (low >>> (48 - 16 * i)) & 0xffff;
    }
    int runStart = -1;
    int runLength = 1;
    for (int i = 0; i < GROUPS; i++) {
      int end = i;
      while (end < GROUPS && groups[end] == 0) {
        end++;
      }
      if (end - i > runLength) {
        runStart = i;
        runLength = end - i;
      }
      i = Math.max(i, end - 1);
    }
    StringBuilder text = new StringBuilder(39);
    int i = 0;
    while (i < GROUPS) {
      if (i == runStart) {
        text.append("::");
        i += runLength;
        continue;
      }
      if (text.length() > 0 && text.charAt(text.length() - 1) != ':') {
        text.append(':');
      }
      text.append(Integer.toHexString(groups[i++]));
    }
    return text.toString();
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int hex(char c) {
    if (isDigit(c)) {
      return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
      return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
  }

  private static AddressSyntaxException refuse(String text, String why) {
    return new AddressSyntaxException(quote(text) + " is not an IP address: it " + why);
  }
}
