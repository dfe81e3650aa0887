package io.delist.smtp.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may ask, and how often. */
class ClientsAndRatesTest {

  private static final long SECOND = 1_000_000_000L;
  private static final byte[] QUERY = Ask.address("192.0.2.1", SampleZone.NAME).octets();

  private static InetAddress client(String address) {
    return IpAddress.parse(address).toInetAddress();
  }

  @Test
  void othersThanTheClientsAreRefused() {
    ClientNetworks clients =
        new ClientNetworks(List.of(IpPrefix.parse("10.0.0.0/8"), IpPrefix.parse("2001:db8::/32")));
    SampleZone zone = new SampleZone(s -> s, clients, null, 0).list("192.0.2.1/32");
    for (boolean udp : new boolean[] {true, false}) {
      assertThat(Reply.read(zone.answer(QUERY, client("10.1.2.3"), udp)).answers()).hasSize(1);
      assertThat(Reply.read(zone.answer(QUERY, client("2001:db8::5"), udp)).answers()).hasSize(1);
      Reply refused = Reply.read(zone.answer(QUERY, client("11.0.0.1"), udp));
      assertThat(refused.code()).isEqualTo(Wire.REFUSED);
      assertThat(refused.answers()).isEmpty();
    }
  }

  @Test
  void aNetworkGetsAsManyAnswersAsItMay() {
    ResponseRates rates = new ResponseRates(10, 42, 0);
    assertThat(admitted(rates, "192.0.2.1", 100, 0)).isEqualTo(10);
    // The whole /24 is one, and the next is another.
    assertThat(admitted(rates, "192.0.2.200", 100, 0)).isZero();
    assertThat(admitted(rates, "192.0.3.1", 100, 0)).isEqualTo(10);
    assertThat(admitted(rates, "192.0.2.1", 100, SECOND / 2)).isEqualTo(5);
    assertThat(admitted(rates, "192.0.2.1", 100, 60 * SECOND)).isEqualTo(10);
    assertThat(admitted(rates, "2001:db8:0:100::1", 100, 0)).isEqualTo(10);
    assertThat(admitted(rates, "2001:db8:0:1ff::1", 100, 0)).isZero();
    assertThat(admitted(rates, "2001:db8:0:200::1", 100, 0)).isEqualTo(10);
  }

  private static int admitted(ResponseRates rates, String client, int tries, long nanos) {
    int count = 0;
    for (int i = 0; i < tries; i++) {
      count += rates.admits(IpAddress.parse(client), nanos) ? 1 : 0;
    }
    return count;
  }

  @Test
  void aFloodFromEverywhereDoesNotSetAFloodFromOneNetworkFree() {
    ResponseRates rates = new ResponseRates(100, 42, 0);
    int through = admitted(rates, "192.0.2.1", 1000, 0);
    // Twenty times as many networks as there are places, each asking once.
    for (int i = 0; i < 20 * 65_536; i++) {
      rates.admits(IpAddress.ofV4(0x2000_0000 + (i << 8)), 0);
    }
    through += admitted(rates, "192.0.2.1", 1000, 0);
    assertThat(through).isEqualTo(100);
  }

  @Test
  void theLimitHoldsAfterYears() {
    ResponseRates rates = new ResponseRates(10, 42, 0);
    long threeYears = 3L * 365 * 24 * 3600 * SECOND;
    assertThat(admitted(rates, "192.0.2.1", 100, threeYears)).isEqualTo(10);
    assertThat(admitted(rates, "192.0.2.1", 100, threeYears + SECOND)).isEqualTo(10);
  }

  @Test
  void aboveTheRateEverySoManyAskToComeOverTcp() {
    SampleZone zone =
        new SampleZone(s -> s, new ClientNetworks(List.of()), new ResponseRates(5, 1, 0), 3)
            .list("192.0.2.1/32");
    int answered = 0;
    int truncated = 0;
    int silent = 0;
    for (int i = 0; i < 35; i++) {
      byte[] answer = zone.answer(QUERY, client("203.0.113.1"), true);
      if (answer.length == 0) {
        silent++;
      } else if (Reply.read(answer).isTruncated()) {
        assertThat(answer).hasSameSizeAs(QUERY);
        truncated++;
      } else {
        answered++;
      }
    }
    assertThat(List.of(answered, truncated, silent)).containsExactly(5, 10, 20);
    assertThat(Reply.read(zone.answer(QUERY, client("203.0.113.1"), false)).answers()).hasSize(1);
  }
}
