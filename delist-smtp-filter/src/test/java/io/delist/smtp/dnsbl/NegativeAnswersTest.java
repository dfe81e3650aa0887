package io.delist.smtp.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** "No", and how long it holds: RFC 2308 sections 2, 3 and 5, RFC 8020. */
class NegativeAnswersTest {

  private static final String ZONE = SampleZone.NAME;
  private static final String SOA = "ns1.example.test. dns.example.test. 2 3600 600 604800 60";

  @Test
  void whatDoesNotExistComesWithTheSoaRecordAndItsTtl() {
    SampleZone zone = new SampleZone().list("192.0.2.1/32");
    Reply reply = zone.ask(Ask.name("9.9.9.9.BL.Example.TEST"));
    assertThat(reply.code()).isEqualTo(Wire.NXDOMAIN);
    assertThat(reply.isAuthoritative()).isTrue();
    assertThat(reply.answers()).isEmpty();
    assertThat(reply.authority())
        .containsExactly(new Reply.Entry("BL.Example.TEST.", Wire.TYPE_SOA, 1, 60, SOA));
  }

  @Test
  void theNegativeTtlIsTheOneThatWasSet() {
    SampleZone zone = new SampleZone(settings -> settings.negativeTtl(Duration.ofSeconds(7)));
    Reply reply = zone.ask(Ask.name("9.9.9.9." + ZONE));
    assertThat(reply.authority().get(0).ttl()).isEqualTo(7);
    assertThat(reply.authority().get(0).data()).endsWith(" 7");
  }

  @Test
  void theZoneItselfHasSoaAndNsRecordsAndNothingElse() {
    SampleZone zone = new SampleZone().list("192.0.2.1/32");
    assertThat(zone.ask(Ask.name(ZONE).type(Wire.TYPE_SOA)).answers())
        .containsExactly(new Reply.Entry(ZONE + ".", Wire.TYPE_SOA, 1, 300, SOA));
    assertThat(zone.ask(Ask.name(ZONE).type(Wire.TYPE_NS)).data())
        .containsExactly("ns1.example.test.", "ns2.example.test.");
    assertThat(zone.ask(Ask.name(ZONE).type(Wire.TYPE_ANY)).data()).containsExactly(SOA);
    for (int type : List.of(Wire.TYPE_A, 28, Wire.TYPE_TXT, 15)) {
      Reply reply = zone.ask(Ask.name(ZONE).type(type));
      assertThat(reply.code()).isEqualTo(Wire.NOERROR);
      assertThat(reply.answers()).isEmpty();
      assertThat(reply.authority()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192",
        "0.192",
        "2.0.192",
        "2",
        "8.b.d.0.1.0.0.2",
        "0.0.0.8.b.d.0.1.0.0.2",
        "127",
        "0.0.127",
        // On the way to ::ffff:7f00:2 and to the mapped form of 192.0.2.1.
        "f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0",
        "0.c.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0"
      })
  void namesOnTheWayToListedOnesExistAndAreEmpty(String name) {
    SampleZone zone = new SampleZone().list("192.0.2.1/32").list("2001:db8::7/128");
    Reply reply = zone.ask(Ask.name(name + "." + ZONE));
    assertThat(reply.code()).isEqualTo(Wire.NOERROR);
    assertThat(reply.answers()).isEmpty();
    assertThat(reply.authority()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "193",
        "1.192",
        "3.0.192",
        "9.b.d.0.1.0.0.2",
        "3",
        "7.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.3",
        "1.2.3.4",
        "1.c.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0"
      })
  void namesThatLeadNowhereDoNotExist(String name) {
    SampleZone zone = new SampleZone().list("192.0.2.1/32").list("2001:db8::7/128");
    assertThat(zone.ask(Ask.name(name + "." + ZONE)).code()).isEqualTo(Wire.NXDOMAIN);
  }

  @Test
  void fourNibblesAreAnAddressAndABeginning() {
    // 1.0.0.2 asks for 2.0.0.1, and begins the addresses of 2001::/16.
    SampleZone v6 = new SampleZone().list("2001:db8::/32");
    assertThat(v6.ask(Ask.name("1.0.0.2." + ZONE)).code()).isEqualTo(Wire.NOERROR);
    assertThat(v6.ask(Ask.name("1.0.0.2." + ZONE)).data()).isEmpty();
    SampleZone v4 = new SampleZone().list("2.0.0.1/32");
    assertThat(v4.ask(Ask.name("1.0.0.2." + ZONE)).data()).containsExactly("127.0.0.2");
  }

  @Test
  void everythingBelowAListedPrefixExists() {
    SampleZone zone = new SampleZone().list("10.0.0.0/8");
    for (String name : List.of("10", "1.10", "2.1.10")) {
      assertThat(zone.ask(Ask.name(name + "." + ZONE)).code()).isEqualTo(Wire.NOERROR);
    }
  }

  @Test
  void aLongAddressOfTheListAloneIsFoundLabelByLabel() {
    SampleZone zone = new SampleZone().list("2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff/128");
    String name =
        Ask.reversed(io.delist.net.IpAddress.parse("2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff"));
    String[] labels = name.split("\\.", -1);
    String suffix = ZONE;
    for (int i = labels.length - 1; i > 0; i--) {
      suffix = labels[i] + "." + suffix;
      assertThat(zone.ask(Ask.name(suffix)).code()).as(suffix).isEqualTo(Wire.NOERROR);
    }
    assertThat(zone.ask(Ask.name(labels[0] + "." + suffix)).data()).hasSize(1);
  }
}
