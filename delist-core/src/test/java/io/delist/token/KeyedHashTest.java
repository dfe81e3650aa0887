package io.delist.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class KeyedHashTest {

  private final KeyedHash hash = new KeyedHash(TestKeys.ring());

  @Test
  void itIsTheMacOfKindAndTextUnderTheKeyOfItsPurpose() {
    byte[] key = Hkdf.deriveKey(TestKeys.secret("k2"), "delist/1/hash");
    byte[] input =
        TokenForge.join(Fingerprints.sha256("store"), TokenForge.ascii("limit\0user@example.org"));
    assertThat(hash.of("limit", "user@example.org")).isEqualTo(TokenForge.mac(key, input));
  }

  @Test
  void kindsAndKeysHaveHashesOfTheirOwn() {
    byte[] one = hash.of("limit", "text");
    assertThat(hash.of("limit", "text")).isEqualTo(one);
    assertThat(hash.of("limi", "ttext")).isNotEqualTo(one);
    assertThat(new KeyedHash(TestKeys.only("k1")).of("limit", "text")).isNotEqualTo(one);
  }

  @Test
  void itsBitsAreReadInOrder() {
    byte[] bytes =
        HexFormat.of().parseHex("0000000000000001000000000000000200000000000000030000000000000004");
    for (int i = 0; i < 4; i++) {
      assertThat(KeyedHash.bits(bytes, i)).isEqualTo(i + 1);
    }
  }
}
