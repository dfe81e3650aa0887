package io.delist.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a request carries once its removal waits: the hold, the review, the refusal. Words from
 * outside are {@linkplain StoredText cleaned}, lines kept, and cut to 1,000 characters.
 *
 * @param steps how often this was changed; tells two versions of a request apart
 * @param heldUntil when the hold ends, or null if it was never held
 * @param reviewSince when the review that runs, or ran last, began; or null
 * @param lateness how late that review is
 * @param question what a reviewer asks; empty if nothing is asked
 * @param answer what the requester answered to it; empty if nothing was
 * @param refusedBy the published id of the rule that refused it; empty if none did
 * @param refusal the reviewer's words to that; empty if there are none
 * @param appeals how often the requester has appealed
 */
public record Casework(
    int steps,
    @Nullable Instant heldUntil,
    @Nullable Instant reviewSince,
    Lateness lateness,
    String question,
    String answer,
    String refusedBy,
    String refusal,
    int appeals) {

  public static final int LONGEST_WORDS_CHARS = 1_000;

  /** Of a request whose removal never waited. */
  public static final Casework NONE =
      new Casework(0, null, null, Lateness.IN_TIME, "", "", "", "", 0);

  /** How late a review is (RFC 6471 section 2.2.3). */
  public enum Lateness {
    IN_TIME,
    /** It was warned of. */
    LATE,
    /** It took longer than it may. */
    BREACH
  }

  public Casework {
    heldUntil = heldUntil == null ? null : heldUntil.truncatedTo(ChronoUnit.MILLIS);
    reviewSince = reviewSince == null ? null : reviewSince.truncatedTo(ChronoUnit.MILLIS);
    question = StoredText.cleanLines(question, LONGEST_WORDS_CHARS);
    answer = StoredText.cleanLines(answer, LONGEST_WORDS_CHARS);
    refusal = StoredText.cleanLines(refusal, LONGEST_WORDS_CHARS);
  }

  /** Whether a reviewer's question is without an answer. */
  public boolean isAnswerWanted() {
    return !question.isEmpty() && answer.isEmpty();
  }

  /** Held until then. */
  public Casework held(Instant until) {
    return new Casework(
        steps + 1, until, reviewSince, lateness, question, answer, refusedBy, refusal, appeals);
  }

  /** A review begins: in time, with nothing asked. */
  public Casework inReview(Instant since) {
    return new Casework(
        steps + 1, heldUntil, since, Lateness.IN_TIME, "", "", refusedBy, refusal, appeals);
  }

  /** The review is so late now. */
  public Casework late(Lateness how) {
    return new Casework(
        steps + 1, heldUntil, reviewSince, how, question, answer, refusedBy, refusal, appeals);
  }

  /** A reviewer asks; an earlier question and its answer give way. */
  public Casework asked(String what) {
    return new Casework(
        steps + 1, heldUntil, reviewSince, lateness, what, "", refusedBy, refusal, appeals);
  }

  /** The requester answers. */
  public Casework answered(String what) {
    return new Casework(
        steps + 1, heldUntil, reviewSince, lateness, question, what, refusedBy, refusal, appeals);
  }

  /** It is refused. */
  public Casework refused(String rule, String words) {
    return new Casework(
        steps + 1, heldUntil, reviewSince, lateness, question, answer, rule, words, appeals);
  }

  /** The requester appeals: another review begins. */
  public Casework appealed(Instant since) {
    return new Casework(
        steps + 1, heldUntil, since, Lateness.IN_TIME, "", "", refusedBy, refusal, appeals + 1);
  }

  /** The same without a word that anybody wrote. */
  public Casework withoutWords() {
    return new Casework(steps, heldUntil, reviewSince, lateness, "", "", refusedBy, "", appeals);
  }

  /** Without the words. */
  @Override
  public String toString() {
    return "Casework[steps=" + steps + ", lateness=" + lateness + ", appeals=" + appeals + "]";
  }
}
