package io.delist.smtp.milter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delist.net.IpAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {

  @ParameterizedTest
  @CsvSource({
    "4, 192.0.2.66, 192.0.2.66",
    "6, 2001:db8::66, 2001:db8::66",
    "6, IPv6:2001:db8::66, 2001:db8::66",
    "6, ipv6:2001:DB8:0:0::66, 2001:db8::66",
    "6, ::ffff:192.0.2.66, 192.0.2.66",
    "6, IPv6:::ffff:192.0.2.66, 192.0.2.66",
    "4, 2001:db8::66, 2001:db8::66",
  })
  void addressesAreReadAsPostfixAndSendmailWriteThem(char family, String text, String address)
      throws MalformedFrameException {
    assertThat(read(new MtaFrames().connect(family, text))).isEqualTo(IpAddress.parse(address));
  }

  @ParameterizedTest
  @CsvSource({"L, /run/socket", "6, fe80::1%eth0", "4, 192.0.2", "4, ''", "4, IPv6:"})
  void whatIsNoAddressIsAnUnknownClient(char family, String text) throws MalformedFrameException {
    assertThat(read(new MtaFrames().connect(family, text))).isNull();
  }

  @Test
  void anUnknownFamilyHasNoAddress() throws MalformedFrameException {
    assertThat(read(new MtaFrames().connectUnknown())).isNull();
  }

  @Test
  void aFamilyThatThereIsNotIsRefused() {
    assertThatThrownBy(() -> read(new MtaFrames().connect('5', "192.0.2.66")))
        .isInstanceOf(MalformedFrameException.class)
        .hasMessage("command C with address family 0x35; must be 4, 6, L or U");
  }

  @Test
  void aFrameThatEndsBeforeTheFamilyIsRefused() {
    assertThatThrownBy(() -> read(new MtaFrames().frame('C', MtaFrames.texts("client.example"))))
        .hasMessage("command C ends where an octet should be");
  }

  private static IpAddress read(MtaFrames frame) throws MalformedFrameException {
    return ClientAddress.read(new FrameReader().next(frame.buffer()));
  }
}
