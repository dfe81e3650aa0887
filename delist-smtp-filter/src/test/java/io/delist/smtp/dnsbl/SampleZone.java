package io.delist.smtp.dnsbl;

import io.delist.blocklist.AllowEntry;
import io.delist.blocklist.BlocklistProjection;
import io.delist.blocklist.Change;
import io.delist.blocklist.Exemption;
import io.delist.blocklist.Listing;
import io.delist.blocklist.ListingTerms;
import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.SoftMark;
import io.delist.blocklist.Source;
import io.delist.net.IpPrefix;
import io.delist.smtp.PortalUrl;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A list that a test changes, the zone {@code bl.example.test} of it, and who answers queries. */
final class SampleZone {

  static final String NAME = "bl.example.test";
  static final PortalUrl PORTAL = PortalUrl.parse("https://delist.example.test/");
  static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  private Instant now = NOW;
  private long revision;
  private final BlocklistProjection projection = new BlocklistProjection(() -> now);
  private final DnsblZone zone;
  private final Responder responder;
  private final Exchange exchange;

  SampleZone() {
    this(settings -> settings);
  }

  SampleZone(UnaryOperator<DnsblZoneBuilder> settings) {
    this(settings, new ClientNetworks(List.of()), null, 0);
  }

  SampleZone(
      UnaryOperator<DnsblZoneBuilder> settings,
      ClientNetworks clients,
      @Nullable ResponseRates rates,
      int slip) {
    zone =
        settings
            .apply(
                DnsblZone.builder(projection.blocklist(), NAME, PORTAL, () -> now)
                    .nameServers(List.of("ns1.example.test", "ns2.example.test"))
                    .hostmaster("dns.example.test"))
            .build();
    responder = new Responder(clients, rates, slip, () -> 0, new FailureLog(() -> 0));
    exchange = new Exchange(zone);
    publish();
  }

  DnsblZone zone() {
    return zone;
  }

  SampleZone list(String prefix) {
    return list(prefix, "operator", 606, null);
  }

  SampleZone list(String prefix, String source, int code, @Nullable Duration life) {
    Instant end = life == null ? null : now.plus(life);
    ListingTerms terms =
        new ListingTerms(new Source(source), new ReasonCode(code), "sample", now, now, end);
    return apply(new Change.Listed(new Listing(IpPrefix.parse(prefix), terms)));
  }

  SampleZone unlist(String prefix, String source) {
    return apply(new Change.Unlisted(IpPrefix.parse(prefix), new Source(source)));
  }

  SampleZone exempt(String prefix) {
    return apply(new Change.Exempted(new Exemption(IpPrefix.parse(prefix), now, null)));
  }

  SampleZone allow(String prefix) {
    return apply(new Change.Allowed(new AllowEntry(IpPrefix.parse(prefix), "ours")));
  }

  SampleZone soften(String prefix, Duration life) {
    return apply(
        new Change.Softened(
            new SoftMark(IpPrefix.parse(prefix), ReasonCode.BANNED, now.plus(life))));
  }

  private SampleZone apply(Change change) {
    projection.apply(change);
    return publish();
  }

  private SampleZone publish() {
    projection.publish(++revision);
    return this;
  }

  /** The list is taken away, as a replica does with one that is too old. */
  void withhold() {
    projection.withhold();
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  Reply ask(Ask query) {
    return Reply.read(answer(query.octets(), true));
  }

  Reply askByTcp(Ask query) {
    return Reply.read(answer(query.octets(), false));
  }

  /** The octets of the answer, none if there is none. */
  byte[] answer(byte[] query, boolean udp) {
    return answer(query, InetAddress.getLoopbackAddress(), udp);
  }

  byte[] answer(byte[] query, InetAddress client, boolean udp) {
    System.arraycopy(query, 0, exchange.message, 0, query.length);
    responder.answer(exchange, query.length, client, udp);
    return Arrays.copyOf(exchange.answer.out, exchange.answer.length);
  }

  /** The answer for an address in the zone. */
  Reply address(String address, int type) {
    return ask(Ask.address(address, NAME).type(type));
  }

  /** The A records for an address in the zone, none if it does not exist. */
  List<String> codes(String address) {
    return address(address, Wire.TYPE_A).data();
  }

  List<String> texts(String address) {
    return address(address, Wire.TYPE_TXT).data();
  }
}
