package io.delist.feed;

import io.delist.net.IpAddress;
import java.util.Arrays;

/**
 * Reads an IPv6 address from bytes where it is written in the usual way: groups of hexadecimal
 * digits and at most one {@code ::}. One with an IPv4 address in it, in its text or in its bits, is
 * left to {@link IpAddress}, as is all that is no address.
 *
 * <p><b>Cost:</b> some operations a byte; nothing is allocated.
 */
final class V6Text {

  private static final int GROUPS = 8;
  private static final int MOST_DIGITS = 4;
  private static final byte[] HEX = hex();

  private final int[] groups = new int[GROUPS];
  private int end;
  private long high;
  private long low;

  private static byte[] hex() {
    byte[] hex = new byte[256];
    Arrays.fill(hex, (byte) -1);
    for (int value = 0; value < 16; value++) {
      char digit = Character.forDigit(value, 16);
      hex[digit] = (byte) value;
      hex[Character.toUpperCase(digit)] = (byte) value;
    }
    return hex;
  }

  /**
   * Reads what starts here; looks at 48 bytes at most.
   *
   * @return false if it is not sure that it is an address; the rest is then of no meaning
   */
  boolean read(byte[] bytes, int start) {
    int at = start;
    int count = 0;
    int gap = -1;
    if (bytes[at] == ':') {
      if (bytes[at + 1] != ':') {
        return false;
      }
      gap = 0;
      at += 2;
    }
    while (gap != count || isDigit(bytes[at])) {
      int groupEnd = readGroup(bytes, at, count);
      if (groupEnd == at || groupEnd - at > MOST_DIGITS) {
        return false;
      }
      count++;
      at = groupEnd;
      if (bytes[at] != ':') {
        break;
      }
      if (count == GROUPS) {
        return false;
      }
      at++;
      if (bytes[at] == ':') {
        if (gap >= 0) {
          return false;
        }
        gap = count;
        at++;
      }
    }
    end = at;
    return gap < 0 ? count == GROUPS && join(GROUPS, count) : count < GROUPS && join(gap, count);
  }

  private static boolean isDigit(byte b) {
    return HEX[b & 0xff] >= 0;
  }

  /** Up to one digit more than a group may have. */
  private int readGroup(byte[] bytes, int start, int group) {
    int value = 0;
    int at = start;
    while (isDigit(bytes[at]) && at - start <= MOST_DIGITS) {
      value = value << 4 | HEX[bytes[at++] & 0xff];
    }
    groups[group] = value;
    return at;
  }

  /** Those before the gap are the first ones, those after it the last. */
  private boolean join(int gap, int count) {
    high = 0;
    low = 0;
    for (int i = 0; i < count; i++) {
      int place = i < gap ? i : GROUPS - count + i;
      long bits = (long) groups[i] << (48 - 16 * (place & 3));
      high |= place < 4 ? bits : 0;
      low |= place < 4 ? 0 : bits;
    }
    return !IpAddress.isMapped(high, low);
  }

  /** Where the text ends. */
  int end() {
    return end;
  }

  long high() {
    return high;
  }

  long low() {
    return low;
  }

  /** Whether a bit is set after the first so many, 0 to 128. */
  boolean hasBitsAfter(int length) {
    long inHigh = length >= 64 ? 0 : high & (-1L >>> length);
    long inLow = length >= 128 ? 0 : length <= 64 ? low : low & (-1L >>> (length - 64));
    return (inHigh | inLow) != 0;
  }
}
