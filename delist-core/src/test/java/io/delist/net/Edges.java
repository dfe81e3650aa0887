package io.delist.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The addresses at which answers change: first, last, one before and one after a prefix. */
public final class Edges {

  private static final IpAddress BEFORE_MAPPED = IpAddress.ofV6(0, 0xfffe_ffff_ffffL);
  private static final IpAddress AFTER_MAPPED = IpAddress.ofV6(0, 0x1_0000_0000_0000L);

  private Edges() {}

  /** Two to four addresses, all of the prefix's family. */
  public static List<IpAddress> of(IpPrefix prefix) {
    List<IpAddress> edges = new ArrayList<>(List.of(prefix.first(), prefix.last()));
    before(prefix.first()).ifPresent(edges::add);
    after(prefix.last()).ifPresent(edges::add);
    return edges;
  }

  /** The next address of the family; none after the last. */
  public static Optional<IpAddress> after(IpAddress address) {
    if (address.isV4()) {
      int bits = address.v4Bits();
      return bits == -1 ? Optional.empty() : Optional.of(IpAddress.ofV4(bits + 1));
    }
    if (address.equals(BEFORE_MAPPED)) {
      return Optional.of(AFTER_MAPPED);
    }
    long low = address.low() + 1;
    long high = low == 0 ? address.high() + 1 : address.high();
    return (high | low) == 0 ? Optional.empty() : Optional.of(IpAddress.ofV6(high, low));
  }

  /** The address before it of the family; none before the first. */
  public static Optional<IpAddress> before(IpAddress address) {
    if (address.isV4()) {
      int bits = address.v4Bits();
      return bits == 0 ? Optional.empty() : Optional.of(IpAddress.ofV4(bits - 1));
    }
    if (address.equals(AFTER_MAPPED)) {
      return Optional.of(BEFORE_MAPPED);
    }
    if ((address.high() | address.low()) == 0) {
      return Optional.empty();
    }
    long low = address.low() - 1;
    return Optional.of(IpAddress.ofV6(low == -1 ? address.high() - 1 : address.high(), low));
  }
}
