package io.delist.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.net.InetAddresses;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Locale;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class IpAddressTest {

  private static final long MAPPED = 0xffff_0000_0000L;

  @Provide
  Arbitrary<IpAddress> addresses() {
    return NetArbitraries.addresses();
  }

  @Property
  void parseOfFormatIsTheAddress(@ForAll("addresses") IpAddress address) {
    assertThat(IpAddress.parse(address.toString())).isEqualTo(address);
    assertThat(IpAddress.parse(address.toString().toUpperCase(Locale.ROOT))).isEqualTo(address);
    assertThat(IpPrefix.parse(address.toString())).isEqualTo(address.toPrefix());
  }

  @Property
  void bytesAndInetAddressGoBothWays(@ForAll("addresses") IpAddress address) {
    assertThat(IpAddress.ofBytes(address.toBytes())).isEqualTo(address);
    assertThat(IpAddress.of(address.toInetAddress())).isEqualTo(address);
    assertThat(address.toBytes()).hasSize(address.lengthBits() / 8);
  }

  @Property
  void formatsAsGuavaDoes(@ForAll("addresses") IpAddress address) {
    assertThat(address.toString()).isEqualTo(InetAddresses.toAddrString(address.toInetAddress()));
  }

  @Property
  void whatIsReadGuavaReadsTheSame(@ForAll("addresses") IpAddress address) {
    InetAddress theirs = InetAddresses.forString(address.toString());
    assertThat(IpAddress.of(theirs)).isEqualTo(address);
  }

  @Property
  void allSpellingsAreOneAddress(@ForAll long high, @ForAll long low) {
    IpAddress address = IpAddress.ofV6(high, low);
    String eight = "%016x%016x".formatted(high, low).replaceAll("(.{4})(?!$)", "$1:");
    assertThat(IpAddress.parse(eight)).isEqualTo(address);
    int v4 = (int) low;
    String dotted =
        eight.substring(0, 30)
            + "%d.%d.%d.%d".formatted(v4 >>> 24, v4 >>> 16 & 255, v4 >>> 8 & 255, v4 & 255);
    assertThat(IpAddress.parse(dotted)).isEqualTo(address);
  }

  @Property
  void aMappedAddressIsTheIpv4AddressHoweverItCameIn(@ForAll int bits) {
    IpAddress v4 = IpAddress.ofV4(bits);
    long low = MAPPED | Integer.toUnsignedLong(bits);
    assertThat(IpAddress.ofV6(0, low)).isEqualTo(v4);
    assertThat(IpAddress.parse("::ffff:" + v4)).isEqualTo(v4);
    assertThat(IpAddress.parse("::FFFF:%x:%x".formatted(bits >>> 16, bits & 0xffff))).isEqualTo(v4);
    byte[] bytes = new byte[16];
    bytes[10] = bytes[11] = -1;
    System.arraycopy(v4.toBytes(), 0, bytes, 12, 4);
    assertThat(IpAddress.ofBytes(bytes)).isEqualTo(v4).hasSameHashCodeAs(v4);
    assertThat(v4.v4Bits()).isEqualTo(bits);
    assertThat(v4.isV4()).isTrue();
  }

  @Example
  void theEdgesOfTheMappedRange() {
    assertThat(IpAddress.parse("::fffe:ffff:ffff").isV4()).isFalse();
    assertThat(IpAddress.parse("::ffff:0:0")).hasToString("0.0.0.0");
    assertThat(IpAddress.parse("::ffff:ffff:ffff")).hasToString("255.255.255.255");
    assertThat(IpAddress.parse("::1:0:0:0").isV4()).isFalse();
    assertThat(IpAddress.parse("1::ffff:0:0").isV4()).isFalse();
    assertThat(IpAddress.parse("::192.0.2.1").isV4()).as("deprecated, not mapped").isFalse();
  }

  @Property
  void orderIsIpv4FirstThenByNumber(
      @ForAll("addresses") IpAddress a, @ForAll("addresses") IpAddress b) {
    int expected =
        a.isV4() == b.isV4()
            ? new BigInteger(1, a.toBytes()).compareTo(new BigInteger(1, b.toBytes()))
            : a.isV4() ? -1 : 1;
    assertThat(Integer.signum(a.compareTo(b))).isEqualTo(expected);
    assertThat(a.equals(b)).isEqualTo(expected == 0);
  }

  @Example
  void ipv6HasNo32Bits() {
    assertThatThrownBy(() -> IpAddress.parse("2001:db8::1").v4Bits())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("2001:db8::1 is an IPv6 address and has no 32-bit form");
    assertThatThrownBy(() -> IpAddress.ofBytes(new byte[5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an IP address has 4 or 16 bytes, not 5");
  }

  @Example
  void anInetAddressWithAScopeIsTheAddress() throws Exception {
    InetAddress scoped =
        java.net.Inet6Address.getByAddress("x", IpAddress.parse("fe80::1").toBytes(), 3);
    assertThat(IpAddress.of(scoped)).hasToString("fe80::1");
  }
}
