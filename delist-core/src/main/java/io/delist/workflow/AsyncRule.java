package io.delist.workflow;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A rule that waits for others, such as a resolver. It says how long it may be waited for, and what
 * holds when it has not answered by then, or has failed.
 *
 * <p>Such rules are asked after all others. <b>Threads:</b> must be safe to call from several at
 * once; must not block.
 */
public interface AsyncRule {

  /** What holds when there is no answer. */
  enum WhenLate {
    /** The rule has nothing against the wish. */
    PASS,
    /** The rule refuses, with its published text and door. */
    REFUSE
  }

  /**
   * What is published of it.
   *
   * @param id what refusals of it are known by: lower-case words with dashes, at most 64 characters
   * @param timeout how long it is waited for: above zero, at most 30 seconds
   * @param whenLate what holds then
   */
  record Terms(String id, Duration timeout, WhenLate whenLate) {

    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(30);

    public Terms {
      if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
        throw new IllegalArgumentException(
            "rule "
                + id
                + ": timeout "
                + timeout
                + " is out of range; must be above zero and at most "
                + LONGEST_TIMEOUT);
      }
    }
  }

  Terms terms();

  /** When it refuses, in English or Korean. */
  String text(Locale language);

  /** Where to go instead, in English or Korean. */
  String door(Locale language);

  /** Will be the refusal, or empty if this rule has nothing against it. */
  CompletionStage<Optional<Refusal>> objectionTo(Candidate candidate);
}
