package io.delist.smtp.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.Source;
import io.delist.net.IpAddress;
import org.junit.jupiter.api.Test;

/** RFC 6891, and what does not fit into a datagram. */
class EdnsTest {

  private static final String NAME = "1.2.0.192." + SampleZone.NAME;

  @Test
  void whoSendsAnOptRecordGetsOursAndNobodyElse() {
    SampleZone zone = new SampleZone().list("192.0.2.0/24");
    assertThat(zone.ask(Ask.name(NAME)).additional()).isEmpty();
    Reply reply = zone.ask(Ask.name(NAME).edns(4096, 0, 0));
    assertThat(reply.additional())
        .containsExactly(new Reply.Entry(".", Wire.TYPE_OPT, 1232, 0, ""));
    assertThat(reply.data()).containsExactly("127.0.0.2");
  }

  @Test
  void theBitForDnssecComesBack() {
    Reply reply = new SampleZone().ask(Ask.name(NAME).edns(4096, 0, 0x8000));
    assertThat(reply.additional().get(0).ttl()).isEqualTo(0x8000);
  }

  @Test
  void anotherVersionIsNotSpoken() {
    Reply reply = new SampleZone().list("192.0.2.0/24").ask(Ask.name(NAME).edns(4096, 1, 0));
    assertThat(reply.code()).isEqualTo(Wire.BADVERS);
    assertThat(reply.answers()).isEmpty();
    assertThat(reply.additional().get(0).ttl()).isEqualTo(1L << 24);
  }

  @Test
  void optionsThatAreUnknownAreIgnoredAndBrokenOnesAreMalformed() {
    SampleZone zone = new SampleZone().list("192.0.2.0/24");
    // A cookie of eight octets (RFC 7873).
    byte[] cookie = {0, 0, 41, 4, 0, 0, 0, 0, 0, 0, 12, 0, 10, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8};
    Ask ask = Ask.name(NAME).counts(3, 1).with(cookie);
    assertThat(zone.ask(ask).data()).containsExactly("127.0.0.2");
    cookie[14] = 9;
    assertThat(zone.ask(Ask.name(NAME).counts(3, 1).with(cookie)).code()).isEqualTo(Wire.FORMERR);
    byte[] named = {1, 'a', 0, 0, 41, 4, 0, 0, 0, 0, 0, 0, 0};
    assertThat(zone.ask(Ask.name(NAME).counts(3, 1).with(named)).code()).isEqualTo(Wire.FORMERR);
  }

  @Test
  void whatDoesNotFitComesOverTcp() {
    SampleZone zone = manyTexts();
    Reply small = zone.ask(Ask.name(NAME).type(Wire.TYPE_TXT));
    assertThat(small.isTruncated()).isTrue();
    assertThat(small.answers()).isEmpty();
    assertThat(small.question()).isEqualTo(NAME + ". 16 1");
    Reply larger = zone.ask(Ask.name(NAME).type(Wire.TYPE_TXT).edns(4096, 0, 0));
    assertThat(larger.isTruncated()).isTrue();
    assertThat(larger.octets()).isLessThanOrEqualTo(1232);
    assertThat(larger.additional()).hasSize(1);
    Reply tcp = zone.askByTcp(Ask.name(NAME).type(Wire.TYPE_TXT));
    assertThat(tcp.isTruncated()).isFalse();
    assertThat(tcp.answers()).hasSize(20);
  }

  @Test
  void aSizeBelowTheLeastCountsAsTheLeast() {
    SampleZone zone = new SampleZone().list("192.0.2.0/24");
    Reply reply = zone.ask(Ask.name(NAME).type(Wire.TYPE_TXT).edns(1, 0, 0));
    assertThat(reply.isTruncated()).isFalse();
    assertThat(reply.answers()).hasSize(1);
  }

  private static SampleZone manyTexts() {
    SampleZone zone =
        new SampleZone(
            settings -> {
              settings.severalListings(SeveralListings.RECORDS);
              for (int i = 0; i < 20; i++) {
                settings.returnCode(new Source("feed:" + i), IpAddress.parse("127.0.1." + i));
              }
              return settings;
            });
    for (int i = 0; i < 20; i++) {
      zone.list("192.0.2.0/24", "feed:" + i, 606 + i, null);
    }
    return zone;
  }
}
