package io.delist.trie;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a change copies, and what old and new share. */
class SharingTest {

  private static V4Table table(V4Table from, int handle, String... prefixes) {
    V4Changes changes = new V4Changes(1);
    for (String text : prefixes) {
      IpPrefix prefix = IpPrefix.parse(text);
      changes.add(prefix.first().v4Bits(), prefix.length(), handle);
    }
    changes.sort();
    return V4Edit.apply(from, changes);
  }

  private static V4Table large() {
    V4Changes changes = new V4Changes(1);
    for (int i = 0; i < 0x1_0000; i++) {
      changes.add(i << 16, 32, 1);
    }
    changes.sort();
    return V4Edit.apply(V4Table.EMPTY, changes);
  }

  private static int copiedBlocks(V4Table before, V4Table after) {
    int copied = 0;
    for (int m = 0; m < 256; m++) {
      for (int slot = 0; slot <= V4Table.WIDE; slot++) {
        copied += before.middles[m][slot] == after.middles[m][slot] ? 0 : 1;
      }
    }
    return copied;
  }

  @Test
  void oneChangeCopiesOneBlockAndOneMiddle() {
    V4Table before = large();
    V4Table after = table(before, 2, "192.0.2.0/24");
    assertThat(copiedBlocks(before, after)).isEqualTo(1);
    assertThat(after.middles[191]).isSameAs(before.middles[191]);
  }

  @Test
  void aBatchCopiesNoMoreBlocksThanItHasChanges() {
    V4Table before = large();
    V4Table after = table(before, 2, "192.0.2.0/24", "192.0.2.0/25", "10.0.0.1", "10.1.0.1");
    assertThat(copiedBlocks(before, after)).isEqualTo(3);
  }

  @Test
  void aShortPrefixCopiesOnlyWhatItCovers() {
    V4Table before = large();
    assertThat(copiedBlocks(before, table(before, 2, "192.0.0.0/12"))).isEqualTo(16 + 1);
    assertThat(copiedBlocks(before, table(before, 2, "192.0.0.0/7"))).isEqualTo(512 + 2);
  }

  @Test
  void emptyRangesShareOneBlankMiddleAndOneBlankBlock() {
    V4Table all = table(V4Table.EMPTY, 1, "0.0.0.0/0", "10.0.0.1/32");
    Set<Object> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int[][] middle : all.middles) {
      distinct.add(middle);
      for (int[] block : middle) {
        distinct.add(block);
      }
    }
    // Two middles; the block of 10.0.0.0/16, the blank of its middle, the wide block and the blank.
    assertThat(distinct).hasSizeLessThanOrEqualTo(6);
    assertThat(List.of(table(all, 0, "0.0.0.0/0", "10.0.0.1/32").middles))
        .allSatisfy(middle -> assertThat(middle == V4Table.BLANK_MIDDLE).isTrue());
  }

  @Test
  void oneHandleForAllIsStoredOnce() {
    V4Table same = table(V4Table.EMPTY, 7, "192.0.2.1", "192.0.2.2", "192.0.2.3");
    V4Table other = table(same, 8, "192.0.2.3");
    int[] shared = same.middles[192][0];
    // Header, words, counts and inherited; one entry; header, outer, one word, three keys.
    assertThat(shared).hasSize(2 + 1 + 1 + 1 + 1 + 2 + 1 + 2);
    // One word more, one of counts, two values.
    assertThat(other.middles[192][0]).hasSize(shared.length + 1 + 1 + 2);
    assertThat(table(other, 7, "192.0.2.3").middles[192][0]).isEqualTo(shared);
  }

  @Test
  void anIpv6ChangeCopiesOnlyThePathToIt() {
    V6Node root = null;
    for (int i = 0; i < 1000; i++) {
      root = V6Node.with(root, 0x2001_0db8_0000_0000L | i * 7919L, 0, 64, 1);
    }
    IpAddress added = IpAddress.parse("2001:db8:0:1:2::");
    V6Node after = V6Node.with(root, added.high(), added.low(), 128, 2);
    assertThat(nodes(after) - shared(root, after)).isLessThan(16);
    V6Node removed = V6Node.without(after, added.high(), added.low(), 128);
    assertThat(Invariants.same(removed, root)).isTrue();
  }

  private static int nodes(@Nullable V6Node node) {
    return node == null ? 0 : 1 + nodes(node.left) + nodes(node.right);
  }

  private static int shared(V6Node one, V6Node other) {
    Set<V6Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    remember(one, seen);
    return countSeen(other, seen);
  }

  private static void remember(@Nullable V6Node node, Set<V6Node> seen) {
    if (node != null) {
      seen.add(node);
      remember(node.left, seen);
      remember(node.right, seen);
    }
  }

  private static int countSeen(@Nullable V6Node node, Set<V6Node> seen) {
    if (node == null) {
      return 0;
    }
    return (seen.contains(node) ? 1 : 0) + countSeen(node.left, seen) + countSeen(node.right, seen);
  }
}
