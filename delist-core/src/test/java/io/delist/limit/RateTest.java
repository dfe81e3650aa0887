package io.delist.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {

  @ParameterizedTest
  @CsvSource({
    "10/1h, 10, PT1H, 1 h",
    "3/24h, 3, PT24H, 24 h",
    "1/60s, 1, PT1M, 60 s",
    "5/90s, 5, PT90S, 90 s",
    "5/2m, 5, PT2M, 2 min",
    "1000000/31d, 1000000, P31D, 744 h",
    "1/1s, 1, PT1S, 1 s"
  })
  void aRateIsWrittenAsSoManyInSoMuchTime(String text, int most, Duration window, String words) {
    Rate rate = Rate.parse(text);
    assertThat(rate).isEqualTo(new Rate(most, window));
    assertThat(rate.windowText()).isEqualTo(words);
    assertThat(Rate.parse(rate.toString())).isEqualTo(rate);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "10", "10/h", "/1h", "10/1", "10/1w", "-1/1h", "1.5/1h", "10 /1h", "١/1h"})
  void anythingElseIsToldTheForm(String text) {
    assertThatThrownBy(() -> Rate.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("as in 10/1h");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0/1h", "1000001/1h", "1/0s", "1/32d", "1/9999999d"})
  void whatIsOutOfRangeIsToldTheRange(String text) {
    assertThatThrownBy(() -> Rate.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("out of range; must be");
  }
}
