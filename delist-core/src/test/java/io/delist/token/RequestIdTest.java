package io.delist.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdTest {

  @Property(seed = "20261123")
  void textAndBytesComeBackAsTheSameId(@ForAll long high, @ForAll long low) {
    RequestId id = new RequestId(high, low);
    assertThat(id.toString()).matches("[A-Za-z0-9_-]{21}[AQgw]");
    assertThat(RequestId.parse(id.toString())).contains(id);
    assertThat(RequestId.ofBytes(id.toBytes())).isEqualTo(id);
  }

  @Property(seed = "20261123")
  void noOtherTextIsTheSameId(@ForAll long high, @ForAll long low) {
    String text = new RequestId(high, low).toString();
    String start = text.substring(0, 21);
    Set<RequestId> ids = new HashSet<>();
    for (char last :
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".toCharArray()) {
      RequestId.parse(start + last).ifPresent(ids::add);
    }
    assertThat(ids).as("one id for each of A, Q, g, w, and no more texts").hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "AAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAB",
        "AAAAAAAAAAAAAAAAAAAA==",
        "AAAAAAAAAAAAAAAAAAAAA=",
        "AAAAAAAAAAAAAAAAAAAAA ",
        "+/AAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAＡ",
        "AAAAAAAAAAA\nAAAAAAAAAA"
      })
  void anythingElseIsNotAnId(String text) {
    assertThat(RequestId.parse(text)).isEmpty();
  }

  @Test
  void theTextIsBase64urlOfTheBytes() {
    assertThat(new RequestId(0, 0)).hasToString("AAAAAAAAAAAAAAAAAAAAAA");
    assertThat(new RequestId(-1, -1)).hasToString("_____________________w");
    assertThat(new RequestId(0x0102030405060708L, 0x090a0b0c0d0e0f10L).toBytes())
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
  }

  @Test
  void randomIdsTakeAll128Bits() {
    Random random = new Random(1);
    long high = 0;
    long low = 0;
    for (int i = 0; i < 64; i++) {
      RequestId id = RequestId.random(random);
      high |= id.high();
      low |= id.low();
    }
    assertThat(high).isEqualTo(-1);
    assertThat(low).isEqualTo(-1);
  }

  @Test
  void bytesOfAnotherLengthAreABug() {
    assertThatThrownBy(() -> RequestId.ofBytes(new byte[15]))
        .hasMessage("a request id has 16 bytes, not 15");
  }
}
