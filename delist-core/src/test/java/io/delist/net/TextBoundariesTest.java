package io.delist.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The last text that is still read, the first that is not, and what is said of it. */
class TextBoundariesTest {

  @Test
  void theLongestAddressTextIsRead() {
    String longest = "0000:0000:0000:0000:0000:fffe:255.255.255.255";

    assertThat(longest).hasSize(45);
    assertThat(IpAddress.parse(longest)).hasToString("::fffe:ffff:ffff");
    assertRefused(longest + "0", "is longer than any IP address (45 characters)");
  }

  @ParameterizedTest
  @CsvSource({
    "::1::2, has \"::\" twice",
    "1::2::, has \"::\" twice",
    "%1::1, has a zone id",
    "1.2.3.1000, has the number 1000"
  })
  void theReasonIsTheRightOne(String text, String why) {
    assertRefused(text, why);
  }

  @Test
  void aPrefixWithoutAnAddressIsToldSo() {
    assertThatThrownBy(() -> IpPrefix.parse("/24"))
        .isInstanceOf(AddressSyntaxException.class)
        .hasMessageContaining("an IP address is missing");
  }

  private static void assertRefused(String text, String why) {
    assertThatThrownBy(() -> IpAddress.parse(text))
        .isInstanceOf(AddressSyntaxException.class)
        .hasMessageContaining(why);
  }

  @Test
  void aQuoteIsPrintableAsciiOfAtMostSixtyFourCharacters() {
    String whole = "x".repeat(64);

    assertThat(AddressSyntaxException.quote("")).isEqualTo("\"\"");
    assertThat(AddressSyntaxException.quote(whole)).isEqualTo("\"" + whole + "\"");
    assertThat(AddressSyntaxException.quote(whole + "y")).isEqualTo("\"" + whole + "...\"");
    assertThat(AddressSyntaxException.quote("\u001f ~\u007f\"é")).isEqualTo("\"? ~???\"");
  }

  /** Neighbours, and the prefixes on one address, share no hash code: maps of them stay fast. */
  @Test
  void neighboursDifferInTheirHashCodes() {
    Set<Integer> addresses = new HashSet<>();
    Set<Integer> prefixes = new HashSet<>();
    for (int i = 0; i < 256; i++) {
      addresses.add(IpAddress.ofV4(i << 8).hashCode());
      addresses.add(IpAddress.ofV6(0x2001_0db8L << 32, i).hashCode());
      addresses.add(IpAddress.ofV6(0x2001_0db8L << 32 | i, 0).hashCode());
      prefixes.add(IpAddress.ofV4(i << 24).prefix(8).hashCode());
    }
    for (int length = 0; length <= 128; length++) {
      prefixes.add(IpAddress.parse("2001:db8::").prefix(length).hashCode());
    }
    assertThat(addresses).hasSizeGreaterThan(3 * 256 - 32);
    assertThat(prefixes).hasSizeGreaterThan(256 + 129 - 32);
    assertThat(IpAddress.parse("::1").hashCode()).isNotEqualTo(IpAddress.ofV4(1).hashCode());
  }
}
