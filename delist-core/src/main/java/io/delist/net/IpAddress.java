package io.delist.net;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One IPv4 or IPv6 address, in canonical form: an IPv4-mapped IPv6 address ({@code
 * ::ffff:192.0.2.1}, RFC 4291 section 2.5.5.2) <em>is</em> the IPv4 address, however it came in.
 *
 * <p>Ordered IPv4 before IPv6, then as an unsigned number. Immutable.
 *
 * <p><b>Cost:</b> two {@code long} and a flag; comparing and reading allocate nothing.
 * <b>Threads:</b> safe.
 */
public final class IpAddress implements Comparable<IpAddress> {

  private static final long MAPPED_PREFIX = 0x0000_ffff_0000_0000L;
  private static final int V4_BYTES = 4;
  private static final int V6_BYTES = 16;
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final long UPPER_HALF = 0xffff_ffff_0000_0000L;

  private final boolean v4;
  private final long high;
  private final long low;

  private IpAddress(boolean v4, long high, long low) {
    this.v4 = v4;
    this.high = high;
    this.low = low;
  }

  /**
   * Reads an address: {@code 192.0.2.1} (four decimal numbers, no leading zeros, ASCII digits), or
   * any form of RFC 4291 section 2.2 without a zone id. No name is ever looked up.
   *
   * @throws AddressSyntaxException if it is anything else, white space around it included
   */
  public static IpAddress parse(String text) {
    return AddressText.parse(text);
  }

  /** The IPv4 address with these 32 bits, the first octet in the highest byte. */
  public static IpAddress ofV4(int bits) {
    return new IpAddress(true, 0, Integer.toUnsignedLong(bits));
  }

  /** The address with these 128 bits; an IPv4-mapped one becomes the IPv4 address. */
  public static IpAddress ofV6(long high, long low) {
    if (isMapped(high, low)) {
      return ofV4((int) low);
    }
    return new IpAddress(false, high, low);
  }

  /** Whether these 128 bits are an IPv4-mapped address, {@code ::ffff:0:0/96}. */
  public static boolean isMapped(long high, long low) {
    return high == 0 && (low & UPPER_HALF) == MAPPED_PREFIX;
  }

  /**
   * The address in network byte order.
   *
   * @throws IllegalArgumentException if there are neither 4 nor 16 bytes
   */
  public static IpAddress ofBytes(byte[] bytes) {
    return ofV6(highBits(bytes), lowBits(bytes));
  }

  /**
   * The upper 64 bits of an address in network byte order; 0 for IPv4. Allocates nothing.
   *
   * @throws IllegalArgumentException if there are neither 4 nor 16 bytes
   */
  public static long highBits(byte[] bytes) {
    return switch (bytes.length) {
      case V4_BYTES -> 0;
      case V6_BYTES -> (long) LONG.get(bytes, 0);
      default -> throw wrongLength(bytes);
    };
  }

  /**
   * The lower 64 bits of an address in network byte order; of an IPv4 address those of the
   * IPv4-mapped one. Allocates nothing.
   *
   * @throws IllegalArgumentException if there are neither 4 nor 16 bytes
   */
  public static long lowBits(byte[] bytes) {
    return switch (bytes.length) {
      case V4_BYTES -> MAPPED_PREFIX | Integer.toUnsignedLong((int) INT.get(bytes, 0));
      case V6_BYTES -> (long) LONG.get(bytes, Long.BYTES);
      default -> throw wrongLength(bytes);
    };
  }

  private static IllegalArgumentException wrongLength(byte[] bytes) {
    return new IllegalArgumentException("an IP address has 4 or 16 bytes, not " + bytes.length);
  }

  /**
   * The 32 bits of an IPv4 address of the JDK's. The JDK hands out its octets as a copy; read one
   * by one, as here, the compiler takes the copy apart and nothing is allocated.
   */
  public static int bits(Inet4Address address) {
    byte[] copy = address.getAddress();
    return copy[0] << 24 | (copy[1] & 0xff) << 16 | (copy[2] & 0xff) << 8 | (copy[3] & 0xff);
  }

  /** The same address; a scope id is dropped. */
  public static IpAddress of(InetAddress address) {
    return ofBytes(address.getAddress());
  }

  public boolean isV4() {
    return v4;
  }

  /** 32 or 128. */
  public int lengthBits() {
    return v4 ? 32 : 128;
  }

  /**
   * The 32 bits of an IPv4 address.
   *
   * @throws IllegalStateException if this is an IPv6 address
   */
  public int v4Bits() {
    if (!v4) {
      throw new IllegalStateException(this + " is an IPv6 address and has no 32-bit form");
    }
    return (int) low;
  }

  /** The upper 64 bits; 0 for IPv4. */
  public long high() {
    return high;
  }

  /** The lower 64 bits; the 32 bits, unsigned, for IPv4. */
  public long low() {
    return low;
  }

  /** 4 or 16 bytes in network byte order, a new array. */
  public byte[] toBytes() {
    return v4
        ? ByteBuffer.allocate(4).putInt((int) low).array()
        : ByteBuffer.allocate(16).putLong(high).putLong(low).array();
  }

  public InetAddress toInetAddress() {
    try {
      return InetAddress.getByAddress(toBytes());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 or 16 bytes are always an address", e);
    }
  }

  /** The prefix of this length that holds this address; the bits after it are cleared. */
  public IpPrefix prefix(int length) {
    return IpPrefix.holding(this, length);
  }

  /** The prefix that is this address alone: {@code /32} or {@code /128}. */
  public IpPrefix toPrefix() {
    return IpPrefix.holding(this, lengthBits());
  }

  @Override
  public int compareTo(IpAddress other) {
    if (v4 != other.v4) {
      return v4 ? -1 : 1;
    }
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IpAddress that && v4 == that.v4 && high == that.high && low == that.low;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(high) * 31 + Long.hashCode(low) + (v4 ? 1 : 0);
  }

  /** The canonical text: dotted decimal, or RFC 5952. */
  @Override
  public String toString() {
    return v4 ? AddressText.formatV4((int) low) : AddressText.formatV6(high, low);
  }
}
