package io.delist.trie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/**
 * A trie that is built at once, in whatever order and form, is the one that is built by changes.
 */
class PrefixTrieBuilderTest {

  @Provide
  Arbitrary<List<Cases.Change>> lists() {
    return Combinators.combine(Cases.prefixes(), Arbitraries.integers().between(1, 9))
        .as(Cases.Change::new)
        .list()
        .ofMaxSize(60);
  }

  private static PrefixTrie.Builder add(
      PrefixTrie.Builder builder, Cases.Change change, boolean asBits) {
    IpPrefix prefix = change.prefix();
    IpAddress first = prefix.first();
    if (!asBits) {
      return builder.add(prefix, change.handle());
    }
    return prefix.isV4()
        ? builder.add(first.v4Bits(), prefix.length(), change.handle())
        : builder.add(first.high(), first.low(), prefix.length(), change.handle());
  }

  private static PrefixTrie built(List<Cases.Change> list, boolean asBits) {
    PrefixTrie.Builder builder = PrefixTrie.builder();
    list.forEach(change -> assertThat(add(builder, change, asBits)).isSameAs(builder));
    PrefixTrie trie = builder.build();
    trie.checkInvariants();
    return trie;
  }

  @Property
  void orderAndFormDoNotMatterAndOfSeveralHandlesTheLastCounts(
      @ForAll("lists") List<Cases.Change> list) {
    PrefixTrie expected = PrefixTrie.empty();
    Map<IpPrefix, Cases.Change> last = new LinkedHashMap<>();
    for (Cases.Change change : list) {
      expected = expected.with(change.prefix(), change.handle());
      last.put(change.prefix(), change);
    }
    List<Cases.Change> sorted = new ArrayList<>(last.values());
    sorted.sort(Comparator.comparing(Cases.Change::prefix));

    assertThat(built(list, false).sameStructure(expected)).isTrue();
    assertThat(built(list, true).sameStructure(expected)).isTrue();
    assertThat(built(sorted, true).sameStructure(expected)).isTrue();
    assertThat(built(sorted, false).size()).isEqualTo(last.size());
  }

  @Test
  void goesOnAfterABuild() {
    PrefixTrie.Builder builder = PrefixTrie.builder();
    PrefixTrie one = builder.add(0x0a00_0000, 8, 1).build();
    PrefixTrie two = builder.add(0x2a00L << 48, 0, 16, 2).build();

    assertThat(one.size()).isEqualTo(1);
    assertThat(two.size()).isEqualTo(2);
    assertThat(two.lookup(0x0a01_0203)).isEqualTo(1);
    assertThat(two.lookup(0x2a00_0001L << 32, 5)).isEqualTo(2);
  }

  @Test
  void aPrefixInTheMappedRangeIsTheIpv4Prefix() {
    PrefixTrie trie = PrefixTrie.builder().add(0, 0xffff_0a00_0000L, 104, 3).build();

    assertThat(trie.exact(IpPrefix.parse("10.0.0.0/8"))).isEqualTo(3);
  }

  @Test
  void whatIsNoPrefixIsRefused() {
    PrefixTrie.Builder builder = PrefixTrie.builder();
    assertThatIllegalArgumentException().isThrownBy(() -> builder.add(0, 33, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.add(0, -1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.add(1, 31, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.add(1 << 31, 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.add(0, 8, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.add(0, 8, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.add(1, 0, 129, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.add(1, 1, 127, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.add(1, 0, 64, 0));
    assertThatIllegalArgumentException()
        .as("wider than the mapped range")
        .isThrownBy(() -> builder.add(0, 0xffff_0000_0000L, 95, 1));
    assertThat(builder.build().size()).as("and nothing of it is kept").isZero();
    assertThat(builder.add(0, 0, 1).add(-1, 32, 2).build().size()).isEqualTo(2);
  }
}
