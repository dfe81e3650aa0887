package io.delist.blocklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuardLimitsTest {

  private static final Source FEED = new Source("feed:test");
  private static final IpAddress CANARY = IpAddress.parse("8.8.8.8");

  @Test
  void theDefaultsAreTheDocumentedOnes() {
    GuardLimits limits = GuardLimits.defaults();

    assertThat(limits.shortestV4()).isEqualTo(8);
    assertThat(limits.shortestV6()).isEqualTo(19);
    assertThat(limits.shortestUnaskedV4()).isEqualTo(16);
    assertThat(limits.shortestUnaskedV6()).isEqualTo(32);
    assertThat(limits.mostChangedShare()).isEqualTo(0.2);
    assertThat(limits.fewChanges()).isZero();
    assertThat(limits.mostGrowth()).isEqualTo(2);
    assertThat(limits.littleSpace()).isEqualTo(256);
    assertThat(limits.mostTotalSpace()).isEqualTo(0.01);
    assertThat(limits.mostTotalSpaceV6()).isEqualTo(2048);
    assertThat(limits.ordinaryRanges()).isEmpty();
    assertThat(limits.mustNotBeListed()).isEmpty();
    assertThat(limits.mustBeListedBy(FEED)).isEmpty();
  }

  @Test
  void idsArePublishedAndDiffer() {
    assertThat(Arrays.stream(Guard.values()).map(Guard::id))
        .containsExactlyInAnyOrder(
            "whole-space",
            "shortest-prefix",
            "special-purpose",
            "allowlist",
            "empty",
            "change-share",
            "covered-space",
            "total-space",
            "canary");
  }

  @Test
  void settingsThatContradictEachOtherFailAndBothAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GuardLimits.builder().shortestV4(12).shortestUnaskedV4(10).build())
        .withMessageContaining("/10")
        .withMessageContaining("/12");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GuardLimits.builder().shortestV6(48).build())
        .withMessageContaining("/32")
        .withMessageContaining("/48");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                GuardLimits.builder()
                    .mustNotBeListed(CANARY)
                    .mustBeListed(FEED, List.of(CANARY))
                    .build())
        .withMessageContaining("must be listed by feed:test")
        .withMessageContaining("must not be listed");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                GuardLimits.builder()
                    .mustBeListed(FEED, List.of(IpAddress.parse("127.0.0.2")))
                    .build())
        .withMessageContaining("must be listed by feed:test")
        .withMessageContaining("127.0.0.0/8");
  }

  @Test
  void aCanaryInARangeThatIsDeclaredOrdinaryIsNoContradiction() {
    GuardLimits limits =
        GuardLimits.builder()
            .ordinaryRanges(List.of(IpPrefix.parse("127.0.0.0/8")))
            .mustBeListed(FEED, List.of(IpAddress.parse("127.0.0.2")))
            .build();

    assertThat(limits.mustBeListedBy(FEED)).containsExactly(IpAddress.parse("127.0.0.2"));
  }

  @Test
  void numbersOutOfRangeAreRefusedWithTheRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GuardLimits.builder().shortestV4(7))
        .withMessageContaining("7 is out of range; must be 8 to 32");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GuardLimits.builder().shortestV6(18))
        .withMessageContaining("18 is out of range; must be 19 to 128");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GuardLimits.builder().mostGrowth(0.5))
        .withMessageContaining("0.5 is out of range; must be 1 to");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GuardLimits.builder().mostChangedShare(Double.NaN))
        .withMessageContaining("out of range");
    assertThatIllegalArgumentException().isThrownBy(() -> GuardLimits.builder().littleSpace(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> GuardLimits.builder().fewChanges(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> GuardLimits.builder().mostTotalSpace(2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GuardLimits.builder().mostTotalSpaceV6(-1))
        .withMessageContaining("total space of IPv6 -1 is out of range; must be 0 to 536870912");
  }

  @Test
  void whatTheBuilderIsToldLaterDoesNotReachLimitsThatWereBuilt() {
    GuardLimits.Builder builder = GuardLimits.builder().fewChanges(3);
    GuardLimits limits = builder.build();
    builder.fewChanges(4).mustNotBeListed(CANARY);

    assertThat(limits.fewChanges()).isEqualTo(3);
    assertThat(limits.mustNotBeListed()).isEmpty();
  }
}
