package io.delist.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The numbers of holds, reviews and probation: what they are, and what they cannot be. */
class PolicyNumbersTest {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration NEVER = Duration.ZERO;

  private static void assertLadderRefused(
      String words, Duration hold, Duration waitFor, Duration decay) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LadderPolicy(1, hold, 2, 3, waitFor, 6, decay, 100, 4))
        .withMessageContaining(words);
  }

  @Test
  void theSpansOfTheLadderAreLongerThanNothing() {
    assertLadderRefused("hold", NEVER, DAY, DAY);
    assertLadderRefused("wait for", DAY, NEVER, DAY);
    assertLadderRefused("decay", DAY, DAY, NEVER);
    assertThat(new LadderPolicy(1, DAY, 2, 3, DAY, 6, DAY, 100, 4).decay()).isEqualTo(DAY);
  }

  @Test
  void theDefaultsAreTheDocumentedOnes() {
    assertThat(LadderPolicy.defaults())
        .isEqualTo(
            new LadderPolicy(1, DAY, 2, 3, Duration.ofDays(30), 6, Duration.ofDays(90), 100, 4));
    assertThat(ReviewPolicy.defaults())
        .isEqualTo(new ReviewPolicy(Duration.ofDays(2), Duration.ofDays(7), 1));
    assertThat(RequestPolicy.defaults())
        .isEqualTo(
            new RequestPolicy(
                LadderPolicy.defaults(),
                ReviewPolicy.defaults(),
                Duration.ofDays(30),
                Duration.ZERO));
  }

  @Test
  void oneNumberIsChangedAtATime() {
    RequestPolicy defaults = RequestPolicy.defaults();
    LadderPolicy ladder = new LadderPolicy(2, DAY, 3, 4, DAY, 7, DAY, 50, 1);
    ReviewPolicy review = new ReviewPolicy(DAY, DAY.multipliedBy(2), 0);

    RequestPolicy changed =
        defaults.withLadder(ladder).withReview(review).withProbation(DAY).withSoftFor(DAY);

    assertThat(changed).isEqualTo(new RequestPolicy(ladder, review, DAY, DAY));
    assertThat(defaults).isEqualTo(RequestPolicy.defaults());
  }

  @Test
  void probationAndSoftTimeHaveTheirLeast() {
    RequestPolicy defaults = RequestPolicy.defaults();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> defaults.withProbation(NEVER))
        .withMessageContaining("probation");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> defaults.withSoftFor(DAY.negated()))
        .withMessageContaining("soft for");
  }
}
