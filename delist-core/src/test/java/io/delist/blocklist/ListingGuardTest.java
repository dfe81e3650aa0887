package io.delist.blocklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListingGuardTest {

  private final ListingGuard guard = new ListingGuard(List.of());

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0/0", "::/0", "8.0.0.0/7", "2a00::/18"})
  void tooWidePrefixesAreNeverListed(String prefix) {
    assertThat(guard.objectionTo(IpPrefix.parse(prefix))).get().asString().contains("too wide");
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.8.0.0/16", "2a00::/32", "8.8.8.8/32", "2a00::1/128"})
  void ordinaryPrefixesMayBeListed(String prefix) {
    assertThat(guard.objectionTo(IpPrefix.parse(prefix))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.0.0.0/8", "8.8.0.0/15", "2a00::/19", "2a00::/31"})
  void widePrefixesAreListedWithTheOverrideAlone(String prefix) {
    IpPrefix wide = IpPrefix.parse(prefix);

    assertThat(guard.isWide(wide)).isTrue();
    assertThat(guard.judge(wide).map(Objection::guard)).contains(Guard.SHORTEST_PREFIX);
    assertThat(guard.objectionTo(wide)).get().asString().contains("override allow-wide");
    assertThat(guard.allowWide().judge(wide)).isEmpty();
    assertThat(guard.allowWide().admits(wide)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/0, whole-space, all of IPv4",
    "::/0, whole-space, all of IPv6",
    "0.0.0.0/1, shortest-prefix, the shortest is /8",
    "2000::/3, shortest-prefix, the shortest is /19",
    "10.0.0.0/24, special-purpose, RFC 1918",
    "224.0.0.0/8, special-purpose, Multicast"
  })
  void theOverrideChangesNothingForWhatIsNeverListed(String prefix, String id, String why) {
    Objection objection = guard.allowWide().judge(IpPrefix.parse(prefix)).orElseThrow();

    assertThat(objection.guard().id()).isEqualTo(id);
    assertThat(objection.text()).contains(why).endsWith("(guard " + id + ")");
  }

  @Test
  void aCanaryIsNotListedByHandNorByWhatHoldsIt() {
    ListingGuard withCanary =
        new ListingGuard(GuardLimits.builder().mustNotBeListed(IpAddress.parse("8.8.8.8")).build());

    assertThat(withCanary.canaryWithin(IpPrefix.parse("8.8.8.0/24")).map(Objection::guard))
        .contains(Guard.CANARY);
    assertThat(withCanary.canaryWithin(IpPrefix.parse("8.8.9.0/24"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3/32, Private-Use",
    "127.0.0.1/32, Loopback",
    "192.0.0.0/16, IPv4 dummy address",
    "fe80::/64, Link-Local",
    "2001:db8::25/128, Documentation"
  })
  void specialPurposeRangesAreNamed(String prefix, String name) {
    assertThat(guard.objectionTo(IpPrefix.parse(prefix))).get().asString().contains("never listed");
    assertThat(guard.objectionTo(IpPrefix.parse(prefix))).get().asString().contains(name);
  }

  @Test
  void aRangeDeclaredOrdinaryIsOrdinaryAndNoMoreThanThat() {
    ListingGuard lab = new ListingGuard(List.of(IpPrefix.parse("192.0.2.0/24")));

    assertThat(lab.objectionTo(IpPrefix.parse("192.0.2.128/25"))).isEmpty();
    assertThat(lab.objectionTo(IpPrefix.parse("192.0.2.0/23"))).isPresent();
    assertThat(lab.objectionTo(IpPrefix.parse("198.51.100.1/32"))).isPresent();
  }
}
