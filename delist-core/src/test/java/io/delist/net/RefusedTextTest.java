package io.delist.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that some program somewhere takes for an address, and that is refused here. */
class RefusedTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "192.0.2.1 ",
        " 192.0.2.1",
        "192.0. 2.1",
        "192.0.2.1\n",
        "\u00a0192.0.2.1",
        "1",
        "1.2.3",
        "1.2.3.",
        ".1.2.3",
        "1..2.3",
        "1.2.3.4.",
        "1.2.3.4.5",
        "1,2,3,4",
        "3232235777",
        "01.2.3.4",
        "1.2.3.04",
        "1.2.3.00",
        "0127.0.0.1",
        "256.0.0.1",
        "1.2.3.256",
        "1.2.3.999",
        "1.2.3.1000",
        "1.2.3.4294967296",
        "-1.2.3.4",
        "+1.2.3.4",
        "1.2.3.-4",
        "0x7f.0.0.1",
        "7f.0.0.1",
        "1.2.3.a",
        "0x7f000001",
        "\u0661.2.3.4",
        "\uff11.2.3.4",
        "1.2.3.\u0664",
        "1\u30022.3.4",
        "1\uff0e2.3.4",
        "192.0.2.1/24",
        "192.0.2.1:25",
        "localhost",
        "example.org",
        "[192.0.2.1]",
      })
  void notIpv4(String text) {
    assertRefused(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ":",
        ":::",
        "::::",
        "1",
        "1:",
        ":1",
        ":1::",
        "1::2:",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:",
        ":2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7:8:",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "::1:2:3:4:5:6:7:8",
        "1:2:3:4::5:6:7:8",
        "1::2::3",
        "1:::2",
        "12345::",
        "00001::",
        "::g",
        "::-1",
        "::+1",
        "::0x1",
        "::1 ",
        " ::1",
        ":: 1",
        "::\uff11",
        "::\u0661",
        "fe80::1%eth0",
        "fe80::1%1",
        "fe80::1%",
        "2001:db8::1%25eth0",
        "[2001:db8::1]",
        "2001:db8::1/64",
        "2001-db8--1.ipv6-literal.net",
        "::1.2.3",
        "::1.2.3.4.5",
        "::1.2.3.4:5",
        "1.2.3.4::",
        "1.2.3.4:1::",
        "::ffff:1.2.3.256",
        "::ffff:01.2.3.4",
        "::ffff:1.2.3.a",
        "::ffff:a.2.3.4",
        "::ffff:1.2.3.4 ",
        "1:2:3:4:5:6:7:1.2.3.4",
        "1:2:3:4:5:6:7:8:1.2.3.4",
        "1:2:3:4:5:1.2.3.4",
        "1:2:3:4:5:6::1.2.3.4",
        "0000:0000:0000:0000:0000:0000:0000:0000:0000:0000",
        "1:2:3:4:5:6:7:8.",
        "::.",
        "::1.",
      })
  void notIpv6(String text) {
    assertRefused(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/24",
        "192.0.2.0/",
        "192.0.2.0/ 24",
        "192.0.2.0 /24",
        "192.0.2.0/24 ",
        "192.0.2.0/024",
        "192.0.2.0/00",
        "192.0.2.0/+24",
        "192.0.2.0/-1",
        "192.0.2.0/33",
        "192.0.2.0/999",
        "192.0.2.0/4294967320",
        "192.0.2.0/\u0662\u0664",
        "192.0.2.0/24/24",
        "192.0.2.0//24",
        "192.0.2.0/255.255.255.0",
        "192.0.2/24",
        "192.0.2.1/24",
        "0.0.0.1/0",
        "2001:db8::/129",
        "2001:db8::1/127",
        "2001:db8::1/64",
        "fe80::%eth0/64",
        "::ffff:0:0/95",
        "::ffff:192.0.2.0/24",
        "::ffff:192.0.2.1/120",
        "::ffff:192.0.2.0/129",
      })
  void notAPrefix(String text) {
    assertThatThrownBy(() -> IpPrefix.parse(text)).isInstanceOf(AddressSyntaxException.class);
  }

  private static void assertRefused(String text) {
    assertThatThrownBy(() -> IpAddress.parse(text)).isInstanceOf(AddressSyntaxException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "192.0.2.9/24 | prefix \"192.0.2.9/24\" has host bits set; did you mean 192.0.2.0/24?",
        "2001:db8::1/32 | prefix \"2001:db8::1/32\" has host bits set; did you mean 2001:db8::/32?",
        "::ffff:192.0.2.9/120"
            + " | prefix \"::ffff:192.0.2.9/120\" has host bits set; did you mean 192.0.2.0/24?",
        "192.0.2.0/33 | prefix length 33 is out of range for IPv4; must be 0 to 32",
        "2001:db8::/129 | prefix length 129 is out of range for IPv6; must be 0 to 128",
        "192.0.2.0/024"
            + " | prefix \"192.0.2.0/024\" has a length that is not a plain decimal number"
            + " from 0 to 32",
        "::ffff:192.0.2.0/24"
            + " | prefix \"::ffff:192.0.2.0/24\" is wider than the IPv4-mapped range;"
            + " write IPv4 prefixes as 192.0.2.0/24",
        "192.0.2.01/24"
            + " | \"192.0.2.01\" is not an IP address: it has a number with a leading zero,"
            + " which some programs read as octal; drop it",
        "1.2.3.256"
            + " | \"1.2.3.256\" is not an IP address: it has the number 256; each must be 0 to 255",
        "1.2.3"
            + " | \"1.2.3\" is not an IP address: it is not four decimal numbers"
            + " from 0 to 255 with dots between",
        "fe80::1%eth0"
            + " | \"fe80::1%eth0\" is not an IP address: it has a zone id,"
            + " which means something on one machine only; leave it out",
        "1:2:3:4::5:6:7:8"
            + " | \"1:2:3:4::5:6:7:8\" is not an IP address: it has a \"::\" that stands for nothing",
        "1:2:3:4:5:6:7"
            + " | \"1:2:3:4:5:6:7\" is not an IP address: it has 7 groups;"
            + " an IPv6 address has eight, or one \"::\"",
        "1:2:3:4:5:6:7:8:9"
            + " | \"1:2:3:4:5:6:7:8:9\" is not an IP address: it has more than eight groups",
        "1::2::3 | \"1::2::3\" is not an IP address: it has \"::\" twice",
        "'' | an IP address is missing; write it as 192.0.2.1 or 2001:db8::1",
      })
  void saysWhatIsWrongAndTheWayOut(String text, String message) {
    assertThatThrownBy(() -> IpPrefix.parse(text)).hasMessage(message);
  }

  @Test
  void aMadePrefixWithHostBitsSaysWhatWasMeant() {
    assertThatThrownBy(() -> IpPrefix.of(IpAddress.parse("192.0.2.9"), 24))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("prefix 192.0.2.9/24 has host bits set; did you mean 192.0.2.0/24?");
    assertThatThrownBy(() -> IpAddress.parse("::").prefix(129))
        .hasMessage("prefix length 129 is out of range for IPv6; must be 0 to 128");
    assertThatThrownBy(() -> IpAddress.parse("0.0.0.0").prefix(-1))
        .hasMessage("prefix length -1 is out of range for IPv4; must be 0 to 32");
  }

  @Test
  void aMessageQuotesLittleAndOnlyPrintableAscii() {
    assertThatThrownBy(() -> IpAddress.parse("1\r\n\"\u0000\u202e<"))
        .hasMessageStartingWith("\"1?????<\" is not an IP address");
    assertThatThrownBy(() -> IpPrefix.parse("192.0.2.0/" + "9".repeat(10_000)))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200).contains("...\""));
    assertThatThrownBy(() -> IpAddress.parse(":".repeat(10_000)))
        .hasMessageEndingWith("it is longer than any IP address (45 characters)")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
  }
}
