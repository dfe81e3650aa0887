package io.delist.blocklist;

import static org.assertj.core.api.Assertions.assertThat;

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
  @ValueSource(strings = {"8.0.0.0/8", "2a00::/19", "8.8.8.8/32", "2a00::1/128"})
  void ordinaryPrefixesMayBeListed(String prefix) {
    assertThat(guard.objectionTo(IpPrefix.parse(prefix))).isEmpty();
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
