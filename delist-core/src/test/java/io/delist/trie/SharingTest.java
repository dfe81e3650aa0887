package io.delist.trie;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
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
    return new V4Edit().apply(from, changes);
  }

  private static V4Table large() {
    V4Changes changes = new V4Changes(1);
    for (int i = 0; i < 0x1_0000; i++) {
      changes.add(i << 16, 32, 1);
    }
    changes.sort();
    return new V4Edit().apply(V4Table.EMPTY, changes);
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
    // An entry for the /24 and one for the rest; header, outer, coverage and two ints of keys.
    assertThat(shared).hasSize(V4Block.ENTRIES + 2 + V4Sub.BEGINS + 2);
    // Where values begin, counts, two values.
    assertThat(other.middles[192][0]).hasSize(shared.length + 8 + 2 + 2);
    assertThat(table(other, 7, "192.0.2.3").middles[192][0]).isEqualTo(shared);
  }

  @Test
  void anIpv6ChangeCopiesOneGroupAndOnePage() {
    PrefixTrie.Editor editor = PrefixTrie.empty().edit();
    for (int i = 0; i < 1000; i++) {
      editor.put(IpAddress.ofV6((0x2a00_0000L + i) << 32, 1).toPrefix(), 1);
    }
    PrefixTrie before = editor.build();
    IpPrefix added = IpPrefix.parse("2a00:7::/64");
    PrefixTrie after = before.with(added, 2);
    int copied = 0;
    for (int page = 0; page < before.v6.pages.length; page++) {
      if (before.v6.pages[page] == after.v6.pages[page]) {
        continue;
      }
      for (int i = 0; i < V6Table.PAGE; i++) {
        copied += before.v6.pages[page][i] == after.v6.pages[page][i] ? 0 : 1;
      }
    }
    assertThat(copied).isEqualTo(1);
    assertThat(after.v6.heads).isSameAs(before.v6.heads);
    assertThat(after.without(added).sameStructure(before)).isTrue();
  }

  @Test
  void anIpv6GroupThatEmptiesGivesItsNumberBack() {
    IpPrefix one = IpPrefix.parse("2a00:7::/64");
    IpPrefix other = IpPrefix.parse("2a00:8::/64");
    PrefixTrie trie = PrefixTrie.empty().with(one, 1).without(one);
    trie.checkInvariants();
    assertThat(trie.size()).isZero();
    assertThat(trie.v6.free).containsExactly(1);
    PrefixTrie again = trie.with(other, 2);
    again.checkInvariants();
    assertThat(again.v6.nextNumber).isEqualTo(2);
    assertThat(again.lookup(one.first())).isEqualTo(PrefixTrie.NONE);
  }
}
