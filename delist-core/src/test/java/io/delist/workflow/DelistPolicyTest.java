package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.delist.request.RequestPolicy;
import io.delist.store.DelistRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DelistPolicyTest {

  @Test
  void aLinkLivesAsLongAsThePolicySays() {
    Bench bench = new Bench(DelistPolicy.defaults().withLinkLife(Duration.ofMinutes(5)), List.of());
    bench.list("203.0.113.9/32");
    DelistRequest request = bench.accepted();
    assertThat(request.expiresAt()).isEqualTo(bench.clock.instant().plus(Duration.ofMinutes(5)));

    bench.pass(Duration.ofMinutes(5));
    assertThat(bench.delisting.confirm(bench.linkOf(request), Bench.BROWSER, ""))
        .isEqualTo(new Confirmation.NoSuchLink());
  }

  @Test
  void aPolicyWithOneNumberChangedKeepsTheOthers() {
    DelistPolicy policy =
        new DelistPolicy.Builder()
            .linkLife(Duration.ofHours(24))
            .wrongCodes(20)
            .exemptionAfterListing(Duration.ofDays(1))
            .nodeSilence(Duration.ofSeconds(1))
            .requests(RequestPolicy.defaults().withSoftFor(Duration.ofDays(1)))
            .build();
    assertThat(policy.withLinkLife(Duration.ofMinutes(1)).withLinkLife(Duration.ofHours(24)))
        .isEqualTo(policy);
    assertThat(policy.withRequests(RequestPolicy.defaults()).requests())
        .isEqualTo(RequestPolicy.defaults());
    assertThat(policy.withRequests(RequestPolicy.defaults()).wrongCodes()).isEqualTo(20);
  }

  @Test
  void numbersHaveBoundsAndSayWhichTheyAre() {
    DelistPolicy policy = DelistPolicy.defaults();
    for (Duration bad : List.of(Duration.ofSeconds(59), Duration.ofHours(24).plusMillis(1))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> policy.withLinkLife(bad))
          .withMessage("link life " + bad + " is out of range; must be PT1M to PT24H");
    }
    for (int bad : List.of(0, 21)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> policy.toBuilder().wrongCodes(bad).build())
          .withMessage(bad + " wrong codes is out of range; must be 1 to 20");
    }
    assertThat(policy.toBuilder().wrongCodes(1).build().wrongCodes()).isEqualTo(1);
    for (Duration bad : List.of(Duration.ZERO, Duration.ofMillis(-1))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> policy.toBuilder().exemptionAfterListing(bad).build())
          .withMessage("exemption after listing " + bad + " must be longer than zero");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> policy.toBuilder().nodeSilence(bad).build())
          .withMessage("node silence " + bad + " must be longer than zero");
    }
  }
}
