package io.delist.net;

import static io.delist.net.AddressSyntaxException.quote;

/**
 * A prefix (CIDR block): an address whose bits after the first {@code length} are zero. One address
 * is the prefix of its whole length. A prefix within {@code ::ffff:0:0/96} is the IPv4 prefix.
 *
 * <p>Ordered by first address, then shorter before longer: a prefix stands before all it contains.
 * Immutable.
 */
public final class IpPrefix implements Comparable<IpPrefix> {

  private static final int MAPPED_BITS = 96;

  private final IpAddress first;
  private final int length;

  private IpPrefix(IpAddress first, int length) {
    this.first = first;
    this.length = length;
  }

  /**
   * Reads {@code 192.0.2.0/24}, {@code 2001:db8::/32}, or an address alone.
   *
   * @throws AddressSyntaxException if the address or the length is wrong, or if there are bits set
   *     after the length (the message then names the prefix that may have been meant)
   */
  public static IpPrefix parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return IpAddress.parse(text).toPrefix();
    }
    String addressText = text.substring(0, slash);
    IpAddress address = IpAddress.parse(addressText);
    boolean mapped = address.isV4() && addressText.indexOf(':') >= 0;
    int length = parseLength(text, slash + 1, mapped ? 128 : address.lengthBits());
    if (mapped) {
      if (length < MAPPED_BITS) {
        throw new AddressSyntaxException(
            "prefix "
                + quote(text)
                + " is wider than the IPv4-mapped range; write IPv4 prefixes as 192.0.2.0/24");
      }
      length -= MAPPED_BITS;
    }
    IpPrefix prefix = holding(address, length);
    if (!prefix.first.equals(address)) {
      throw new AddressSyntaxException(
          "prefix " + quote(text) + " has host bits set; did you mean " + prefix + "?");
    }
    return prefix;
  }

  private static int parseLength(String text, int from, int max) {
    String digits = text.substring(from);
    boolean plain =
        !digits.isEmpty()
            && digits.length() <= 3
            && digits.chars().allMatch(c -> c >= '0' && c <= '9')
            && (digits.length() == 1 || digits.charAt(0) != '0');
    if (!plain) {
      throw new AddressSyntaxException(
          "prefix "
              + quote(text)
              + " has a length that is not a plain decimal number from 0 to "
              + max);
    }
    int length = Integer.parseInt(digits);
    if (length > max) {
      throw new AddressSyntaxException(
          "prefix length "
              + length
              + " is out of range for "
              + (max == 32 ? "IPv4" : "IPv6")
              + "; must be 0 to "
              + max);
    }
    return length;
  }

  /**
   * The prefix of this length that starts at this address.
   *
   * @throws IllegalArgumentException if the length is out of range or bits after it are set
   */
  public static IpPrefix of(IpAddress first, int length) {
    IpPrefix prefix = holding(first, length);
    if (!prefix.first.equals(first)) {
      throw new IllegalArgumentException(
          "prefix " + first + "/" + length + " has host bits set; did you mean " + prefix + "?");
    }
    return prefix;
  }

  /** The prefix of this length that holds this address. */
  static IpPrefix holding(IpAddress address, int length) {
    int max = address.lengthBits();
    if (length < 0 || length > max) {
      throw new IllegalArgumentException(
          "prefix length "
              + length
              + " is out of range for "
              + (address.isV4() ? "IPv4" : "IPv6")
              + "; must be 0 to "
              + max);
    }
    if (address.isV4()) {
      return new IpPrefix(IpAddress.ofV4(address.v4Bits() & v4Mask(length)), length);
    }
    long high = address.high() & highMask(length);
    long low = address.low() & lowMask(length);
    // Clearing bits never makes a mapped address: ::ffff:0:0 has bit 96 set, so a prefix that
    // starts there is within the mapped range, and that is IPv4 already.
    return new IpPrefix(IpAddress.ofV6(high, low), length);
  }

  private static int v4Mask(int length) {
    return length == 0 ? 0 : -1 << (32 - length);
  }

  /** The mask of the upper 64 bits of a 128-bit prefix. */
  private static long highMask(int length) {
    return length == 0 ? 0 : length >= 64 ? -1L : -1L << (64 - length);
  }

  /** The mask of the lower 64 bits of a 128-bit prefix. */
  private static long lowMask(int length) {
    return length <= 64 ? 0 : -1L << (128 - length);
  }

  /** The first address, all bits after the length zero. */
  public IpAddress first() {
    return first;
  }

  /** The last address, all bits after the length one (of its own family). */
  public IpAddress last() {
    if (first.isV4()) {
      return IpAddress.ofV4(first.v4Bits() | ~v4Mask(length));
    }
    long high = first.high() | ~highMask(length);
    long low = first.low() | ~lowMask(length);
    // ::/80 to ::fffe:0:0/95 end where the mapped range does, and no mapped address is an IPv6
    // address: the last one before it is ::fffe:ffff:ffff.
    return IpAddress.isMapped(high, low)
        ? IpAddress.ofV6(high, low & ~(1L << 32))
        : IpAddress.ofV6(high, low);
  }

  /** The count of leading bits that are fixed: 0 to 32 or 0 to 128. */
  public int length() {
    return length;
  }

  public boolean isV4() {
    return first.isV4();
  }

  /** Whether this is one address. */
  public boolean isSingle() {
    return length == first.lengthBits();
  }

  public boolean contains(IpAddress address) {
    return address.isV4() == first.isV4() && holding(address, length).first.equals(first);
  }

  /** Whether every address of the other prefix is in this one; true for itself. */
  public boolean contains(IpPrefix other) {
    return other.length >= length && contains(other.first);
  }

  /** Whether the two share an address: one contains the other. */
  public boolean overlaps(IpPrefix other) {
    return contains(other) || other.contains(this);
  }

  @Override
  public int compareTo(IpPrefix other) {
    int byFirst = first.compareTo(other.first);
    return byFirst != 0 ? byFirst : Integer.compare(length, other.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IpPrefix that && length == that.length && first.equals(that.first);
  }

  @Override
  public int hashCode() {
    return first.hashCode() * 31 + length;
  }

  /** {@code 192.0.2.0/24}; always with the length, also for one address. */
  @Override
  public String toString() {
    return first + "/" + length;
  }
}
