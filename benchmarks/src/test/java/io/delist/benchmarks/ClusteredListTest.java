package io.delist.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpPrefix;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class ClusteredListTest {

  private static final PrefixList LIST = ClusteredList.of(120_430, 7);

  @Test
  void theSameSizeAndSeedGiveTheSameList() {
    assertThat(ClusteredList.of(120_430, 7).equals(LIST)).isTrue();
    assertThat(ClusteredList.of(120_430, 8).equals(LIST)).isFalse();
    assertThat(ClusteredList6.of(500, 7).equals(ClusteredList6.of(500, 7))).isTrue();
  }

  @Test
  void aListIsSortedAndHoldsSingleAddresses() {
    assertThat(ascends(LIST)).isTrue();
    assertThat(LIST.size()).isEqualTo(120_430);
    assertThat(LIST.stream().allMatch(IpPrefix::isSingle)).isTrue();
    PrefixList list6 = ClusteredList6.of(500, 7);
    assertThat(ascends(list6)).isTrue();
    assertThat(list6.size()).isEqualTo(500);
  }

  @Test
  void aLargerListHoldsTheSmallerOne() {
    assertThat(new HashSet<>(LIST).containsAll(ClusteredList.of(10_000, 7))).isTrue();
  }

  /** The bounds are what ipsum, of the same size, has, give or take a quarter. */
  @Test
  void itIsClusteredLikeTheListThatItWasFittedTo() {
    ListStatistics.Figures figures = ListStatistics.Figures.of(LIST);
    assertThat(figures.slash16s().clusters()).isBetween(13_450L, 22_400L);
    assertThat(figures.slash24s().clusters()).isBetween(48_800L, 81_300L);
    assertThat(figures.slash16s().ofPercent(99)).isBetween(64L, 108L);
    assertThat(figures.besideShare()).isBetween(0.18, 0.31);
  }

  private static boolean ascends(PrefixList list) {
    for (int i = 1; i < list.size(); i++) {
      if (list.get(i - 1).compareTo(list.get(i)) >= 0) {
        return false;
      }
    }
    return true;
  }
}
