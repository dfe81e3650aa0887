package io.delist.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delist.store.LimitRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PastTimesTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  /**
   * Events come at random, now densely, now seldom, and each that the rate allows is counted. In no
   * span of the window's length, wherever it begins, are more than the rate says; and where the
   * rate is small, none is refused that would not have been too many.
   */
  @ParameterizedTest
  @CsvSource({"1,60", "3,86400", "8,86400", "10,3600", "60,3600", "61,3600", "1000,3600", "90,7"})
  void noSpanHoldsMoreThanTheRateSays(int most, int windowSeconds) {
    Rate rate = new Rate(most, Duration.ofSeconds(windowSeconds));
    Random random = new Random(most);
    Deque<Instant> passed = new ArrayDeque<>();
    PastTimes past = PastTimes.NONE;
    Instant now = NOON;
    int refused = 0;
    for (int i = 0; i < 4_000; i++) {
      long mean = rate.window().toMillis() / most;
      now = now.plusMillis((long) (mean * (i / 500 % 2 == 0 ? 0.2 : 1.5) * random.nextDouble()));
      Instant begin = now.minus(rate.window());
      while (!passed.isEmpty() && !passed.peekFirst().isAfter(begin)) {
        passed.removeFirst();
      }
      past = past.within(rate.window(), now);
      assertThat(past.count()).as("nothing ends early").isGreaterThanOrEqualTo(passed.size());
      if (past.count() < most) {
        past = PastTimes.parse(past.plus(now, rate).toString());
        passed.addLast(now);
        assertThat(passed).as("too many in a span").hasSizeLessThanOrEqualTo(most);
        assertThat(past.toString()).hasSizeLessThanOrEqualTo(LimitRow.LONGEST_TIMES_CHARS);
      } else {
        refused++;
        assertThat(past.roomAt(rate)).isAfter(now).isBeforeOrEqualTo(now.plus(rate.window()));
        if (most <= 60) {
          assertThat(passed).as("refused without need").hasSize(most);
          assertThat(past.roomAt(rate)).isEqualTo(passed.peekFirst().plus(rate.window()));
        }
      }
    }
    assertThat(refused).as("the test tried too few").isGreaterThan(400);
    assertThat(refused).isLessThan(3_600);
  }

  @Test
  void atTheEndOfTheWindowThereIsRoomAgain() {
    Rate rate = new Rate(2, Duration.ofHours(1));
    PastTimes two = PastTimes.NONE.plus(NOON, rate).plus(NOON.plusSeconds(10), rate);
    assertThat(two.roomAt(rate)).isEqualTo(NOON.plusSeconds(3600));
    assertThat(two.within(rate.window(), NOON.plusMillis(3_599_999)).count()).isEqualTo(2);
    assertThat(two.within(rate.window(), NOON.plusSeconds(3600)).count()).isEqualTo(1);
  }

  @Test
  void aRateThatWasLoweredWaitsForAllThatAreTooMany() {
    Rate three = new Rate(3, Duration.ofHours(1));
    PastTimes past =
        PastTimes.NONE
            .plus(NOON, three)
            .plus(NOON.plusSeconds(10), three)
            .plus(NOON.plusSeconds(20), three);
    assertThat(past.roomAt(new Rate(1, Duration.ofHours(1)))).isEqualTo(NOON.plusSeconds(3620));
    assertThatThrownBy(() -> past.roomAt(new Rate(4, Duration.ofHours(1))))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aRateThatWasRaisedKeepsTheTextShortAndForgetsNothing() {
    Rate sixty = new Rate(60, Duration.ofHours(1));
    Rate many = new Rate(1_000, Duration.ofHours(1));
    PastTimes past = PastTimes.NONE;
    for (int i = 0; i < 60; i++) {
      past = past.plus(NOON.plusSeconds(i), sixty);
    }
    for (int i = 0; i < 57; i++) {
      past = past.plus(NOON.plusSeconds(60 + 60 * i), many);
    }
    assertThat(past.count()).isEqualTo(117);
    assertThat(past.toString()).hasSizeLessThan(LimitRow.LONGEST_TIMES_CHARS);
    assertThat(past.within(many.window(), NOON.plusSeconds(3601)).count())
        .as("the first two seconds end with those after them")
        .isEqualTo(117);
  }

  @Test
  void aClockThatWasSetBackDoesNotLockForEver() {
    Rate rate = new Rate(1, Duration.ofMinutes(1));
    PastTimes ahead = PastTimes.NONE.plus(NOON.plus(Duration.ofDays(365)), rate);
    PastTimes now = ahead.within(rate.window(), NOON);
    assertThat(now.count()).isEqualTo(1);
    assertThat(now.roomAt(rate)).isEqualTo(NOON.plusSeconds(60));
  }

  @Test
  void itsTextIsShortAndReadBack() {
    Rate many = new Rate(1_000, Duration.ofHours(1));
    PastTimes past =
        PastTimes.NONE
            .plus(NOON, many)
            .plus(NOON.plusMillis(1), many)
            .plus(NOON.plusSeconds(90), many);
    assertThat(past).hasToString(text(NOON.plusMillis(1)) + "*2 " + text(NOON.plusSeconds(90)));
    assertThat(PastTimes.parse(past.toString())).hasToString(past.toString());
    assertThat(PastTimes.parse(past.toString()).count()).isEqualTo(3);
    assertThatThrownBy(() -> PastTimes.parse("?")).isInstanceOf(IllegalArgumentException.class);
  }

  private static String text(Instant time) {
    return Long.toString(time.toEpochMilli(), 36);
  }
}
