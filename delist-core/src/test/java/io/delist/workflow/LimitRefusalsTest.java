package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.limit.Limit;
import io.delist.limit.LimitPolicy;
import io.delist.limit.LimitReached;
import io.delist.net.IpAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LimitRefusalsTest {

  private static final Instant LATER = Instant.parse("2026-05-04T11:00:00Z");

  @ParameterizedTest
  @EnumSource
  void everyLimitIsAPublishedRuleAndSaysWhenToComeBackInBothLanguages(Limit limit) {
    Submission.TryLater later =
        LimitRefusals.tryLater(new LimitReached(limit, limit.usual(), LATER));
    assertThat(new RuleBook(Bench.GUARD, List.of()).ids()).contains(limit.id());
    assertThat(later.refusal().rule()).isEqualTo(limit.id());
    assertThat(later.at()).isEqualTo(LATER);
    for (Locale language : List.of(Locale.ENGLISH, Locale.KOREAN)) {
      assertThat(RuleTexts.text(later.refusal(), language)).isNotBlank().doesNotContain("{");
      assertThat(RuleTexts.door(later.refusal(), language)).contains(LATER.toString());
    }
  }

  @Test
  void aRequestThatALimitRefusesIsNeitherKeptNorMailed() {
    Bench bench = new Bench(DelistPolicy.defaults(), List.of(), LimitPolicy.defaults());
    bench.list("203.0.113.0/24");
    assertThat(bench.submit()).isInstanceOf(Submission.Accepted.class);
    Submission second =
        bench.delisting.submit(
            IpAddress.parse("203.0.113.10"), Bench.EMAIL, Bench.BROWSER, Locale.ENGLISH);
    assertThat(second)
        .isInstanceOfSatisfying(
            Submission.TryLater.class,
            later -> assertThat(later.refusal().rule()).isEqualTo("limit-pause"));
    assertThat(bench.waitingMails()).isEqualTo(1);
    bench.pass(Duration.ofSeconds(60));
    assertThat(
            bench.delisting.submit(
                IpAddress.parse("203.0.113.10"), Bench.EMAIL, Bench.BROWSER, Locale.ENGLISH))
        .isInstanceOf(Submission.Accepted.class);
  }
}
