package io.delist.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EdgesTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24, 192.0.2.0 192.0.2.255 192.0.1.255 192.0.3.0",
    "0.0.0.0/0, 0.0.0.0 255.255.255.255",
    "255.255.255.255/32, 255.255.255.255 255.255.255.255 255.255.255.254",
    "::/0, :: ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "2001:db8::/64, 2001:db8:: 2001:db8::ffff:ffff:ffff:ffff"
        + " 2001:db7:ffff:ffff:ffff:ffff:ffff:ffff 2001:db8:0:1::",
    "::fffe:ffff:ffff/128, ::fffe:ffff:ffff ::fffe:ffff:ffff ::fffe:ffff:fffe ::1:0:0:0",
    "::1:0:0:0/128, ::1:0:0:0 ::1:0:0:0 ::fffe:ffff:ffff ::1:0:0:1"
  })
  void edgesAreOfThePrefixsFamily(String prefix, String edges) {
    assertThat(Edges.of(IpPrefix.parse(prefix)).stream().map(IpAddress::toString).toList())
        .containsExactly(edges.split(" "));
  }
}
