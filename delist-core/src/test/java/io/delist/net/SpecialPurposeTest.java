package io.delist.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecialPurposeTest {

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, This host on this network",
    "0.1.2.3, This network",
    "10.255.255.255, Private-Use",
    "100.64.0.0, Shared Address Space",
    "100.127.255.255, Shared Address Space",
    "127.0.0.1, Loopback",
    "169.254.1.1, Link Local",
    "172.16.0.0, Private-Use",
    "172.31.255.255, Private-Use",
    "192.0.0.7, IPv4 Service Continuity Prefix",
    "192.0.0.9, Port Control Protocol Anycast",
    "192.0.0.12, IETF Protocol Assignments",
    "192.0.2.1, Documentation (TEST-NET-1)",
    "192.168.1.1, Private-Use",
    "198.19.255.255, Benchmarking",
    "224.0.0.1, Multicast",
    "255.255.255.254, Reserved",
    "255.255.255.255, Limited Broadcast",
    "'::', Unspecified Address",
    "::1, Loopback Address",
    "2001:0:1::, TEREDO",
    "2001:1::1, Port Control Protocol Anycast",
    "2001:100::, IETF Protocol Assignments",
    "2001:db8::1, Documentation",
    "fd00::1, Unique-Local",
    "fe80::1, Link-Local Unicast",
    "ff02::1, Multicast",
    "::ffff:127.0.0.1, Loopback",
    "::ffff:10.0.0.1, Private-Use",
  })
  void theMostSpecificRangeIsNamed(String address, String name) {
    assertThat(SpecialPurpose.of(IpAddress.parse(address)))
        .map(SpecialPurpose::name)
        .contains(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
        "128.0.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0", "198.17.255.255", "198.20.0.0",
        "223.255.255.255", "::2", "2001:200::", "2001:db7:ffff::", "2001:db9::", "2606:4700::1",
        "fbff::", "fec0::", "2003::"
      })
  void ordinaryAddressesAreNotSpecial(String address) {
    assertThat(SpecialPurpose.of(IpAddress.parse(address))).isEmpty();
  }

  @Test
  void touchingFindsBothTheWiderAndTheNarrower() {
    assertThat(SpecialPurpose.touching(IpPrefix.parse("10.1.2.0/24")))
        .map(SpecialPurpose::name)
        .contains("Private-Use");
    assertThat(SpecialPurpose.touching(IpPrefix.parse("192.0.0.0/8"))).isPresent();
    assertThat(SpecialPurpose.touching(IpPrefix.parse("0.0.0.0/0"))).isPresent();
    assertThat(SpecialPurpose.touching(IpPrefix.parse("8.0.0.0/8"))).isEmpty();
    assertThat(SpecialPurpose.touching(IpPrefix.parse("2400::/12"))).isEmpty();
  }

  @Test
  void theRegistryIsOrderedAndHasNoRangeTwice() {
    List<SpecialPurpose> registry = SpecialPurpose.registry();
    assertThat(registry)
        .extracting(SpecialPurpose::prefix)
        .hasSizeGreaterThan(20)
        .doesNotHaveDuplicates();
    assertThat(registry)
        .isSortedAccordingTo((a, b) -> Integer.compare(b.prefix().length(), a.prefix().length()));
    assertThat(registry).allSatisfy(r -> assertThat(r.source()).matches("RFC [0-9]+"));
  }

  @Provide
  Arbitrary<IpAddress> addresses() {
    return NetArbitraries.addresses();
  }

  @Property
  void anAddressIsSpecialIfItsOwnPrefixTouches(@ForAll("addresses") IpAddress address) {
    assertThat(SpecialPurpose.touching(address.toPrefix())).isEqualTo(SpecialPurpose.of(address));
  }
}
