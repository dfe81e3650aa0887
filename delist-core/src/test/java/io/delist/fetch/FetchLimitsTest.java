package io.delist.fetch;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FetchLimitsTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void settingsThatContradictEachOtherFailAndBothAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FetchLimits(Duration.ofSeconds(2), SECOND, 1))
        .withMessageContaining("PT2S")
        .withMessageContaining("PT1S");
  }

  @Test
  void numbersOutOfRangeAreRefusedWithTheRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FetchLimits(Duration.ZERO, SECOND, 1))
        .withMessageContaining("connect time PT0S must be 1 ms to PT5M");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FetchLimits(SECOND, Duration.ofHours(2), 1))
        .withMessageContaining("total time PT2H must be 1 ms to PT1H");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FetchLimits(SECOND, SECOND, 1L << 31))
        .withMessageContaining("1 to 2147483647 bytes");
  }
}
