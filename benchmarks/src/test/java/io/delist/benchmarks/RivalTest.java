package io.delist.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is compared gives the same answers; else its times would mean nothing. */
class RivalTest {

  private static final List<IpPrefix> LIST = ClusteredList.of(20_000, 7);

  private static int[] queries() {
    int[] hits = Queries.hits(LIST, 20_000, 1);
    int[] misses = Queries.misses(LIST, 20_000, 2);
    IntStream edges =
        LIST.stream()
            .flatMapToInt(
                p ->
                    IntStream.of(
                        p.first().v4Bits() - 1,
                        p.first().v4Bits(),
                        p.last().v4Bits(),
                        p.last().v4Bits() + 1));
    return IntStream.concat(edges, IntStream.concat(Arrays.stream(hits), Arrays.stream(misses)))
        .toArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"treeMap", "rangeMap", "ipaddress"})
  void allAnswerAlike(String name) {
    int[] queries = queries();
    Rival delist = Rival.of("delist", LIST, queries);
    Rival other = Rival.of(name, LIST, queries);
    for (int i = 0; i < queries.length; i++) {
      assertThat(delist.lookup(i)).as("%s", IpAddress.ofV4(queries[i])).isEqualTo(other.lookup(i));
    }
  }

  @Test
  void hitsHitAndMissesMiss() {
    int[] hits = Queries.hits(LIST, 1000, 3);
    Rival forHits = Rival.of("delist", LIST, hits);
    assertThat(IntStream.range(0, 1000)).allMatch(i -> forHits.lookup(i) != 0);
    int[] misses = Queries.misses(LIST, 1000, 3);
    Rival forMisses = Rival.of("delist", LIST, misses);
    assertThat(IntStream.range(0, 1000)).allMatch(i -> forMisses.lookup(i) == 0);
  }

  @Test
  void nestedPrefixesBecomeRangesInTurn() {
    List<IpPrefix> nested = new ArrayList<>();
    for (String text : List.of("192.0.2.0/24", "192.0.2.0/26", "192.0.2.64/32", "192.0.3.0/32")) {
      nested.add(IpPrefix.parse(text));
    }
    long at = IpAddress.parse("192.0.2.0").low();
    assertThat(Ranges.of(nested))
        .containsExactly(
            new Ranges.Range(at, at + 63, 2),
            new Ranges.Range(at + 64, at + 64, 3),
            new Ranges.Range(at + 65, at + 255, 1),
            new Ranges.Range(at + 256, at + 256, 4));
  }

  @Test
  void theSameSeedGivesTheSameClusteredList() {
    assertThat(ClusteredList.of(20_000, 7)).isEqualTo(LIST).hasSize(20_000);
    assertThat(LIST).isSorted().doesNotHaveDuplicates();
    assertThat(ClusteredList.of(20_000, 8)).isNotEqualTo(LIST);
    long singles = LIST.stream().filter(IpPrefix::isSingle).count();
    assertThat(singles).isBetween(18_000L, 19_999L);
    long clusters = LIST.stream().map(p -> p.first().v4Bits() >>> 16).distinct().count();
    assertThat(clusters).as("in clusters, but not in a few").isBetween(1_000L, 10_000L);
  }
}
