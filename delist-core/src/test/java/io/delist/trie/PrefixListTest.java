package io.delist.trie;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.trie.PrefixList.Entry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The oracle is right, by examples worked out by hand. */
class PrefixListTest {

  private static final IpPrefix WIDE = IpPrefix.parse("198.51.0.0/16");
  private static final IpPrefix MIDDLE = IpPrefix.parse("198.51.100.0/24");
  private static final IpPrefix ONE = IpPrefix.parse("198.51.100.7/32");
  private static final IpPrefix SIX = IpPrefix.parse("2001:db8::/32");

  private final PrefixList list = new PrefixList();

  @BeforeEach
  void fill() {
    list.put(ONE, 3);
    list.put(SIX, 6);
    list.put(WIDE, 1);
    list.put(MIDDLE, 2);
  }

  private int lookup(String address) {
    return list.lookup(IpAddress.parse(address));
  }

  @Test
  void theLongestAnswers() {
    assertThat(lookup("198.51.100.7")).isEqualTo(3);
    assertThat(lookup("198.51.100.8")).isEqualTo(2);
    assertThat(lookup("198.51.101.0")).isEqualTo(1);
    assertThat(lookup("198.52.0.0")).isZero();
    assertThat(lookup("2001:db8:ffff::")).isEqualTo(6);
    assertThat(lookup("2001:db9::")).isZero();
  }

  @Test
  void putReplacesAndRemoveRemovesOnlyThat() {
    list.put(MIDDLE, 9);
    list.remove(WIDE);
    assertThat(list.size()).isEqualTo(3);
    assertThat(lookup("198.51.100.8")).isEqualTo(9);
    assertThat(lookup("198.51.101.0")).isZero();
    assertThat(list.exact(WIDE)).isZero();
    assertThat(list.exact(ONE)).isEqualTo(3);
  }

  @Test
  void ordersAreAsPromised() {
    assertThat(list.all())
        .containsExactly(
            new Entry(WIDE, 1), new Entry(MIDDLE, 2), new Entry(ONE, 3), new Entry(SIX, 6));
    assertThat(list.covering(ONE))
        .containsExactly(new Entry(ONE, 3), new Entry(MIDDLE, 2), new Entry(WIDE, 1));
    assertThat(list.within(MIDDLE)).containsExactly(new Entry(MIDDLE, 2), new Entry(ONE, 3));
  }
}
