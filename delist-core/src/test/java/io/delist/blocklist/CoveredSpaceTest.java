package io.delist.blocklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.trie.PrefixTrie;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CoveredSpaceTest {

  private static CoveredSpace.Total total(List<IpPrefix> prefixes) {
    CoveredSpace space = CoveredSpace.inAnyOrder();
    prefixes.forEach(space::add);
    CoveredSpace inOrder = CoveredSpace.inOrder();
    prefixes.stream().sorted().forEach(inOrder::add);
    CoveredSpace.Total total = space.total();
    assertThat(inOrder.total()).isEqualTo(total);
    PrefixTrie.Editor editor = PrefixTrie.empty().edit();
    prefixes.forEach(prefix -> editor.put(prefix, 1));
    assertThat(CoveredSpace.of(editor.build())).isEqualTo(total);
    return total;
  }

  private static CoveredSpace.Total total(String... prefixes) {
    return total(Stream.of(prefixes).map(IpPrefix::parse).toList());
  }

  @Test
  void whatSeveralCoverCountsOnce() {
    assertThat(total("192.0.2.7/32", "192.0.2.0/24", "192.0.2.128/25", "192.0.2.0/24"))
        .isEqualTo(new CoveredSpace.Total(256, 0));
    assertThat(total("2001:db8::1", "2001:db8::2", "2001:db8:0:1::/64", "2001:db8:1::/63"))
        .isEqualTo(new CoveredSpace.Total(0, 4));
    assertThat(total()).isEqualTo(CoveredSpace.Total.NOTHING);
  }

  @Test
  void theEdgesOfBothFamilies() {
    assertThat(total("0.0.0.0/0", "255.255.255.255/32").shareOfV4()).isEqualTo(1);
    assertThat(total("0.0.0.0/32", "255.255.255.255/32")).isEqualTo(new CoveredSpace.Total(2, 0));
    assertThat(total("2000::/3").shareOfV6()).isEqualTo(1);
    assertThat(total("::/128", "ffff:ffff:ffff:ffff::/64", "8000::/128"))
        .isEqualTo(new CoveredSpace.Total(0, 3));
  }

  @Test
  void aPrefixOutOfOrderIsNotCountedWrong() {
    CoveredSpace space = CoveredSpace.inOrder();
    space.add(IpPrefix.parse("203.0.113.0/24"));

    assertThatThrownBy(() -> space.add(IpPrefix.parse("192.0.2.0/24")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("prefix 192.0.2.0/24 comes after 203.0.113.0/24; they are to come in order");
  }

  @Test
  void asManyAsASetOfAllAddressesHolds() {
    SplittableRandom random = new SplittableRandom(11);
    for (int round = 0; round < 200; round++) {
      List<IpPrefix> prefixes =
          random
              .ints(random.nextInt(1, 60))
              .mapToObj(bits -> IpAddress.ofV4(0x0a00_0000 | (bits & 0xffff)))
              .map(address -> address.prefix(random.nextInt(20, 33)))
              .toList();
      BitSet covered = new BitSet();
      prefixes.forEach(
          prefix ->
              covered.set(prefix.first().v4Bits() & 0xffff, (prefix.last().v4Bits() & 0xffff) + 1));
      assertThat(total(prefixes).v4Addresses()).as("%s", prefixes).isEqualTo(covered.cardinality());
    }
  }
}
