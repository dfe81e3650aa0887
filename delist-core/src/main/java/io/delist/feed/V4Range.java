package io.delist.feed;

import io.delist.net.AddressSyntaxException;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.ArrayList;
import java.util.List;

/**
 * IPv4 addresses from one to another, as rbldnsd writes them: {@code 192.0.2.1}, {@code
 * 192.0.2.0/24}, the first octets alone ({@code 192.0} is {@code 192.0.0.0/16}; with a length also
 * {@code 10/8}), {@code 192.0.2.4-192.0.2.9}, {@code 192.0.2-192.0.3} (to the end of 192.0.3), and
 * {@code 192.0.2.4-9}, where the number after the dash stands for the last one before it.
 */
record V4Range(int first, int last) {

  private static final int OCTETS = 4;

  /**
   * Reads one.
   *
   * @param dash whether a range with a dash may stand here
   */
  static V4Range parse(String text, boolean dash) throws BadLineException {
    int at = text.indexOf('-');
    if (at >= 0 && dash) {
      return between(text.substring(0, at), text.substring(at + 1), text);
    }
    if (at >= 0) {
      throw new BadLineException(
          BadLineException.quote(text) + " is a range; only prefixes may stand here");
    }
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    int octets = octets(address);
    if (slash < 0 && octets == 1) {
      throw new BadLineException(
          "a number alone, " + BadLineException.quote(text) + ", is no address; write it as /8");
    }
    String length = slash < 0 ? "/" + 8 * octets : text.substring(slash);
    return of(BadLineException.prefix(address(address, octets, ".0") + length));
  }

  private static V4Range of(IpPrefix prefix) {
    return new V4Range(prefix.first().v4Bits(), prefix.last().v4Bits());
  }

  private static V4Range between(String from, String to, String text) throws BadLineException {
    int octets = octets(from);
    IpAddress first = address(from, octets, ".0");
    int dot = from.lastIndexOf('.');
    String whole = octets(to) == 1 && dot >= 0 ? from.substring(0, dot + 1) + to : to;
    if (octets(whole) != octets) {
      throw new BadLineException(
          "range "
              + BadLineException.quote(text)
              + " has two ends of different length; write both in full");
    }
    IpAddress last = address(whole, octets, ".255");
    if (first.compareTo(last) > 0) {
      throw new BadLineException(
          "range " + BadLineException.quote(text) + " ends before it starts");
    }
    return new V4Range(first.v4Bits(), last.v4Bits());
  }

  private static int octets(String text) {
    return (int) text.chars().filter(c -> c == '.').count() + 1;
  }

  /** The address of which these are the first octets. */
  private static IpAddress address(String text, int octets, String rest) throws BadLineException {
    try {
      return IpAddress.parse(text + rest.repeat(Math.max(0, OCTETS - octets)));
    } catch (AddressSyntaxException e) {
      throw new BadLineException(
          octets >= OCTETS
              ? String.valueOf(e.getMessage())
              : BadLineException.quote(text)
                  + " is not the start of an IPv4 address: numbers from 0 to 255 with dots between");
    }
  }

  /** The fewest prefixes that hold exactly these addresses, in order; at most 62. */
  List<IpPrefix> prefixes() {
    List<IpPrefix> prefixes = new ArrayList<>();
    long next = Integer.toUnsignedLong(first);
    long end = Integer.toUnsignedLong(last) + 1;
    while (next < end) {
      int zeroBits = next == 0 ? 32 : Long.numberOfTrailingZeros(next);
      int roomBits = 63 - Long.numberOfLeadingZeros(end - next);
      int hostBits = Math.min(zeroBits, roomBits);
      prefixes.add(IpPrefix.of(IpAddress.ofV4((int) next), 32 - hostBits));
      next += 1L << hostBits;
    }
    return prefixes;
  }
}
