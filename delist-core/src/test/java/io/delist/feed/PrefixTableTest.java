package io.delist.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PrefixTableTest {

  record Row(IpPrefix prefix, int value) {}

  @Provide
  Arbitrary<List<Row>> rows() {
    Arbitrary<Long> bits =
        Arbitraries.of(0L, 1L, 2L, -1L, -2L, Long.MIN_VALUE, 0x7fff_ffffL, 1L << 32);
    Arbitrary<IpPrefix> prefix =
        Combinators.combine(
                bits, bits, Arbitraries.integers().between(0, 128), Arbitraries.of(true, false))
            .as(
                (high, low, length, v4) ->
                    v4
                        ? IpAddress.ofV4((int) (long) low).prefix(length % 33)
                        : IpAddress.ofV6(high, low).prefix(length));
    return Combinators.combine(prefix, Arbitraries.of(0, 1, 7, PrefixTable.MOST_VALUES - 1))
        .as(Row::new)
        .list()
        .ofMaxSize(80);
  }

  /** Rows are put in order while they come, or once at the end. */
  @Provide
  Arbitrary<Integer> sortedEvery() {
    return Arbitraries.of(1, 16, 100);
  }

  @Property
  void rowsComeBackInOrderEachPrefixOnceWithItsLowestValue(
      @ForAll("rows") List<Row> rows, @ForAll("sortedEvery") int sortedEvery) {
    PrefixTable table = new PrefixTable(100, sortedEvery, sortedEvery);
    Map<IpPrefix, Integer> expected = new TreeMap<>();
    for (Row row : rows) {
      assertThat(table.add(row.prefix(), row.value())).isTrue();
      expected.merge(row.prefix(), row.value(), Math::min);
    }
    table.sort();

    List<Row> sorted = new ArrayList<>();
    for (int i = 0; i < table.size(); i++) {
      sorted.add(new Row(table.prefix(i), table.value(i)));
    }
    assertThat(sorted)
        .isEqualTo(
            expected.entrySet().stream().map(e -> new Row(e.getKey(), e.getValue())).toList());
    for (Row row : rows) {
      assertThat(table.has(row.prefix())).isTrue();
      assertThat(table.hasWithin(row.prefix()))
          .isEqualTo(
              expected.keySet().stream()
                  .anyMatch(other -> !other.equals(row.prefix()) && row.prefix().contains(other)));
    }
  }

  @Test
  void aFullTableTakesNoMore() {
    PrefixTable table = new PrefixTable(1);

    assertThat(table.add(IpPrefix.parse("10.0.0.1"), 0)).isTrue();
    assertThat(table.add(IpPrefix.parse("2001:db8::"), 0)).isFalse();
    assertThat(table.size()).isEqualTo(1);
  }

  @Test
  void aHoleInAPrefixAroundTheMappedRangeLeavesIpv6Alone() {
    PrefixTable listed = new PrefixTable(1);
    listed.add(IpPrefix.parse("::/80"), 0);
    PrefixTable excluded = new PrefixTable(1);
    excluded.add(IpPrefix.parse("::fffe:0:0/96"), 0);

    PrefixTable rest = Holes.cut(listed, excluded, false, 100);

    assertThat(rest).isNotNull();
    assertThat(new FeedEntries(rest, List.of(FeedValue.NONE)).prefixes())
        .extracting(IpPrefix::toString)
        .startsWith("::/81")
        .endsWith("::fffc:0:0/95")
        .hasSize(15);
  }
}
