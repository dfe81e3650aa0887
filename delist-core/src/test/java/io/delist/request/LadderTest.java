package io.delist.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.delist.net.IpPrefix;
import io.delist.store.Standing;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LadderTest {

  private static final Instant NOW = Instant.parse("2026-05-04T10:11:12Z");
  private static final LadderPolicy POLICY = LadderPolicy.defaults();
  private static final IpPrefix ADDRESS = IpPrefix.parse("203.0.113.9/32");
  private static final Standing CLEAN = Standing.clean(ADDRESS, NOW);
  private static final Standing NET = Standing.clean(Ladder.net(ADDRESS), NOW);

  private static Instant days(long days) {
    return NOW.plus(Duration.ofDays(days));
  }

  @Test
  void theRungsOfTheDefaults() {
    assertThat(POLICY.rung(0)).isEqualTo(Rung.AT_ONCE);
    assertThat(POLICY.rung(1)).isEqualTo(Rung.HOLD);
    assertThat(POLICY.rung(2)).isEqualTo(Rung.REVIEW);
    assertThat(POLICY.rung(1_000)).isEqualTo(Rung.REVIEW);
    assertThat(POLICY.hold()).isEqualTo(Duration.ofDays(1));
    assertThat(POLICY.waitFor()).isEqualTo(Duration.ofDays(30));
  }

  @Test
  void theNetIsA24OrA64() {
    assertThat(Ladder.net(ADDRESS)).hasToString("203.0.113.0/24");
    assertThat(Ladder.net(IpPrefix.parse("2001:db8::25/128"))).hasToString("2001:db8::/64");
    assertThat(Ladder.net(IpPrefix.parse("2001:db8::/64"))).hasToString("2001:db8::/64");
    assertThat(Ladder.net(IpPrefix.parse("203.0.0.0/16"))).hasToString("203.0.0.0/16");
  }

  @Test
  void aRemovalAndTheStrikeThatFollowsItAreOneStep() {
    Standing once = Ladder.struck(days(1), Ladder.delisted(NOW, CLEAN, POLICY), POLICY);
    assertThat(Ladder.step(days(1), once, NET, POLICY)).isEqualTo(1);
    assertThat(once.lastDelistedAt()).isEqualTo(NOW);
    Standing twice = Ladder.delisted(days(2), once, POLICY);
    assertThat(Ladder.step(days(2), twice, NET, POLICY)).isEqualTo(2);
    assertThat(twice.lastDelistedAt()).isEqualTo(days(2));
    assertThat(twice.strikes()).isEqualTo(1);
  }

  @Test
  void strikesAloneAreStepsToo() {
    Standing struck = Ladder.struck(NOW, Ladder.struck(NOW, CLEAN, POLICY), POLICY);
    assertThat(Ladder.step(NOW, struck, NET, POLICY)).isEqualTo(2);
  }

  @Test
  void neighboursStrikesCountByAShare() {
    Standing net = NET;
    for (int i = 0; i < 9; i++) {
      net = Ladder.struck(NOW, net, POLICY);
    }
    assertThat(Ladder.step(NOW, CLEAN, net, POLICY)).as("9 by 4").isEqualTo(2);
    assertThat(Ladder.step(NOW, CLEAN, Ladder.delisted(NOW, NET, POLICY), POLICY))
        .as("a neighbour's removal alone is none")
        .isZero();
  }

  @Test
  void aStepIsForgivenWithEachTimeOfDecay() {
    Standing two = Ladder.struck(NOW, Ladder.struck(NOW, CLEAN, POLICY), POLICY);
    assertThat(Ladder.at(days(90).minusMillis(1), two, POLICY).strikes()).isEqualTo(2);
    Standing one = Ladder.at(days(90), two, POLICY);
    assertThat(one.strikes()).isEqualTo(1);
    assertThat(one.asOf()).isEqualTo(days(90));
    assertThat(Ladder.at(days(179), one, POLICY).strikes()).isEqualTo(1);
    assertThat(Ladder.at(days(180), two, POLICY).strikes()).isZero();
    assertThat(Ladder.at(days(100_000), two, POLICY).strikes()).isZero();
    assertThat(Ladder.fadesAt(two, POLICY)).isEqualTo(days(180));
    assertThat(Ladder.fadesAt(CLEAN, POLICY)).isEqualTo(days(90));
  }

  @Test
  void whoIsCleanStartsTheDecayWithTheFirstCount() {
    Standing late = Ladder.struck(days(89), CLEAN, POLICY);
    assertThat(late.asOf()).isEqualTo(days(89));
    assertThat(Ladder.at(days(100), late, POLICY).strikes()).isEqualTo(1);
  }

  @Test
  void aClockThatGoesBackForgivesNothing() {
    Standing one = Ladder.struck(NOW, CLEAN, POLICY);
    assertThat(Ladder.at(days(-1_000), one, POLICY)).isEqualTo(one);
  }

  @Property(tries = 500)
  void countsStopAtTheMostAndNeverFallBelowZero(
      @ForAll @Size(max = 300) java.util.List<@IntRange(max = 3) Integer> acts) {
    LadderPolicy low =
        new LadderPolicy(
            1, Duration.ofHours(1), 2, 3, Duration.ofDays(1), 4, Duration.ofDays(9), 5, 1);
    Standing standing = CLEAN;
    Instant now = NOW;
    for (int act : acts) {
      switch (act) {
        case 0 -> standing = Ladder.struck(now, standing, low);
        case 1 -> standing = Ladder.delisted(now, standing, low);
        case 2 -> now = now.plus(Duration.ofDays(4));
        default -> now = now.minus(Duration.ofDays(1));
      }
      assertThat(standing.strikes()).isBetween(0, 5);
      assertThat(standing.delistings()).isBetween(0, 5);
      assertThat(Ladder.step(now, standing, NET, low)).isBetween(0, 5);
      assertThat(Ladder.at(Ladder.fadesAt(standing, low), standing, low))
          .satisfies(
              faded -> assertThat(faded.strikes() + faded.delistings()).as("%s", acts).isZero());
    }
  }

  @Test
  void numbersThatContradictEachOtherAreRefusedByName() {
    refused("review from step 1 is below hold from step 2", 2, 1, 3, 6, 100, 4);
    refused("wait from step 1 is below review from step 2", 1, 2, 1, 6, 100, 4);
    refused("end from step 2 is below wait from step 3", 1, 2, 3, 2, 100, 4);
    refused("most steps 5 is below end from step 6", 1, 2, 3, 6, 5, 4);
    refused("most steps 10001", 1, 2, 3, 6, 10_001, 4);
    refused("hold from step 0", 0, 2, 3, 6, 100, 4);
    refused("hold from step 1001", 1_001, 2, 3, 6, 100, 4);
    refused("0 neighbours per step", 1, 2, 3, 6, 100, 0);
  }

  private static void refused(
      String message, int hold, int review, int wait, int end, int most, int neighbours) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new LadderPolicy(
                    hold,
                    Duration.ofHours(1),
                    review,
                    wait,
                    Duration.ofDays(1),
                    end,
                    Duration.ofDays(1),
                    most,
                    neighbours))
        .withMessageContaining(message);
  }

  @Test
  void theLowestAndHighestNumbersAreTaken() {
    Duration day = Duration.ofDays(1);
    assertThat(new LadderPolicy(1, day, 1, 1, day, 1, day, 1, 1).rung(1)).isEqualTo(Rung.REVIEW);
    assertThat(new LadderPolicy(1_000, day, 1_000, 1_000, day, 10_000, day, 10_000, 1).rung(999))
        .isEqualTo(Rung.AT_ONCE);
  }

  @Test
  void spansAreAboveZeroAndAtMostTenYears() {
    Duration tenYears = Duration.ofDays(3_650);
    assertThat(new ReviewPolicy(Duration.ofMillis(1), tenYears, 10).appeals()).isEqualTo(10);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReviewPolicy(Duration.ZERO, tenYears, 1))
        .withMessageContaining("warn after PT0S must be longer than zero");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReviewPolicy(Duration.ofDays(1), tenYears.plusMillis(1), 1))
        .withMessageContaining("breach after");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReviewPolicy(Duration.ofDays(1), Duration.ofDays(1), 1))
        .withMessage("breach after PT24H must be longer than warn after PT24H");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReviewPolicy(Duration.ofDays(1), tenYears, 11));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReviewPolicy(Duration.ofDays(1), tenYears, -1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RequestPolicy.defaults().withProbation(Duration.ofDays(-1)))
        .withMessageContaining("probation");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RequestPolicy.defaults().withSoftFor(Duration.ofMillis(-1)))
        .withMessageContaining("soft for");
  }
}
