package io.delist.net;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A range that is not an ordinary address of the Internet, from the IANA IPv4 and IPv6
 * Special-Purpose Address Registries (RFC 6890 and its updates), with multicast (RFC 5771, RFC 4291
 * section 2.7) added. No mail server is met from such an address, so none is listed or delisted.
 *
 * <p>Ranges that IANA marks globally reachable as ordinary hosts' addresses (AS112, AMT, ORCHIDv2,
 * 6to4's successors) are in the registry for other reasons and are named here as well: no mail
 * comes from them either.
 *
 * @param prefix the range
 * @param name what the registry calls it
 * @param source the document that set it aside
 */
public record SpecialPurpose(IpPrefix prefix, String name, String source) {

  private static final List<SpecialPurpose> REGISTRY =
      Stream.of(
              of("0.0.0.0/8", "This network", "RFC 791"),
              of("0.0.0.0/32", "This host on this network", "RFC 1122"),
              of("10.0.0.0/8", "Private-Use", "RFC 1918"),
              of("100.64.0.0/10", "Shared Address Space", "RFC 6598"),
              of("127.0.0.0/8", "Loopback", "RFC 1122"),
              of("169.254.0.0/16", "Link Local", "RFC 3927"),
              of("172.16.0.0/12", "Private-Use", "RFC 1918"),
              of("192.0.0.0/24", "IETF Protocol Assignments", "RFC 6890"),
              of("192.0.0.0/29", "IPv4 Service Continuity Prefix", "RFC 7335"),
              of("192.0.0.8/32", "IPv4 dummy address", "RFC 7600"),
              of("192.0.0.9/32", "Port Control Protocol Anycast", "RFC 7723"),
              of("192.0.0.10/32", "Traversal Using Relays around NAT Anycast", "RFC 8155"),
              of("192.0.0.170/32", "NAT64/DNS64 Discovery", "RFC 8880"),
              of("192.0.0.171/32", "NAT64/DNS64 Discovery", "RFC 8880"),
              of("192.0.2.0/24", "Documentation (TEST-NET-1)", "RFC 5737"),
              of("192.31.196.0/24", "AS112-v4", "RFC 7535"),
              of("192.52.193.0/24", "AMT", "RFC 7450"),
              of("192.88.99.0/24", "Deprecated (6to4 Relay Anycast)", "RFC 7526"),
              of("192.168.0.0/16", "Private-Use", "RFC 1918"),
              of("192.175.48.0/24", "Direct Delegation AS112 Service", "RFC 7534"),
              of("198.18.0.0/15", "Benchmarking", "RFC 2544"),
              of("198.51.100.0/24", "Documentation (TEST-NET-2)", "RFC 5737"),
              of("203.0.113.0/24", "Documentation (TEST-NET-3)", "RFC 5737"),
              of("224.0.0.0/4", "Multicast", "RFC 5771"),
              of("240.0.0.0/4", "Reserved", "RFC 1112"),
              of("255.255.255.255/32", "Limited Broadcast", "RFC 8190"),
              of("::1/128", "Loopback Address", "RFC 4291"),
              of("::/128", "Unspecified Address", "RFC 4291"),
              of("64:ff9b::/96", "IPv4-IPv6 Translation", "RFC 6052"),
              of("64:ff9b:1::/48", "IPv4-IPv6 Translation", "RFC 8215"),
              of("100::/64", "Discard-Only Address Block", "RFC 6666"),
              of("100:0:0:1::/64", "Dummy IPv6 Prefix", "RFC 9780"),
              of("2001::/23", "IETF Protocol Assignments", "RFC 2928"),
              of("2001::/32", "TEREDO", "RFC 4380"),
              of("2001:1::1/128", "Port Control Protocol Anycast", "RFC 7723"),
              of("2001:1::2/128", "Traversal Using Relays around NAT Anycast", "RFC 8155"),
              of("2001:1::3/128", "DNS-SD Service Registration Protocol Anycast", "RFC 9665"),
              of("2001:2::/48", "Benchmarking", "RFC 5180"),
              of("2001:3::/32", "AMT", "RFC 7450"),
              of("2001:4:112::/48", "AS112-v6", "RFC 7535"),
              of("2001:10::/28", "Deprecated (previously ORCHID)", "RFC 4843"),
              of("2001:20::/28", "ORCHIDv2", "RFC 7343"),
              of("2001:30::/28", "Drone Remote ID Protocol Entity Tags", "RFC 9374"),
              of("2001:db8::/32", "Documentation", "RFC 3849"),
              of("2002::/16", "6to4", "RFC 3056"),
              of("2620:4f:8000::/48", "Direct Delegation AS112 Service", "RFC 7534"),
              of("3fff::/20", "Documentation", "RFC 9637"),
              of("5f00::/16", "Segment Routing (SRv6) SIDs", "RFC 9602"),
              of("fc00::/7", "Unique-Local", "RFC 4193"),
              of("fe80::/10", "Link-Local Unicast", "RFC 4291"),
              of("ff00::/8", "Multicast", "RFC 4291"))
          .sorted(Comparator.comparing((SpecialPurpose range) -> -range.prefix().length()))
          .toList();

  private static SpecialPurpose of(String prefix, String name, String source) {
    return new SpecialPurpose(IpPrefix.parse(prefix), name, source);
  }

  /** Every range, the most specific first. */
  public static List<SpecialPurpose> registry() {
    return REGISTRY;
  }

  /** The most specific range that holds the address. */
  public static Optional<SpecialPurpose> of(IpAddress address) {
    return REGISTRY.stream().filter(range -> range.prefix.contains(address)).findFirst();
  }

  /** A range that the prefix touches: one that holds it, or one that it reaches into. */
  public static Optional<SpecialPurpose> touching(IpPrefix prefix) {
    return REGISTRY.stream().filter(range -> range.prefix.overlaps(prefix)).findFirst();
  }
}
