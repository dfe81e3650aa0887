package io.delist.smtp.dnsbl;

import io.delist.blocklist.Blocklist;
import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import io.delist.net.IpAddress;
import io.delist.smtp.PortalUrl;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * The settings of a {@link DnsblZone}; each has a default that works.
 *
 * <p><b>Threads:</b> one at a time.
 */
public final class DnsblZoneBuilder {

  /**
   * The words of TXT records if none are set. They begin with the enhanced status code, so that it
   * is in the refusal whichever way the mail server words the rest.
   */
  public static final String DEFAULT_TEXT =
      "{code} Access denied, banned sending IP [{address}]; To request removal from this list please"
          + " visit {url} and follow the directions.";

  private static final Duration SHORTEST_TTL = Duration.ofSeconds(1);
  private static final Duration LONGEST_TTL = Duration.ofDays(1);
  private static final int REFRESH_SECONDS = 3600;
  private static final int RETRY_SECONDS = 600;
  private static final int EXPIRE_SECONDS = 7 * 24 * 3600;
  private static final int MOST_SERVERS = 13;
  private static final int MOST_SUB_ZONES = 64;

  final Blocklist blocklist;
  final InstantSource clock;
  final List<SubZone> subZones = new ArrayList<>();
  BooleanSupplier loaded;
  SeveralListings several = SeveralListings.MOST_SPECIFIC;
  boolean retired;

  private final DomainName apex;
  private final PortalUrl portal;
  private final List<DomainName> servers = new ArrayList<>();
  private final Map<Source, Integer> bySource = new HashMap<>();
  private final Map<ReasonCode, Integer> byReason = new HashMap<>();
  private DomainName hostmaster;
  private Duration ttl = Duration.ofMinutes(5);
  private Duration negativeTtl = Duration.ofMinutes(1);
  private int usualCode = ReturnCodes.check(IpAddress.ofV4(0x7f00_0002));
  private String text = DEFAULT_TEXT;

  DnsblZoneBuilder(Blocklist blocklist, DomainName apex, PortalUrl portal, InstantSource clock) {
    this.blocklist = blocklist;
    this.apex = apex;
    this.portal = portal;
    this.clock = clock;
    this.loaded = () -> blocklist.view().revision() > 0;
    this.hostmaster = DomainName.parse("hostmaster", "hostmaster." + apex);
  }

  /**
   * The names of the servers that the parent zone delegates to, the primary first; without any the
   * zone has no NS record. They lie outside the zone, which holds no addresses of hosts.
   *
   * @throws IllegalArgumentException if one is no domain name or lies in the zone
   */
  public DnsblZoneBuilder nameServers(Collection<String> names) {
    for (String name : names) {
      DomainName server = DomainName.parse("name server", name);
      if (server.isWithin(apex)) {
        throw new IllegalArgumentException(
            "name server "
                + server
                + " lies in the zone "
                + apex
                + ", which has no addresses of hosts; give it a name outside");
      }
      servers.add(server);
    }
    return this;
  }

  /**
   * The mailbox of who runs the zone, as SOA records write it: the first dot for the {@code @}.
   * {@code hostmaster} in the zone if not set.
   *
   * @throws IllegalArgumentException if it is no domain name
   */
  public DnsblZoneBuilder hostmaster(String name) {
    this.hostmaster = DomainName.parse("hostmaster", name);
    return this;
  }

  /**
   * How long a listing may be kept, if it lasts so long: 1 second to 1 day; 5 minutes if not set.
   */
  public DnsblZoneBuilder ttl(Duration longest) {
    this.ttl = checkTtl("TTL", longest);
    return this;
  }

  /** How long "not listed" may be kept: 1 second to 1 day; 1 minute if not set. */
  public DnsblZoneBuilder negativeTtl(Duration longest) {
    this.negativeTtl = checkTtl("negative TTL", longest);
    return this;
  }

  private static Duration checkTtl(String what, Duration ttl) {
    if (ttl.compareTo(SHORTEST_TTL) < 0 || ttl.compareTo(LONGEST_TTL) > 0) {
      throw new IllegalArgumentException(
          what + " " + ttl + " is out of range; must be " + SHORTEST_TTL + " to " + LONGEST_TTL);
    }
    return ttl;
  }

  /** The A record of listings that have no other; 127.0.0.2 if not set. */
  public DnsblZoneBuilder returnCode(IpAddress code) {
    this.usualCode = ReturnCodes.check(code);
    return this;
  }

  /** The A record of what a source lists, for whatever reason. */
  public DnsblZoneBuilder returnCode(Source source, IpAddress code) {
    bySource.put(source, ReturnCodes.check(code));
    return this;
  }

  /** The A record of what is listed for a reason, unless its source has one. */
  public DnsblZoneBuilder returnCode(ReasonCode reason, IpAddress code) {
    byReason.put(reason, ReturnCodes.check(code));
    return this;
  }

  /** The words of TXT records, with {@code {code}}, {@code {address}} and {@code {url}}. */
  public DnsblZoneBuilder text(String words) {
    this.text = words;
    return this;
  }

  /** What several listings of one address come to; {@link SeveralListings#MOST_SPECIFIC}. */
  public DnsblZoneBuilder severalListings(SeveralListings answer) {
    this.several = answer;
    return this;
  }

  /**
   * A zone below this one that holds what these sources list.
   *
   * @param label its name before the zone's: two characters or more, not a number
   * @throws IllegalArgumentException if the label does not do, is taken, or there is no source
   */
  public DnsblZoneBuilder subZone(String label, Collection<Source> sources) {
    SubZone subZone = new SubZone(label, new HashSet<>(sources));
    if (subZones.stream().anyMatch(other -> other.label().equalsIgnoreCase(label))) {
      throw new IllegalArgumentException("sub-zone " + label + " is there twice; name one of each");
    }
    if (subZones.size() == MOST_SUB_ZONES) {
      throw new IllegalArgumentException("a zone has at most " + MOST_SUB_ZONES + " sub-zones");
    }
    DomainName.parse("sub-zone", label + "." + apex);
    subZones.add(subZone);
    return this;
  }

  /** Whether the zone is given up: it is still served, and lists nothing. */
  public DnsblZoneBuilder retired(boolean isRetired) {
    this.retired = isRetired;
    return this;
  }

  /**
   * Says whether there is a list to serve; asked for each query, so it must be quick. If not set
   * there is one once a revision of it was applied.
   */
  public DnsblZoneBuilder loaded(BooleanSupplier isLoaded) {
    this.loaded = isLoaded;
    return this;
  }

  /**
   * The zone of these settings.
   *
   * @throws IllegalArgumentException if settings contradict each other or do not fit
   */
  public DnsblZone build() {
    if (servers.size() > MOST_SERVERS) {
      throw new IllegalArgumentException(
          servers.size() + " name servers are too many; a zone names at most " + MOST_SERVERS);
    }
    ReturnCodes codes = new ReturnCodes(usualCode, bySource, byReason);
    if (several == SeveralListings.BITMASK) {
      codes.checkSingleBits();
    }
    ZoneAuthority authority =
        new ZoneAuthority(
            servers.isEmpty() ? apex : servers.get(0),
            hostmaster,
            List.copyOf(servers),
            (int) ttl.toSeconds(),
            (int) negativeTtl.toSeconds(),
            REFRESH_SECONDS,
            RETRY_SECONDS,
            EXPIRE_SECONDS);
    return new DnsblZone(this, apex, authority, codes, ListedText.of(text, portal));
  }
}
