package io.delist.trie;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every address of 198.51.0.0/16 is looked up and compared, in blocks of every kind. */
class WholeBlockTest {

  private static final int BLOCK = IpAddress.parse("198.51.0.0").v4Bits();

  /** Name, how many prefixes at random, shortest, longest, handles that differ. */
  static List<Arguments> blocks() {
    return List.of(
        Arguments.of("a few", 40, 16, 32, 3),
        Arguments.of("one below the index", 255, 32, 32, 1),
        Arguments.of("one with the index", 256, 32, 32, 1),
        Arguments.of("indexed and nested", 2_000, 16, 32, 7),
        Arguments.of("hops too long for eleven bits", 12_000, 17, 32, 7),
        Arguments.of("long hops in the last 256", 12_000, 31, 32, 1),
        Arguments.of("positions up to 16 bits", 65_535, 32, 32, 2),
        Arguments.of("too many for an index", 65_536, 32, 32, 2),
        Arguments.of("every prefix there is", 131_071, 16, 32, 5));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("blocks")
  void everyAddressAnswersAsPainted(String name, int count, int shortest, int longest, int kinds) {
    Random random = new Random(name.hashCode());
    Map<IpPrefix, Integer> prefixes = new HashMap<>();
    for (IpPrefix prefix : choose(random, count, shortest, longest)) {
      prefixes.put(prefix, 1 + random.nextInt(kinds));
    }
    assertThat(prefixes).hasSize(count);
    prefixes.put(IpPrefix.parse("198.51.0.0/17"), 100);
    prefixes.put(IpPrefix.parse("198.48.0.0/12"), 101);
    PrefixTrie.Editor editor = PrefixTrie.empty().edit();
    prefixes.forEach(editor::put);
    PrefixTrie trie = editor.build();
    compare(trie, prefixes);

    List<IpPrefix> gone = new ArrayList<>(prefixes.keySet());
    Collections.sort(gone);
    Collections.shuffle(gone, random);
    gone.subList(gone.size() / 2, gone.size()).clear();
    gone.forEach(editor::remove);
    prefixes.keySet().removeAll(gone);
    compare(editor.build(), prefixes);
    compare(trie, prefixes, gone);
  }

  /** The keys all lie in the first three quarters, so that the last positions are the count. */
  @ParameterizedTest
  @ValueSource(ints = {65_534, 65_535, 65_536, 65_537})
  void countsAroundSixteenBits(int count) {
    Map<IpPrefix, Integer> prefixes = new HashMap<>();
    prefixes.put(IpPrefix.parse("198.51.0.0/16"), 1);
    for (int i = 0; prefixes.size() < count; i++) {
      IpAddress address = IpAddress.ofV4(BLOCK | i);
      prefixes.put(address.toPrefix(), 2);
      prefixes.put(address.prefix(prefixes.size() < count ? 31 : 32), 3);
    }
    PrefixTrie.Editor editor = PrefixTrie.empty().edit();
    prefixes.forEach(editor::put);
    compare(editor.build(), prefixes);
  }

  private static void compare(PrefixTrie old, Map<IpPrefix, Integer> left, List<IpPrefix> gone) {
    gone.forEach(prefix -> assertThat(old.exact(prefix)).isNotEqualTo(PrefixTrie.NONE));
    assertThat(old.size()).isEqualTo(left.size() + gone.size());
  }

  private static List<IpPrefix> choose(Random random, int count, int shortest, int longest) {
    List<IpPrefix> all = new ArrayList<>();
    for (int length = shortest; length <= longest; length++) {
      int step = 1 << (32 - length);
      for (int base = 0; base < 0x1_0000; base += step) {
        all.add(IpPrefix.of(IpAddress.ofV4(BLOCK | base), length));
      }
    }
    Collections.shuffle(all, random);
    return all.subList(0, count);
  }

  private static void compare(PrefixTrie trie, Map<IpPrefix, Integer> prefixes) {
    trie.checkInvariants();
    assertThat(trie.size()).isEqualTo(prefixes.size());
    int[] painted = paint(prefixes);
    int[] answers = new int[0x1_0000];
    for (int x = 0; x < answers.length; x++) {
      answers[x] = trie.lookup(BLOCK | x);
    }
    assertThat(answers).isEqualTo(painted);
    assertThat(Arrays.stream(painted).filter(handle -> handle != 101).count())
        .as("addresses with an answer from the block itself")
        .isGreaterThan(200);
    prefixes.forEach((prefix, handle) -> assertThat(trie.exact(prefix)).isEqualTo(handle));
  }

  /** Shorter prefixes first, longer ones over them. */
  private static int[] paint(Map<IpPrefix, Integer> prefixes) {
    int[] painted = new int[0x1_0000];
    prefixes.keySet().stream()
        .sorted(Comparator.comparing(IpPrefix::length))
        .forEach(
            prefix -> {
              boolean wide = prefix.length() < 16;
              int from = wide ? 0 : prefix.first().v4Bits() & 0xffff;
              int to = wide ? 0xffff : prefix.last().v4Bits() & 0xffff;
              Arrays.fill(painted, from, to + 1, prefixes.get(prefix));
            });
    return painted;
  }
}
