package io.delist.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HMAC-SHA-256 of RFC 4231 section 4, through the class that signs. */
class Rfc4231Test {

  private static final String LARGE =
      "This is a test using a larger than block-size key and a larger than block-size data. The key"
          + " needs to be hashed before being used by the HMAC algorithm.";

  @ParameterizedTest(name = "test case {0}")
  @CsvSource({
    "1, 0b, 20, Hi There, b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
    "2, 4a656665, 1, what do ya want for nothing?,"
        + " 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    "5, 0c, 20, Test With Truncation, a3b6167473100ee06e0c796c2955552b",
    "6, aa, 131, Test Using Larger Than Block-Size Key - Hash Key First,"
        + " 60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
    "7, aa, 131, " + LARGE + ", 9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
  })
  void textVectors(int testCase, String keyPart, int times, String data, String mac) {
    assertMac(keyPart.repeat(times), data.getBytes(StandardCharsets.US_ASCII), mac);
  }

  @ParameterizedTest(name = "test case {0}")
  @CsvSource({
    "3, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, dd,"
        + " 773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
    "4, 0102030405060708090a0b0c0d0e0f10111213141516171819, cd,"
        + " 82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"
  })
  void binaryVectors(int testCase, String key, String dataByte, String mac) {
    assertMac(key, hex(dataByte.repeat(50)), mac);
  }

  private static void assertMac(String keyHex, byte[] data, String mac) {
    MacKey key = new MacKey(hex(keyHex));
    assertThat(HexFormat.of().formatHex(key.mac(data))).startsWith(mac).hasSize(64);
    assertThat(key.mac(new byte[0], data, new byte[0])).isEqualTo(key.mac(data));
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
