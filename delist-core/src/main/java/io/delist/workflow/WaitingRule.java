package io.delist.workflow;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the answer of an {@link AsyncRule} as long as that says. */
record WaitingRule(AsyncRule rule, AsyncRule.Terms terms) implements Rule {

  private static final Logger LOG = LoggerFactory.getLogger(WaitingRule.class);

  WaitingRule(AsyncRule rule) {
    this(rule, rule.terms());
  }

  @Override
  public String id() {
    return terms.id();
  }

  @Override
  public String text(Locale language) {
    return rule.text(language);
  }

  @Override
  public String door(Locale language) {
    return rule.door(language);
  }

  @Override
  public Optional<Refusal> objectionTo(Candidate candidate) {
    CompletableFuture<Optional<Refusal>> answer = null;
    try {
      answer = rule.objectionTo(candidate).toCompletableFuture();
      return answer.get(terms.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return late(candidate, "the wait was interrupted");
    } catch (TimeoutException e) {
      answer.cancel(true);
      return late(candidate, "no answer after " + terms.timeout());
    } catch (ExecutionException e) {
      return late(candidate, String.valueOf(e.getCause()));
    } catch (RuntimeException e) {
      return late(candidate, e.toString());
    }
  }

  private Optional<Refusal> late(Candidate candidate, String why) {
    LOG.warn("rule {}: {}; {}", id(), why, terms.whenLate());
    return terms.whenLate() == AsyncRule.WhenLate.PASS
        ? Optional.empty()
        : Optional.of(Refusal.custom(id(), text(candidate.language()), door(candidate.language())));
  }
}
