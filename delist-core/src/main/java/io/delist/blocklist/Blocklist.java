package io.delist.blocklist;

import io.delist.net.IpAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.InstantSource;

/**
 * The list that a mail node asks. It always has an answer: it is a projection in memory of what the
 * store holds, and goes on serving the last state when the store is away.
 *
 * <p><b>Cost:</b> see {@link BlocklistView}. <b>Threads:</b> safe; readers are wait-free while the
 * {@link BlocklistProjection} publishes new states. It never throws and never blocks.
 */
public final class Blocklist {

  private final InstantSource clock;
  private volatile BlocklistView view = BlocklistView.EMPTY;

  Blocklist(InstantSource clock) {
    this.clock = clock;
  }

  /** Is this address blocked now? */
  public Verdict check(IpAddress address) {
    return view.check(address.isV4(), address.high(), address.low(), clock);
  }

  /** {@link #check(IpAddress)} for an IPv4 address, its first octet in the highest byte. */
  public Verdict check(int v4Bits) {
    return view.check(true, 0, v4Bits, clock);
  }

  /** {@link #check(IpAddress)} for 128 bits; an IPv4-mapped address is the IPv4 address. */
  public Verdict check(long high, long low) {
    return view.check(IpAddress.isMapped(high, low), high, low, clock);
  }

  /**
   * {@link #check(IpAddress)} for an address in network byte order.
   *
   * @param address 4 or 16 bytes; 16 may be an IPv4-mapped address
   * @throws IllegalArgumentException if there are neither 4 nor 16 bytes
   */
  public Verdict check(byte[] address) {
    return check(IpAddress.highBits(address), IpAddress.lowBits(address));
  }

  /**
   * {@link #check(IpAddress)} for an address of the JDK's; a scope id counts for nothing.
   *
   * <p><b>Cost:</b> the JDK copies the bytes of an IPv6 address for whoever asks, 32 of them.
   */
  public Verdict check(InetAddress address) {
    return address instanceof Inet4Address inet4
        ? check(IpAddress.bits(inet4))
        : check(address.getAddress());
  }

  /** Why? */
  public Explanation explain(IpAddress address) {
    return view.explain(address, clock.instant());
  }

  /** The newest state; it stays as it is. */
  public BlocklistView view() {
    return view;
  }

  void publish(BlocklistView next) {
    view = next;
  }
}
