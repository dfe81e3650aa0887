package io.delist.smtp.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import io.delist.net.IpAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Return codes, several listings of one address, sub-zones, and the TTL of all of them. */
class SeveralListingsTest {

  private static SampleZone zone(SeveralListings several) {
    return new SampleZone(
            settings ->
                settings
                    .severalListings(several)
                    .returnCode(new Source("feed:a"), IpAddress.parse("127.0.0.4"))
                    .returnCode(new Source("feed:b"), IpAddress.parse("127.0.0.8"))
                    .returnCode(new ReasonCode(640), IpAddress.parse("127.0.0.16"))
                    .subZone("aa", List.of(new Source("feed:a")))
                    .subZone("rest", List.of(new Source("feed:b"), new Source("operator"))))
        .list("192.0.2.0/24", "feed:a", 607, null)
        .list("192.0.2.0/25", "feed:b", 608, null)
        .list("192.0.2.1/32", "operator", 640, null)
        .list("198.51.100.1/32", "operator", 606, null);
  }

  @Test
  void theMostSpecificAnswersAlone() {
    SampleZone zone = zone(SeveralListings.MOST_SPECIFIC);
    assertThat(zone.codes("192.0.2.1")).containsExactly("127.0.0.16");
    assertThat(zone.codes("192.0.2.2")).containsExactly("127.0.0.8");
    assertThat(zone.codes("192.0.2.200")).containsExactly("127.0.0.4");
    assertThat(zone.codes("198.51.100.1")).containsExactly("127.0.0.2");
    assertThat(zone.texts("192.0.2.1")).singleElement().asString().startsWith("5.7.640 ");
  }

  @Test
  void eachHasARecord() {
    SampleZone zone = zone(SeveralListings.RECORDS);
    assertThat(zone.codes("192.0.2.1")).containsExactly("127.0.0.16", "127.0.0.8", "127.0.0.4");
    assertThat(zone.codes("192.0.2.2")).containsExactly("127.0.0.8", "127.0.0.4");
    assertThat(zone.texts("192.0.2.2")).hasSize(2).last().asString().startsWith("5.7.607 ");
    zone.exempt("192.0.2.2/32");
    assertThat(zone.codes("192.0.2.2")).isEmpty();
  }

  @Test
  void equalRecordsAreOne() {
    SampleZone zone =
        new SampleZone(settings -> settings.severalListings(SeveralListings.RECORDS))
            .list("192.0.2.0/24", "feed:a", 606, null)
            .list("192.0.2.0/25", "feed:b", 606, null);
    assertThat(zone.codes("192.0.2.1")).containsExactly("127.0.0.2");
    assertThat(zone.texts("192.0.2.1")).hasSize(1);
  }

  @Test
  void theirBitsArePutTogether() {
    SampleZone zone = zone(SeveralListings.BITMASK);
    assertThat(zone.codes("192.0.2.1")).containsExactly("127.0.0.28");
    assertThat(zone.codes("192.0.2.2")).containsExactly("127.0.0.12");
    assertThat(zone.codes("192.0.2.200")).containsExactly("127.0.0.4");
    assertThat(zone.texts("192.0.2.1")).singleElement().asString().startsWith("5.7.640 ");
  }

  @Test
  void aSubZoneHoldsWhatItsSourcesList() {
    for (SeveralListings several : SeveralListings.values()) {
      SampleZone zone = zone(several);
      assertThat(in(zone, "aa", "192.0.2.1").data()).containsExactly("127.0.0.4");
      assertThat(in(zone, "AA", "192.0.2.1").data()).containsExactly("127.0.0.4");
      assertThat(in(zone, "rest", "192.0.2.200").code()).isEqualTo(Wire.NXDOMAIN);
      assertThat(in(zone, "aa", "198.51.100.1").code()).isEqualTo(Wire.NXDOMAIN);
      assertThat(in(zone, "rest", "198.51.100.1").data()).containsExactly("127.0.0.2");
      assertThat(in(zone, "other", "192.0.2.1").code()).isEqualTo(Wire.NXDOMAIN);
      assertThat(in(zone, "aa", "127.0.0.2").data()).containsExactly("127.0.0.2");
      assertThat(in(zone, "aa", "127.0.0.1").code()).isEqualTo(Wire.NXDOMAIN);
    }
  }

  @Test
  void aSubZoneIsANameOfTheZone() {
    SampleZone zone = zone(SeveralListings.MOST_SPECIFIC);
    Reply reply = zone.ask(Ask.name("aa." + SampleZone.NAME).type(Wire.TYPE_SOA));
    assertThat(reply.code()).isEqualTo(Wire.NOERROR);
    assertThat(reply.answers()).isEmpty();
    assertThat(reply.authority().get(0).name()).isEqualTo(SampleZone.NAME + ".");
  }

  private static Reply in(SampleZone zone, String subZone, String address) {
    return zone.ask(Ask.address(address, subZone + "." + SampleZone.NAME));
  }

  @Test
  void theTtlIsNoLongerThanTheListing() {
    SampleZone zone =
        new SampleZone(settings -> settings.ttl(Duration.ofMinutes(10)))
            .list("192.0.2.1/32", "detector:trap", 606, Duration.ofMinutes(15));
    assertThat(ttl(zone, Wire.TYPE_A)).isEqualTo(600);
    zone.pass(Duration.ofMinutes(10));
    assertThat(ttl(zone, Wire.TYPE_A)).isEqualTo(300);
    assertThat(ttl(zone, Wire.TYPE_TXT)).isEqualTo(300);
    zone.pass(Duration.ofSeconds(299));
    assertThat(ttl(zone, Wire.TYPE_A)).isEqualTo(1);
  }

  private static long ttl(SampleZone zone, int type) {
    return zone.address("192.0.2.1", type).answers().get(0).ttl();
  }

  @Test
  void theRecordsOfOneAnswerHaveTheShortestTtl() {
    SampleZone zone =
        new SampleZone(
                settings ->
                    settings
                        .severalListings(SeveralListings.RECORDS)
                        .returnCode(new Source("feed:a"), IpAddress.parse("127.0.0.4")))
            .list("192.0.2.1/32", "feed:a", 606, Duration.ofSeconds(100))
            .list("192.0.2.0/24", "operator", 606, null);
    assertThat(zone.address("192.0.2.1", Wire.TYPE_A).answers())
        .extracting(Reply.Entry::ttl)
        .containsExactly(100L, 100L);
  }
}
