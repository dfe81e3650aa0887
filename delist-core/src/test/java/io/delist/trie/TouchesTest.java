package io.delist.trie;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether anything covers a prefix, is it, or lies in it: as a scan of a few prefixes says. */
class TouchesTest {

  private static final int ROUNDS = 1_500;

  @ParameterizedTest
  @ValueSource(ints = {32, 40, 48, 64, 128})
  void ipv6AsTheScan(int mostLength) {
    check(
        mostLength,
        32,
        (random, length) -> {
          long group = (0x2001_0db8L + random.nextInt(2)) << 32;
          // Few bits are free, so that prefixes meet.
          long near = (long) random.nextInt(4) << 16 | (long) random.nextInt(4) << 28;
          long high = group | near | random.nextInt(2);
          return IpAddress.ofV6(high, (long) random.nextInt(2) << 63 | random.nextInt(2))
              .prefix(length);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 24, 32})
  void ipv4AsTheScan(int mostLength) {
    check(
        mostLength,
        8,
        (random, length) -> {
          int bits = 0xc000_0000 | random.nextInt(4) << 22 | random.nextInt(4) << 14;
          return IpAddress.ofV4(bits | random.nextInt(4) << 6 | random.nextInt(2)).prefix(length);
        });
  }

  @Test
  void anEmptyHalfOfAGroupIsNotTouched() {
    PrefixTrie trie = trie(List.of(IpPrefix.parse("2001:db8:8000::/34")));

    assertThat(trie.touches(IpPrefix.parse("2001:db8::/33"))).isFalse();
    assertThat(trie.touches(IpPrefix.parse("2001:db8:4000::/44"))).isFalse();
    assertThat(trie.touches(IpPrefix.parse("2001:db8:8000::/33"))).isTrue();
    assertThat(trie.touches(IpPrefix.parse("2001:db8:8100::/44"))).isTrue();
  }

  private interface Maker {
    IpPrefix prefix(SplittableRandom random, int length);
  }

  private static void check(int mostLength, int leastLength, Maker maker) {
    SplittableRandom random = new SplittableRandom(5);
    int touched = 0;
    for (int round = 0; round < ROUNDS; round++) {
      List<IpPrefix> prefixes =
          IntStream.range(0, random.nextInt(1, 5))
              .mapToObj(i -> maker.prefix(random, random.nextInt(leastLength, mostLength + 1)))
              .toList();
      PrefixTrie trie = trie(prefixes);
      IpPrefix asked = maker.prefix(random, random.nextInt(leastLength, mostLength + 1));
      boolean expected =
          prefixes.stream().anyMatch(other -> other.contains(asked) || asked.contains(other));
      assertThat(trie.touches(asked)).as("%s in %s", asked, prefixes).isEqualTo(expected);
      touched += expected ? 1 : 0;
    }
    assertThat(touched).isBetween(ROUNDS / 20, ROUNDS - ROUNDS / 20);
  }

  private static PrefixTrie trie(List<IpPrefix> prefixes) {
    PrefixTrie.Editor editor = PrefixTrie.empty().edit();
    prefixes.forEach(prefix -> editor.put(prefix, 1));
    return editor.build();
  }
}
