package io.delist.smtp.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What RFC 6471 asks of those who run a list. */
class Rfc6471Test {

  @Test
  void section34ARetiredZoneListsNothingTheTestEntryIncluded() {
    SampleZone zone =
        new SampleZone(settings -> settings.retired(true))
            .list("192.0.2.0/24")
            .list("2001:db8::/32");
    for (String address :
        List.of("192.0.2.1", "2001:db8::1", "127.0.0.2", "127.0.0.1", "8.8.8.8")) {
      assertThat(zone.address(address, Wire.TYPE_A).code()).as(address).isEqualTo(Wire.NXDOMAIN);
      assertThat(zone.texts(address)).as(address).isEmpty();
    }
    assertThat(zone.ask(Ask.name(SampleZone.NAME).type(Wire.TYPE_SOA)).answers()).hasSize(1);
  }

  @Test
  void section34ARetiredZoneNeedsNoList() {
    SampleZone zone = new SampleZone(settings -> settings.retired(true).loaded(() -> false));
    assertThat(zone.address("192.0.2.1", Wire.TYPE_A).code()).isEqualTo(Wire.NXDOMAIN);
  }

  @Test
  void withoutAListNothingIsClaimed() {
    boolean[] loaded = {false};
    SampleZone zone = new SampleZone(settings -> settings.loaded(() -> loaded[0]));
    for (Ask ask :
        List.of(
            Ask.name("1.2.0.192." + SampleZone.NAME),
            Ask.name("2.0.0.127." + SampleZone.NAME),
            Ask.name(SampleZone.NAME).type(Wire.TYPE_SOA))) {
      Reply reply = zone.ask(ask);
      assertThat(reply.code()).isEqualTo(Wire.SERVFAIL);
      assertThat(reply.isAuthoritative()).isFalse();
      assertThat(reply.authority()).isEmpty();
    }
    loaded[0] = true;
    assertThat(zone.codes("127.0.0.2")).hasSize(1);
  }

  @Test
  void aListThatIsTooOldIsNoList() {
    SampleZone zone = new SampleZone().list("192.0.2.1/32");
    zone.withhold();
    assertThat(zone.address("192.0.2.1", Wire.TYPE_A).code()).isEqualTo(Wire.SERVFAIL);
    assertThat(zone.address("192.0.2.2", Wire.TYPE_A).code()).isEqualTo(Wire.SERVFAIL);
  }

  @Test
  void aListThatIsOldAnswersAsEver() {
    SampleZone zone = new SampleZone().list("192.0.2.1/32");
    zone.pass(Duration.ofDays(30));
    assertThat(zone.codes("192.0.2.1")).hasSize(1);
    assertThat(zone.address("192.0.2.2", Wire.TYPE_A).code()).isEqualTo(Wire.NXDOMAIN);
  }
}
