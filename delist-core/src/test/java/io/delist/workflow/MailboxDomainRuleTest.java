package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.delist.store.memory.MemoryStore;
import io.delist.workflow.AsyncRule.WhenLate;
import io.delist.workflow.MxLookup.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The rule {@code mailbox-domain}: what follows from each answer of the name service. */
class MailboxDomainRuleTest {

  private final List<String> asked = new ArrayList<>();

  private MxRule rule(Answer answer, WhenLate whenUnknown) {
    return new MxRule(
        domain -> {
          asked.add(domain);
          return CompletableFuture.completedFuture(answer);
        },
        Duration.ofSeconds(30),
        whenUnknown);
  }

  private Optional<Refusal> refusal(Answer answer, WhenLate whenUnknown) {
    Bench bench =
        new Bench(
            DelistPolicy.defaults(),
            RuleBook.builder(Bench.GUARD).asyncRules(List.of(rule(answer, whenUnknown))).build(),
            MemoryStore::new);
    bench.list("203.0.113.9/32");
    return Submission.refusalOf(bench.submit());
  }

  @Test
  void onlyADomainThatTakesNoMailIsRefusedWhereAnUnknownOneMayPass() {
    assertThat(refusal(Answer.TAKES_MAIL, WhenLate.PASS)).isEmpty();
    assertThat(refusal(Answer.UNKNOWN, WhenLate.PASS)).isEmpty();
    assertThat(refusal(Answer.TAKES_NO_MAIL, WhenLate.PASS))
        .contains(Refusal.of("mailbox-domain", "example.org"));
    assertThat(asked).containsOnly("example.org");
  }

  @Test
  void anUnknownOneIsRefusedWhereThatWasChosen() {
    assertThat(refusal(Answer.TAKES_MAIL, WhenLate.REFUSE)).isEmpty();
    assertThat(refusal(Answer.UNKNOWN, WhenLate.REFUSE))
        .contains(Refusal.of("mailbox-domain", "example.org"));
  }

  @Test
  void itIsPublishedWithATextAndADoorThatSpeakOfTheDomain() {
    MxRule rule = rule(Answer.UNKNOWN, WhenLate.PASS);
    assertThat(rule.terms())
        .isEqualTo(new AsyncRule.Terms("mailbox-domain", Duration.ofSeconds(30), WhenLate.PASS));
    assertThat(rule.text(Locale.ENGLISH)).contains("‹domain›");
    assertThat(rule.text(Locale.KOREAN))
        .contains("‹domain›")
        .isNotEqualTo(rule.text(Locale.ENGLISH));
    assertThat(rule.door(Locale.ENGLISH)).isNotBlank();
    assertThat(rule.door(Locale.KOREAN)).isNotBlank().isNotEqualTo(rule.door(Locale.ENGLISH));
  }

  @Test
  void theLongestTimeoutIsHalfAMinute() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new MxRule(
                    domain -> new CompletableFuture<>(), Duration.ofSeconds(31), WhenLate.PASS))
        .withMessageContaining("rule mailbox-domain: timeout PT31S");
  }

  @Test
  void theHumanCheckSpeaksBothLanguages() {
    Refusal refusal = LimitRefusals.humanCheck();
    assertThat(refusal.rule()).isEqualTo("human-check");
    assertThat(RuleTexts.text(refusal, Locale.ENGLISH))
        .isNotBlank()
        .isNotEqualTo(RuleTexts.text(refusal, Locale.KOREAN));
  }
}
