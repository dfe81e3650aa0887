package io.delist.trie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrefixTrieTest {

  private static PrefixTrie trie(String... prefixes) {
    PrefixTrie.Editor editor = PrefixTrie.empty().edit();
    for (int i = 0; i < prefixes.length; i++) {
      editor.put(IpPrefix.parse(prefixes[i]), i + 1);
    }
    PrefixTrie trie = editor.build();
    trie.checkInvariants();
    return trie;
  }

  private static int lookup(PrefixTrie trie, String address) {
    return trie.lookup(IpAddress.parse(address));
  }

  @Test
  void emptyHasNothing() {
    PrefixTrie.empty().checkInvariants();
    assertThat(PrefixTrie.empty().size()).isZero();
    assertThat(lookup(PrefixTrie.empty(), "0.0.0.0")).isEqualTo(PrefixTrie.NONE);
    assertThat(lookup(PrefixTrie.empty(), "::")).isEqualTo(PrefixTrie.NONE);
  }

  @Test
  void theLongestPrefixAnswersAtEveryLevel() {
    PrefixTrie trie =
        trie(
            "0.0.0.0/0",
            "128.0.0.0/1",
            "192.0.0.0/7",
            "192.0.0.0/8",
            "192.0.0.0/15",
            "192.0.0.0/16",
            "192.0.2.0/24",
            "192.0.2.128/25",
            "192.0.2.255/32");
    assertThat(lookup(trie, "1.2.3.4")).isEqualTo(1);
    assertThat(lookup(trie, "255.255.255.255")).isEqualTo(2);
    assertThat(lookup(trie, "193.0.0.0")).isEqualTo(3);
    assertThat(lookup(trie, "192.255.255.255")).isEqualTo(4);
    assertThat(lookup(trie, "192.1.0.0")).isEqualTo(5);
    assertThat(lookup(trie, "192.0.3.0")).isEqualTo(6);
    assertThat(lookup(trie, "192.0.2.127")).isEqualTo(7);
    assertThat(lookup(trie, "192.0.2.128")).isEqualTo(8);
    assertThat(lookup(trie, "192.0.2.255")).isEqualTo(9);
  }

  @Test
  void aMappedAddressIsTheIpv4Address() {
    PrefixTrie trie = trie("192.0.2.0/24", "::/0", "::fffe:0:0/95");
    assertThat(trie.lookup(0, 0xffff_c000_0201L)).isEqualTo(1);
    assertThat(trie.lookup(0, 0xffff_c000_0301L)).isEqualTo(PrefixTrie.NONE);
    assertThat(trie.lookup(0, 0xfffe_ffff_ffffL)).isEqualTo(3);
    assertThat(trie.lookup(0, 0x1_0000_0000_0000L)).isEqualTo(2);
    assertThat(lookup(trie, "::ffff:192.0.2.1")).isEqualTo(1);
    assertThat(trie.exact(IpPrefix.parse("::ffff:192.0.2.0/120"))).isEqualTo(1);
  }

  @Test
  void familiesDoNotMix() {
    PrefixTrie trie = trie("0.0.0.0/0", "::/0");
    assertThat(lookup(trie, "::")).isEqualTo(2);
    assertThat(lookup(trie, "0.0.0.0")).isEqualTo(1);
    assertThat(trie.without(IpPrefix.parse("0.0.0.0/0")).size()).isEqualTo(1);
    assertThat(lookup(trie.without(IpPrefix.parse("0.0.0.0/0")), "0.0.0.0")).isZero();
  }

  @Test
  void anyPositiveHandleCanBeStored() {
    IpPrefix four = IpPrefix.parse("192.0.2.0/24");
    IpPrefix six = IpPrefix.parse("2001:db8::/32");
    for (int handle : new int[] {1, 2, 1 << 30, Integer.MAX_VALUE}) {
      PrefixTrie trie = PrefixTrie.empty().with(four, handle).with(six, handle);
      assertThat(trie.exact(four)).isEqualTo(handle);
      assertThat(trie.lookup(six.last())).isEqualTo(handle);
    }
    for (int handle : new int[] {PrefixTrie.NONE, -1, Integer.MIN_VALUE}) {
      assertThatThrownBy(() -> PrefixTrie.empty().with(four, handle))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "handle %d cannot be put at 192.0.2.0/24; handles are 1 to 2147483647, and remove"
                  + " takes a prefix away",
              handle);
    }
  }

  @Test
  void whatChangesNothingIsTheSameTrie() {
    PrefixTrie trie = trie("0.0.0.0/0", "10.0.0.0/8", "192.0.2.0/24", "2001:db8::/32");
    assertThat(trie.with(IpPrefix.parse("0.0.0.0/0"), 1)).isSameAs(trie);
    assertThat(trie.with(IpPrefix.parse("10.0.0.0/8"), 2)).isSameAs(trie);
    assertThat(trie.with(IpPrefix.parse("192.0.2.0/24"), 3)).isSameAs(trie);
    assertThat(trie.with(IpPrefix.parse("2001:db8::/32"), 4)).isSameAs(trie);
    assertThat(trie.without(IpPrefix.parse("192.0.2.0/25"))).isSameAs(trie);
    assertThat(trie.without(IpPrefix.parse("::/0"))).isSameAs(trie);
    assertThat(trie.edit().build()).isSameAs(trie);
  }

  @Test
  void anOldVersionStaysAsItWas() {
    PrefixTrie old = trie("192.0.2.0/24", "2001:db8::/32");
    PrefixTrie.Editor editor = old.edit().put(IpPrefix.parse("192.0.2.7/32"), 9);
    PrefixTrie first = editor.build();
    PrefixTrie second = editor.remove(IpPrefix.parse("2001:db8::/32")).build();
    assertThat(lookup(old, "192.0.2.7")).isEqualTo(1);
    assertThat(lookup(first, "192.0.2.7")).isEqualTo(9);
    assertThat(lookup(first, "2001:db8::1")).isEqualTo(2);
    assertThat(lookup(second, "2001:db8::1")).isEqualTo(PrefixTrie.NONE);
    assertThat(lookup(old, "2001:db8::1")).isEqualTo(2);
    assertThat(List.of(old.size(), first.size(), second.size())).containsExactly(2L, 3L, 2L);
  }

  @Test
  void theLastChangeInABatchCounts() {
    IpPrefix prefix = IpPrefix.parse("192.0.2.0/24");
    PrefixTrie.Editor editor = PrefixTrie.empty().edit();
    for (int handle = 1; handle < 100; handle++) {
      editor.put(prefix, handle).remove(prefix);
    }
    assertThat(editor.build()).isSameAs(PrefixTrie.empty());
    assertThat(editor.remove(prefix).put(prefix, 5).build().exact(prefix)).isEqualTo(5);
  }

  @Test
  void visitsGoInTheOrderOfPrefixes() {
    PrefixTrie trie =
        trie("2001:db8::/32", "10.0.0.0/16", "10.0.0.0/8", "0.0.0.0/0", "10.0.0.0/32", "9.0.0.0/8");
    List<String> seen = new ArrayList<>();
    trie.forEach((prefix, handle) -> seen.add(prefix + "=" + handle));
    assertThat(seen)
        .containsExactly(
            "0.0.0.0/0=4",
            "9.0.0.0/8=6",
            "10.0.0.0/8=3",
            "10.0.0.0/16=2",
            "10.0.0.0/32=5",
            "2001:db8::/32=1");
  }

  @Test
  void moreChangesThanOneSortHoldsAreAppliedInOrder() {
    IpPrefix watched = IpPrefix.parse("203.0.113.0/24");
    PrefixTrie.Editor editor = PrefixTrie.empty().edit().put(watched, 1);
    for (int i = 0; i < V4Changes.MAX + 10; i++) {
      editor.put(IpAddress.ofV4(i).toPrefix(), 2);
    }
    PrefixTrie trie = editor.put(watched, 3).build();
    trie.checkInvariants();
    assertThat(trie.size()).isEqualTo(V4Changes.MAX + 11L);
    assertThat(trie.exact(watched)).isEqualTo(3);
    assertThat(trie.lookup(V4Changes.MAX + 9)).isEqualTo(2);
    assertThat(trie.lookup(V4Changes.MAX + 10)).isEqualTo(PrefixTrie.NONE);
  }
}
