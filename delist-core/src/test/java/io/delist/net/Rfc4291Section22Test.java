package io.delist.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 4291 section 2.2 and 2.3: the forms of text that are read. */
class Rfc4291Section22Test {

  @ParameterizedTest
  @CsvSource({
    "ABCD:EF01:2345:6789:ABCD:EF01:2345:6789, abcdef0123456789, abcdef0123456789",
    "2001:DB8:0:0:8:800:200C:417A, 20010db800000000, 00080800200c417a",
  })
  void form1EightGroups(String text, String high, String low) {
    assertBits(text, high, low);
  }

  @ParameterizedTest
  @CsvSource({
    "2001:DB8::8:800:200C:417A, 20010db800000000, 00080800200c417a",
    "FF01::101, ff01000000000000, 0000000000000101",
    "::1, 0000000000000000, 0000000000000001",
    "'::', 0000000000000000, 0000000000000000",
    "1::, 0001000000000000, 0000000000000000",
    "1:2:3:4:5:6:7::, 0001000200030004, 0005000600070000",
    "::2:3:4:5:6:7:8, 0000000200030004, 0005000600070008",
    "0:0:0:0:0:0:0:0, 0000000000000000, 0000000000000000",
  })
  void form2Compressed(String text, String high, String low) {
    assertBits(text, high, low);
  }

  @ParameterizedTest
  @CsvSource({
    "0:0:0:0:0:0:13.1.68.3, 0000000000000000, 000000000d014403",
    "::13.1.68.3, 0000000000000000, 000000000d014403",
    "64:ff9b::192.0.2.33, 0064ff9b00000000, 00000000c0000221",
    "1:2:3:4:5:6:255.255.255.255, 0001000200030004, 00050006ffffffff",
  })
  void form3WithIpv4AtTheEnd(String text, String high, String low) {
    assertBits(text, high, low);
  }

  @ParameterizedTest
  @CsvSource({
    "0:0:0:0:0:FFFF:129.144.52.38, 129.144.52.38",
    "::FFFF:129.144.52.38, 129.144.52.38",
    "::ffff:8190:3426, 129.144.52.38",
    "::ffff:0:0, 0.0.0.0",
  })
  void form3MappedIsIpv4(String text, String v4) {
    assertThat(IpAddress.parse(text)).isEqualTo(IpAddress.parse(v4)).hasToString(v4);
  }

  @ParameterizedTest
  @CsvSource({
    "2001:0DB8:0000:CD30:0000:0000:0000:0000/60, 2001:db8:0:cd30::/60",
    "2001:0DB8::CD30:0:0:0:0/60, 2001:db8:0:cd30::/60",
    "2001:0DB8:0:CD30::/60, 2001:db8:0:cd30::/60",
  })
  void section23Prefixes(String text, String canonical) {
    assertThat(IpPrefix.parse(text)).hasToString(canonical);
  }

  private static void assertBits(String text, String high, String low) {
    IpAddress address = IpAddress.parse(text);
    assertThat(address.isV4()).isFalse();
    assertThat(address.high()).isEqualTo(Long.parseUnsignedLong(high, 16));
    assertThat(address.low()).isEqualTo(Long.parseUnsignedLong(low, 16));
  }
}
