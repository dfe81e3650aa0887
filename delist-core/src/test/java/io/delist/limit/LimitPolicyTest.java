package io.delist.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LimitPolicyTest {

  @Test
  void theDefaultsAreThoseOfTheDocumentation() {
    LimitPolicy defaults = LimitPolicy.defaults();
    String all =
        Arrays.stream(Limit.values())
            .map(limit -> limit.id() + " " + defaults.of(limit).orElseThrow())
            .collect(Collectors.joining("\n"));
    assertThat(all)
        .isEqualTo(
            """
            limit-client 10/3600s
            limit-pause 1/60s
            limit-mailbox 3/86400s
            limit-address 3/86400s
            limit-domain 60/3600s
            limit-mails 1000/3600s
            limit-delisted-address 1/86400s
            limit-delisted-range 8/86400s
            limit-delisted-mailbox 5/86400s""");
    assertThat(defaults.mostRows()).isEqualTo(100_000);
  }

  @Test
  void eachLimitHasAPoolOfItsOwn() {
    assertThat(Arrays.stream(Limit.values()).map(Limit::pool)).doesNotHaveDuplicates();
  }

  @Test
  void oneIsChangedOrSwitchedOffAndTheOthersStay() {
    Rate rate = Rate.parse("5/1m");
    LimitPolicy policy =
        LimitPolicy.defaults().with(Limit.CLIENT, rate).without(Limit.MAILS).withMostRows(1_000);
    assertThat(policy.of(Limit.CLIENT)).contains(rate);
    assertThat(policy.of(Limit.MAILS)).isEmpty();
    assertThat(policy.of(Limit.PAUSE)).contains(Limit.PAUSE.usual());
    assertThat(policy.mostRows()).isEqualTo(1_000);
    assertThat(LimitPolicy.none().rates()).isEmpty();
  }

  @Test
  void rowsHaveARange() {
    assertThat(LimitPolicy.none().withMostRows(10_000_000).mostRows()).isEqualTo(10_000_000);
    assertThatThrownBy(() -> LimitPolicy.none().withMostRows(999))
        .hasMessage("999 rows is out of range; must be 1000 to 10000000");
    assertThatThrownBy(() -> LimitPolicy.none().withMostRows(10_000_001))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
