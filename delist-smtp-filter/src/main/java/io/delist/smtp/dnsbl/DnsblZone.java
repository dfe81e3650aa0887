package io.delist.smtp.dnsbl;

import io.delist.blocklist.Blocklist;
import io.delist.smtp.PortalUrl;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The list as a DNS zone: {@code 2.0.0.127.bl.example.org} asks for 127.0.0.2. Immutable but for
 * the list, which it asks anew for each query.
 *
 * <ul>
 *   <li><b>Names:</b> the octets of an IPv4 address, last one first, or the 32 nibbles of an IPv6
 *       address, last one first, before the name of the zone or of a sub-zone. Anything else does
 *       not exist ({@code NXDOMAIN}); what only begins an address that may be listed is an empty
 *       name (no error, no data), so that resolvers which ask label by label find their way.
 *   <li><b>Listed</b> is what {@link io.delist.blocklist.BlocklistView#check} calls listed:
 *       exemptions, the allowlist and expiry count. A verdict of any other kind is not listed, so
 *       an address whose removal is under way (451 over SMTP) is not: the DNS has no "later". It
 *       has an A record, by source or reason, and a TXT record for people.
 *   <li><b>Sub-zones</b> hold what their sources list, whichever listing is the most specific.
 *   <li><b>TTL:</b> at most {@link DnsblZoneBuilder#ttl}, and never beyond the end of the listing.
 *   <li><b>Test entries:</b> 127.0.0.2 and ::FFFF:7F00:2 are listed and 127.0.0.1 and ::FFFF:7F00:1
 *       are not, whatever the list says. An IPv4-mapped address is the IPv4 address.
 *   <li><b>No list:</b> while there is none, or it is too old to be served, the answer is {@code
 *       SERVFAIL}: "not listed" would be kept by resolvers and be wrong. A list that is old and
 *       still served answers as ever.
 *   <li><b>Retired:</b> a zone that is given up lists nothing, the test entries included, which
 *       tells clients that check them.
 *   <li>Other zones and classes, and transfers, are refused.
 * </ul>
 *
 * <p><b>Threads:</b> safe. Source: RFC 5782; RFC 6471 sections 3.3 and 3.4; RFC 2308 sections 2 and
 * 3; RFC 8020 (empty names).
 */
public final class DnsblZone {

  final Blocklist blocklist;
  final InstantSource clock;
  final BooleanSupplier loaded;
  final DomainName apex;
  final ZoneAuthority authority;
  final ReturnCodes codes;
  final ListedText text;
  final SeveralListings several;
  final List<SubZone> subZones;
  final boolean retired;

  DnsblZone(
      DnsblZoneBuilder settings,
      DomainName apex,
      ZoneAuthority authority,
      ReturnCodes codes,
      ListedText text) {
    this.blocklist = settings.blocklist;
    this.clock = settings.clock;
    this.loaded = settings.loaded;
    this.apex = apex;
    this.authority = authority;
    this.codes = codes;
    this.text = text;
    this.several = settings.several;
    this.subZones = List.copyOf(settings.subZones);
    this.retired = settings.retired;
  }

  /**
   * Starts the settings of a zone.
   *
   * @param blocklist the list to ask
   * @param name the zone's name, {@code bl.example.org}
   * @param portal where a listed sender asks for removal; it stands in the TXT records
   * @param clock the time at which entries apply
   * @throws IllegalArgumentException if the name is no domain name
   */
  public static DnsblZoneBuilder builder(
      Blocklist blocklist, String name, PortalUrl portal, InstantSource clock) {
    return new DnsblZoneBuilder(blocklist, DomainName.parse("zone", name), portal, clock);
  }

  /** The zone's name in lower case, without a dot at the end. */
  public String name() {
    return apex.toString();
  }

  @Override
  public String toString() {
    return name();
  }
}
