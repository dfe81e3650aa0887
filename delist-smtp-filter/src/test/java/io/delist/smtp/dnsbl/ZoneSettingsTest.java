package io.delist.smtp.dnsbl;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delist.blocklist.BlocklistProjection;
import io.delist.blocklist.Source;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Settings that do not do are refused with what would do. */
class ZoneSettingsTest {

  private static DnsblZoneBuilder settings(String name) {
    return DnsblZone.builder(
        new BlocklistProjection(InstantSource.system()).blocklist(),
        name,
        SampleZone.PORTAL,
        InstantSource.system());
  }

  private static void refused(String why, Consumer<DnsblZoneBuilder> change) {
    DnsblZoneBuilder settings = settings(SampleZone.NAME);
    assertThatThrownBy(
            () -> {
              change.accept(settings);
              settings.build();
            })
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void namesAreDomainNames() {
    for (String name : List.of("", ".", "a..b", "-a.test", "a_b-.test", "bl.ex\u00e4mple", "a b")) {
      assertThatThrownBy(() -> settings(name))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("for example bl.example.org");
    }
    assertThatThrownBy(() -> settings("a.".repeat(127) + "b")).hasMessageContaining("at most 255");
    assertThatCode(() -> settings("BL.Example.test.").build()).doesNotThrowAnyException();
  }

  @Test
  void nameServersLieOutside() {
    refused("lies in the zone", s -> s.nameServers(List.of("ns." + SampleZone.NAME)));
    refused("at most 13", s -> s.nameServers(Collections.nCopies(14, "ns.example.test")));
  }

  @Test
  void returnCodesAreLoopbackAddresses() {
    for (String code : List.of("127.0.0.0", "127.0.0.1", "127.255.255.254", "10.0.0.2", "::2")) {
      refused("127.0.0.0/8", s -> s.returnCode(IpAddress.parse(code)));
    }
    refused(
        "127.0.0.3 cannot be part of a bitmask",
        s ->
            s.severalListings(SeveralListings.BITMASK)
                .returnCode(new Source("feed:a"), IpAddress.parse("127.0.0.3")));
  }

  @Test
  void textsFitAndAreFilledIn() {
    refused("no placeholder", s -> s.text("listed {reason}"));
    refused("printable ASCII", s -> s.text("gelistet \u00fc"));
    refused("printable ASCII", s -> s.text(" "));
    refused("has at most 255", s -> s.text("{address} " + "x".repeat(220)));
  }

  @Test
  void subZonesAreNoPartsOfAddresses() {
    for (String label : List.of("1", "a", "12", "255", "999")) {
      refused("reads like a part of an address", s -> s.subZone(label, sources()));
    }
    refused("for example", s -> s.subZone("a.b", sources()));
    refused("no source", s -> s.subZone("drop", List.of()));
    refused("twice", s -> s.subZone("drop", sources()).subZone("DROP", sources()));
  }

  private static List<Source> sources() {
    return List.of(new Source("feed:a"));
  }

  @Test
  void timesAreInRange() {
    refused("PT1S to PT24H", s -> s.ttl(Duration.ZERO));
    refused("PT1S to PT24H", s -> s.negativeTtl(Duration.ofDays(2)));
  }

  @Test
  void serverSettingsAreInRange() {
    DnsblServerSettings settings =
        DnsblServerSettings.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    assertThatThrownBy(() -> settings.withResponsesPerSecond(-1, 2))
        .hasMessageContaining("1 to 1000000, or 0");
    assertThatThrownBy(() -> settings.withResponsesPerSecond(5, -1)).hasMessageContaining("slip");
    assertThatThrownBy(() -> settings.withThreads(0)).hasMessageContaining("threads");
    assertThatThrownBy(() -> settings.withConnections(0, Duration.ofSeconds(1)))
        .hasMessageContaining("connections");
    assertThatThrownBy(() -> settings.withConnections(1, Duration.ofHours(1)))
        .hasMessageContaining("idle");
    assertThatThrownBy(
            () -> settings.withClients(Collections.nCopies(1001, IpPrefix.parse("10.0.0.0/8"))))
        .hasMessageContaining("1000");
  }
}
