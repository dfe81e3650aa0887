package io.delist.trie;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One change after the other to a block: each time it is the block of all its prefixes. */
class V4BlockSpliceTest {

  private static final int STEPS = 3_000;

  /**
   * @param octets in so many /24s the changes are
   * @param shortest the shortest relative length
   * @param kinds how many different handles there are
   * @param inherited the handle around the block; may be one of those
   */
  @ParameterizedTest
  @CsvSource({
    "3, 9, 1, 0", "3, 9, 2, 0", "2, 9, 5, 0", "3, 14, 3, 2", "4, 6, 1, 0", "4, 6, 3, 0",
    "4, 0, 2, 1", "2, 0, 4, 9", "40, 16, 1, 0", "40, 15, 100, 0", "1, 9, 2, 1", "256, 7, 2, 0"
  })
  void isTheBlockOfItsPrefixes(int octets, int shortest, int kinds, int inherited) {
    Random random = new Random(31L * octets + 7L * shortest + kinds);
    V4BlockEdit edit = new V4BlockEdit();
    TreeMap<Integer, Integer> prefixes = new TreeMap<>(Integer::compareUnsigned);
    int[] block = V4Block.blank(inherited);
    int put = 0;
    for (int step = 0; step < STEPS; step++) {
      boolean growing = step % 600 < 400;
      int key = key(random, octets, shortest);
      if (!prefixes.isEmpty() && random.nextInt(3) > (growing ? 1 : 0)) {
        Integer there = prefixes.ceilingKey(key);
        key = there == null ? prefixes.firstKey() : there;
      }
      boolean remove = random.nextInt(4) < (growing ? 1 : 3);
      int handle = remove ? PrefixTrie.NONE : 1 + random.nextInt(kinds);
      put += remove ? 0 : 1;
      block = edit.with(block, V4BlockReader.base(key), V4BlockReader.length(key), handle);
      if (remove) {
        prefixes.remove(key);
      } else {
        prefixes.put(key, handle);
      }
      assertThat(block).as("after step %d", step).isEqualTo(made(inherited, prefixes));
    }
    assertThat(put).isGreaterThan(STEPS / 4);
  }

  private static int key(Random random, int octets, int shortest) {
    int length = shortest + random.nextInt(17 - shortest);
    int octet = random.nextInt(octets) * (256 / octets);
    int base = (octet << 8 | random.nextInt(256)) & -1 << (16 - length) & 0xffff;
    return V4BlockReader.key(base, length);
  }

  private static int[] made(int inherited, Map<Integer, Integer> prefixes) {
    int[] keys = prefixes.keySet().stream().mapToInt(key -> key).toArray();
    int[] handles = prefixes.values().stream().mapToInt(handle -> handle).toArray();
    return new V4BlockWriter().write(inherited, keys, handles, 0, keys.length);
  }
}
