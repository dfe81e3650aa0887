package io.delist.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 5952 section 4: the one way in which an IPv6 address is written. */
class Rfc5952Section4Test {

  private static String rewritten(String text) {
    return IpAddress.parse(text).toString();
  }

  @Test
  void section41LeadingZerosAreLeftOut() {
    assertThat(rewritten("2001:0db8::0001")).isEqualTo("2001:db8::1");
    assertThat(rewritten("2001:db8:1:2:3:4:5:0000")).isEqualTo("2001:db8:1:2:3:4:5:0");
  }

  @Test
  void section421ShortensAsMuchAsPossible() {
    assertThat(rewritten("2001:db8:0:0:0:0:2:1")).isEqualTo("2001:db8::2:1");
    assertThat(rewritten("2001:db8::0:1")).isEqualTo("2001:db8::1");
  }

  @Test
  void section422OneGroupOfZerosIsNotShortened() {
    assertThat(rewritten("2001:db8:0:1:1:1:1:1")).isEqualTo("2001:db8:0:1:1:1:1:1");
    assertThat(rewritten("2001:db8:1:1:1:1:1:0")).isEqualTo("2001:db8:1:1:1:1:1:0");
    assertThat(rewritten("0:1:1:1:1:1:1:1")).isEqualTo("0:1:1:1:1:1:1:1");
  }

  @Test
  void section423TheLongestRunElseTheFirst() {
    assertThat(rewritten("2001:0:0:1:0:0:0:1")).isEqualTo("2001:0:0:1::1");
    assertThat(rewritten("2001:db8:0:0:1:0:0:1")).isEqualTo("2001:db8::1:0:0:1");
  }

  @Test
  void section43LowerCase() {
    assertThat(rewritten("2001:DB8:ABCD:EF::")).isEqualTo("2001:db8:abcd:ef::");
  }

  /** The six spellings of section 2.1 and 2.2 that are one address. */
  @ParameterizedTest
  @CsvSource({
    "2001:db8:0:0:1:0:0:1",
    "2001:0db8:0:0:1:0:0:1",
    "2001:db8::1:0:0:1",
    "2001:db8::0:1:0:0:1",
    "2001:0db8::1:0:0:1",
    "2001:db8:0:0:1::1",
    "2001:db8:0000:0:1::1",
    "2001:DB8:0:0:1::1"
  })
  void spellingsOfOneAddress(String text) {
    assertThat(rewritten(text)).isEqualTo("2001:db8::1:0:0:1");
  }
}
