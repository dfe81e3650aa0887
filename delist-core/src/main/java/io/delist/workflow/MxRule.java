package io.delist.workflow;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The rule {@code mailbox-domain}: a mailbox whose domain takes no mail gets none. Off unless it is
 * given to the {@link RuleBook}.
 *
 * <p>An answer that does not come in time, or is none, has the outcome that was chosen.
 * <b>Cost:</b> holds the visitor's request up for one look-up, at most the timeout. <b>Threads:</b>
 * safe.
 */
public final class MxRule implements AsyncRule {

  static final String ID = "mailbox-domain";

  private final MxLookup lookup;
  private final Terms terms;

  /**
   * @param timeout how long to wait for the answer: above zero, at most 30 seconds
   * @param whenUnknown what holds when there is none in time
   */
  public MxRule(MxLookup lookup, Duration timeout, WhenLate whenUnknown) {
    this.lookup = lookup;
    this.terms = new Terms(ID, timeout, whenUnknown);
  }

  @Override
  public Terms terms() {
    return terms;
  }

  @Override
  public String text(Locale language) {
    return RuleTexts.text(Refusal.of(ID, "‹domain›"), language);
  }

  @Override
  public String door(Locale language) {
    return RuleTexts.door(Refusal.of(ID, "‹domain›"), language);
  }

  @Override
  public CompletionStage<Optional<Refusal>> objectionTo(Candidate candidate) {
    String domain = candidate.email().domain();
    return lookup.ask(domain).thenApply(answer -> objection(answer, domain));
  }

  private Optional<Refusal> objection(MxLookup.Answer answer, String domain) {
    boolean refused =
        switch (answer) {
          case TAKES_MAIL -> false;
          case TAKES_NO_MAIL -> true;
          case UNKNOWN -> terms.whenLate() == WhenLate.REFUSE;
        };
    return refused ? Optional.of(Refusal.of(ID, domain)) : Optional.empty();
  }
}
