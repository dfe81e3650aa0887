package io.delist.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FingerprintsTest {

  @Test
  void sha256OfFips180Examples() {
    assertThat(HexFormat.of().formatHex(Fingerprints.sha256("abc")))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(HexFormat.of().formatHex(Fingerprints.sha256(new byte[0])))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @Test
  void textIsHashedInUtf8() {
    assertThat(Fingerprints.sha256("ü")).isEqualTo(Fingerprints.sha256(new byte[] {-61, -68}));
  }

  @Test
  void sameComparesAllBytes() {
    byte[] one = Fingerprints.sha256("one");
    byte[] last = one.clone();
    last[31] ^= 1;
    assertThat(Fingerprints.same(one, one.clone())).isTrue();
    assertThat(Fingerprints.same(one, last)).isFalse();
    assertThat(Fingerprints.same(one, new byte[0])).isFalse();
  }
}
