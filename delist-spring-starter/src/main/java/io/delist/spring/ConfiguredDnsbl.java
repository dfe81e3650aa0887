package io.delist.spring;

import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.replica.Replica;
import io.delist.smtp.PortalUrl;
import io.delist.smtp.dnsbl.DnsblServerSettings;
import io.delist.smtp.dnsbl.DnsblZone;
import io.delist.smtp.dnsbl.DnsblZoneBuilder;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Reads the settings of the DNS zone, one at a time, so that a refusal names its property. */
final class ConfiguredDnsbl {

  private static final String PREFIX = "delist.smtp.dnsbl.";
  private static final int HIGHEST_PORT = 65_535;

  private ConfiguredDnsbl() {}

  static DnsblZone zone(
      DnsblProperties properties, Replica replica, PortalUrl portal, InstantSource clock) {
    String name = properties.zone();
    if (name == null || name.isBlank()) {
      throw new InvalidPropertyException(
          PREFIX + "zone", "", "the zone needs a name, for example bl.example.org");
    }
    DnsblZoneBuilder zone =
        read("zone", name, () -> DnsblZone.builder(replica.blocklist(), name, portal, clock));
    read(
        "name-servers", properties.nameServers(), () -> zone.nameServers(properties.nameServers()));
    String hostmaster = properties.hostmaster();
    if (hostmaster != null) {
      read("hostmaster", hostmaster, () -> zone.hostmaster(hostmaster));
    }
    read("ttl", properties.ttl(), () -> zone.ttl(properties.ttl()));
    read(
        "negative-ttl", properties.negativeTtl(), () -> zone.negativeTtl(properties.negativeTtl()));
    returnCodes(properties, zone);
    properties
        .subZones()
        .forEach(
            (label, sources) ->
                read(
                    "sub-zones." + label,
                    sources,
                    () -> zone.subZone(label, sources.stream().map(Source::new).toList())));
    zone.severalListings(properties.severalListings())
        .retired(properties.retired())
        .loaded(replica::isLoaded);
    String text = properties.text();
    if (text != null) {
      zone.text(text);
    }
    // What is left can go wrong with the text, or between codes and the bitmask.
    return read(text == null ? "several-listings" : "text", text == null ? "" : text, zone::build);
  }

  private static void returnCodes(DnsblProperties properties, DnsblZoneBuilder zone) {
    String usual = properties.returnCode();
    read("return-code", usual, () -> zone.returnCode(IpAddress.parse(usual)));
    List<String> ofSources = properties.sourceReturnCodes();
    for (int i = 0; i < ofSources.size(); i++) {
      String text = ofSources.get(i).strip();
      read("source-return-codes[" + i + "]", text, () -> sourceReturnCode(text, zone));
    }
    properties
        .reasonReturnCodes()
        .forEach(
            (reason, code) ->
                read(
                    "reason-return-codes." + reason,
                    code,
                    () -> zone.returnCode(new ReasonCode(reason), IpAddress.parse(code))));
  }

  private static DnsblZoneBuilder sourceReturnCode(String text, DnsblZoneBuilder zone) {
    int space = text.indexOf(' ');
    if (space < 0) {
      throw new IllegalArgumentException(
          "a source and its address are asked for, as in feed:drop 127.0.0.4");
    }
    return zone.returnCode(
        new Source(text.substring(0, space)), IpAddress.parse(text.substring(space).strip()));
  }

  static DnsblServerSettings server(DnsblProperties properties) {
    IpAddress address =
        read("address", properties.address(), () -> IpAddress.parse(properties.address()));
    int port = properties.port();
    if (port < 0 || port > HIGHEST_PORT) {
      throw new InvalidPropertyException(
          PREFIX + "port", port, "a port is 1 to " + HIGHEST_PORT + ", or 0 for any that is free");
    }
    List<IpPrefix> clients = Prefixes.read(PREFIX + "clients", properties.clients());
    DnsblServerSettings usual =
        DnsblServerSettings.of(new InetSocketAddress(address.toInetAddress(), port));
    DnsblServerSettings limited =
        read("clients", properties.clients(), () -> usual.withClients(clients));
    DnsblServerSettings rated =
        read(
            "responses-per-second",
            properties.responsesPerSecond(),
            () -> limited.withResponsesPerSecond(properties.responsesPerSecond(), usual.slip()));
    DnsblServerSettings slipping =
        read(
            "slip",
            properties.slip(),
            () -> rated.withResponsesPerSecond(rated.responsesPerSecond(), properties.slip()));
    DnsblServerSettings bounded =
        read(
            "max-connections",
            properties.maxConnections(),
            () -> slipping.withConnections(properties.maxConnections(), usual.idle()));
    Duration idle = properties.idle();
    DnsblServerSettings patient =
        read("idle", idle, () -> bounded.withConnections(bounded.mostConnections(), idle));
    DnsblServerSettings graceful =
        read("grace", properties.grace(), () -> patient.withGrace(properties.grace()));
    int threads = properties.threads();
    return threads == 0 ? graceful : read("threads", threads, () -> graceful.withThreads(threads));
  }

  private static <T> T read(String name, Object value, java.util.function.Supplier<T> reader) {
    return InvalidPropertyException.reading(PREFIX + name, value, reader);
  }
}
