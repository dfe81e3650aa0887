package io.delist.smtp.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What RFC 5782 asks of a list, by its sections. */
class Rfc5782Test {

  private static final String ZONE = SampleZone.NAME;

  @Test
  void section21AnAddressIsListedWithItsOctetsReversed() {
    SampleZone zone = new SampleZone().list("192.0.2.99/32");
    Reply reply = zone.ask(Ask.name("99.2.0.192." + ZONE));
    assertThat(reply.code()).isEqualTo(Wire.NOERROR);
    assertThat(reply.isAuthoritative()).isTrue();
    assertThat(reply.answers())
        .containsExactly(
            new Reply.Entry("99.2.0.192." + ZONE + ".", Wire.TYPE_A, 1, 300, "127.0.0.2"));
    assertThat(reply.authority()).isEmpty();
    assertThat(zone.codes("192.0.2.98")).isEmpty();
    assertThat(zone.address("192.0.2.98", Wire.TYPE_A).code()).isEqualTo(Wire.NXDOMAIN);
  }

  @Test
  void section21TheTextTellsWhyAndWhere() {
    SampleZone zone = new SampleZone().list("192.0.2.0/24", "feed:drop", 607, null);
    assertThat(zone.texts("192.0.2.99"))
        .containsExactly(
            "5.7.607 Access denied, banned sending IP [192.0.2.99]; To request removal from this"
                + " list please visit https://delist.example.test/ and follow the directions.");
  }

  @Test
  void section21ListedNamesHaveNoOtherRecords() {
    SampleZone zone = new SampleZone().list("192.0.2.99/32");
    for (int type : List.of(28, 15, 2, 6)) {
      Reply reply = zone.address("192.0.2.99", type);
      assertThat(reply.code()).isEqualTo(Wire.NOERROR);
      assertThat(reply.answers()).isEmpty();
      assertThat(reply.authority()).hasSize(1);
    }
    assertThat(zone.address("192.0.2.99", Wire.TYPE_ANY).data()).containsExactly("127.0.0.2");
  }

  @Test
  void section22AWholePrefixIsListed() {
    SampleZone zone = new SampleZone().list("198.51.100.0/25");
    assertThat(zone.codes("198.51.100.0")).containsExactly("127.0.0.2");
    assertThat(zone.codes("198.51.100.127")).containsExactly("127.0.0.2");
    assertThat(zone.codes("198.51.100.128")).isEmpty();
    assertThat(zone.codes("198.51.99.255")).isEmpty();
  }

  @Test
  void section24AnIpv6AddressIsListedWithItsNibblesReversed() {
    SampleZone zone = new SampleZone().list("2001:db8:1:2:3:4:567:89ab/128");
    String name = "b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.8.b.d.0.1.0.0.2." + ZONE;
    assertThat(zone.ask(Ask.name(name)).data()).containsExactly("127.0.0.2");
    assertThat(zone.ask(Ask.name(name.toUpperCase(java.util.Locale.ROOT))).data())
        .containsExactly("127.0.0.2");
    assertThat(zone.texts("2001:db8:1:2:3:4:567:89ab").get(0))
        .contains("[2001:db8:1:2:3:4:567:89ab]");
    assertThat(zone.codes("2001:db8:1:2:3:4:567:89ac")).isEmpty();
  }

  @Test
  void section5TheTestEntriesAreListedWhateverTheListSays() {
    SampleZone empty = new SampleZone();
    SampleZone wide = new SampleZone().list("127.0.0.0/8").list("::/8").allow("127.0.0.2/32");
    for (SampleZone zone : List.of(empty, wide)) {
      for (String name : List.of("2.0.0.127", mapped(2))) {
        assertThat(zone.ask(Ask.name(name + "." + ZONE)).data()).containsExactly("127.0.0.2");
        assertThat(zone.ask(Ask.name(name + "." + ZONE).type(Wire.TYPE_TXT)).data()).hasSize(1);
      }
      for (String name : List.of("1.0.0.127", mapped(1))) {
        Reply reply = zone.ask(Ask.name(name + "." + ZONE));
        assertThat(reply.code()).isEqualTo(Wire.NXDOMAIN);
        assertThat(reply.data()).isEmpty();
      }
    }
  }

  /** ::FFFF:7F00:n, which no parser of addresses leaves as it is. */
  private static String mapped(int n) {
    return n + ".0.0.0.0.0.F.7.F.F.F.F" + ".0".repeat(20);
  }

  @Test
  void anIpv4MappedAddressIsTheIpv4Address() {
    SampleZone zone = new SampleZone().list("192.0.2.99/32");
    // 192.0.2.99 is c000:0263
    String name = "3.6.2.0.0.0.0.c.f.f.f.f" + ".0".repeat(20);
    assertThat(zone.ask(Ask.name(name + "." + ZONE)).data()).containsExactly("127.0.0.2");
    assertThat(zone.ask(Ask.name(name.replaceFirst("3", "4") + "." + ZONE)).code())
        .isEqualTo(Wire.NXDOMAIN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "099.2.0.192",
        "99.02.0.192",
        "99.2.0.256",
        "99.2.0.1920",
        "99.2.0.-1",
        "99.2.0.+1",
        "99.2.0.0x1",
        "x.99.2.0.192",
        "99.99.2.0.192",
        "www",
        "99.2.0.192.in-addr",
        "g.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2",
        "00.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2",
        "0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2",
        "\u00d9.2.0.192"
      })
  void whatIsNoReversedAddressDoesNotExist(String name) {
    SampleZone zone = new SampleZone().list("192.0.0.0/16").list("2001:db8::/32");
    Reply reply = zone.ask(Ask.name(name + "." + ZONE));
    assertThat(reply.code()).isEqualTo(Wire.NXDOMAIN);
    assertThat(reply.answers()).isEmpty();
  }

  @Test
  void exemptionsTheAllowlistAndExpiryCount() {
    SampleZone zone =
        new SampleZone()
            .list("192.0.2.0/24")
            .exempt("192.0.2.1/32")
            .allow("192.0.2.2/32")
            .list("203.0.113.1/32", "detector:trap", 606, java.time.Duration.ofHours(1));
    assertThat(zone.codes("192.0.2.1")).isEmpty();
    assertThat(zone.codes("192.0.2.2")).isEmpty();
    assertThat(zone.codes("192.0.2.3")).hasSize(1);
    assertThat(zone.codes("203.0.113.1")).hasSize(1);
    zone.pass(java.time.Duration.ofHours(1));
    assertThat(zone.codes("203.0.113.1")).isEmpty();
  }

  @Test
  void anAddressWhoseRemovalIsUnderWayIsNotListed() {
    for (SeveralListings several : SeveralListings.values()) {
      SampleZone zone =
          new SampleZone(settings -> settings.severalListings(several))
              .list("192.0.2.0/24")
              .soften("192.0.2.1/32", java.time.Duration.ofHours(1));
      assertThat(zone.codes("192.0.2.1")).isEmpty();
      assertThat(zone.codes("192.0.2.2")).hasSize(1);
      zone.pass(java.time.Duration.ofHours(1));
      assertThat(zone.codes("192.0.2.1")).hasSize(1);
    }
  }
}
