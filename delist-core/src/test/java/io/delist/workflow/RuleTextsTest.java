package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.ListingGuard;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleTextsTest {

  private static final RuleBook RULES =
      RuleBook.builder(new ListingGuard(List.of()))
          .asyncRules(
              List.of(
                  new MxRule(
                      domain -> CompletableFuture.completedFuture(MxLookup.Answer.UNKNOWN),
                      Duration.ofSeconds(1),
                      AsyncRule.WhenLate.PASS)))
          .build();

  @ParameterizedTest
  @ValueSource(strings = {"en", "ko"})
  void everyRuleIsPublishedInBothLanguages(String language) {
    Locale locale = Locale.forLanguageTag(language);
    for (String id : RULES.ids()) {
      Refusal refusal = Refusal.of(id, "FACT0", "FACT1", "FACT2");
      assertThat(RuleTexts.text(refusal, locale)).isNotBlank().doesNotContain("{");
      assertThat(RuleTexts.door(refusal, locale)).isNotBlank().doesNotContain("{");
    }
  }

  @Test
  void theTwoLanguagesHaveTheSameKeysAndNoTextWithoutARule() {
    ResourceBundle english = ResourceBundle.getBundle("io.delist.workflow.rules", Locale.ROOT);
    ResourceBundle korean = ResourceBundle.getBundle("io.delist.workflow.rules", Locale.KOREAN);

    assertThat(korean.getLocale()).isEqualTo(Locale.KOREAN);
    assertThat(korean.keySet()).isEqualTo(english.keySet());
    assertThat(english.keySet())
        .allSatisfy(key -> assertThat(RULES.ids()).contains(key.replaceAll("\\.(text|door)$", "")));
  }

  @Test
  void factsAreFilledInAsTheyAre() {
    Refusal refusal = Refusal.of("not-listed", "192.0.2.1", "2026-01-01T00:00:00Z", "1234567");

    assertThat(RuleTexts.text(refusal, Locale.ENGLISH))
        .isEqualTo(
            "192.0.2.1 is not on the list: checked at 2026-01-01T00:00:00Z, list revision"
                + " 1234567.");
  }

  @Test
  void anApplicationsOwnRuleSpeaksForItself() {
    Refusal refusal = Refusal.custom("fcrdns", "The name does not resolve back.", "Mend the PTR.");

    assertThat(RuleTexts.text(refusal, Locale.KOREAN)).isEqualTo("The name does not resolve back.");
    assertThat(RuleTexts.door(refusal, Locale.KOREAN)).isEqualTo("Mend the PTR.");
  }
}
