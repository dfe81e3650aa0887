package io.delist.trie;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.ArrayList;
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

  private static PrefixTrie thousandGroups() {
    PrefixTrie.Editor editor = PrefixTrie.empty().edit();
    for (int i = 0; i < 1000; i++) {
      editor.put(IpAddress.ofV6((0x2a00_0000L + i) << 32, 1).toPrefix(), 1);
    }
    return editor.build();
  }

  private static List<V6Group> groups(PrefixTrie trie) {
    List<V6Group> groups = new ArrayList<>();
    trie.v6.heads.forEach(groups::add);
    return groups;
  }

  @Test
  void anIpv6ChangeCopiesOneGroupAndOnePage() {
    PrefixTrie before = thousandGroups();
    IpPrefix added = IpPrefix.parse("2a00:7::/64");
    PrefixTrie after = before.with(added, 2);

    List<V6Group> groups = groups(after);
    groups.removeAll(groups(before));
    assertThat(groups).singleElement().extracting(group -> group.head).isEqualTo(0x2a00_0007);
    int otherPages = 0;
    for (int i = 0; i < 1 << before.v6.heads.bits; ) {
      otherPages += before.v6.heads.page(i) == after.v6.heads.page(i) ? 0 : 1;
      i += V6Heads.span(before.v6.heads.parts, before.v6.heads.bits, i);
    }
    assertThat(otherPages).isEqualTo(1);
    assertThat(after.without(added).sameStructure(before)).isTrue();
  }

  @Test
  void anIpv6GroupThatEmptiesGoes() {
    IpPrefix one = IpPrefix.parse("2a00:7::/64");
    PrefixTrie trie = PrefixTrie.empty().with(one, 1).without(one);
    trie.checkInvariants();
    assertThat(trie.size()).isZero();
    assertThat(trie.v6.heads).isSameAs(V6Heads.EMPTY);
  }

  @Test
  void aPrefixUpTo32ChangesOnlyTheGroupsInIt() {
    PrefixTrie before = thousandGroups();
    PrefixTrie after = before.with(IpPrefix.parse("2a00:8::/30"), 3);

    after.checkInvariants();
    List<V6Group> groups = groups(after);
    groups.removeAll(groups(before));
    assertThat(groups)
        .extracting(group -> group.head)
        .containsExactlyInAnyOrder(0x2a00_0008, 0x2a00_0009, 0x2a00_000a, 0x2a00_000b);
    assertThat(after.lookup(IpAddress.parse("2a00:9::2"))).isEqualTo(3);
    assertThat(after.lookup(IpAddress.parse("2a00:9::1"))).isEqualTo(1);
  }

  @Test
  void groupsWithoutNearPrefixesShareTheirBlock() {
    PrefixTrie trie = thousandGroups().with(IpPrefix.parse("2a00::/16"), 3);
    assertThat(groups(trie)).extracting(group -> group.near).containsOnly(groups(trie).get(0).near);
    assertThat(groups(thousandGroups()).get(0).near).isSameAs(V4Block.EMPTY);
  }
}
