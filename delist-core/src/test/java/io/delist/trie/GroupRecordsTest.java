package io.delist.trie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Groups of IPv6 prefixes come back as they were; those that no trie writes are refused. */
class GroupRecordsTest {

  private static final int MIDDLES = 1;
  private static final int METAS = 5;
  private static final int LOWS = 9;
  private static final int HIGHEST_HANDLE = 100;

  /** Four prefixes in one group: a /48, in it a /64, and in that two addresses. */
  private static final PrefixTrie FOUR =
      PrefixTrie.empty()
          .with(IpPrefix.parse("2001:db8:1::/48"), 1)
          .with(IpPrefix.parse("2001:db8:1:2::/64"), 2)
          .with(IpPrefix.parse("2001:db8:1:2::1/128"), 3)
          .with(IpPrefix.parse("2001:db8:1:2::2/128"), 4);

  @Provide
  Arbitrary<List<Cases.Change>> changes() {
    return Cases.changes(40);
  }

  @Property
  void anyTrieComesBackTheSame(@ForAll("changes") List<Cases.Change> changes) throws Exception {
    PrefixTrie.Editor editor = PrefixTrie.empty().edit();
    for (Cases.Change change : changes) {
      if (change.handle() == PrefixTrie.NONE) {
        editor.remove(change.prefix());
      } else {
        editor.put(change.prefix(), change.handle());
      }
    }
    PrefixTrie trie = editor.build();

    PrefixTrie back = Records.read(Records.written(trie, 200), PrefixTrie.loader(HIGHEST_HANDLE));

    back.checkInvariants();
    assertThat(back.sameStructure(trie)).isTrue();
    assertThat(back.size()).isEqualTo(trie.size());
  }

  @Test
  void aGroupOfSeveralPartsComesBack() throws Exception {
    PrefixTrie.Builder builder = PrefixTrie.builder();
    for (int i = 0; i < 70_000; i++) {
      builder.add(0x2001_0db8L << 32 | i, (long) (i & 1) << 63, 65, 1 + i % HIGHEST_HANDLE);
    }
    PrefixTrie trie = builder.build();

    PrefixTrie back = Records.read(Records.written(trie, 1 << 16), PrefixTrie.loader(1000));

    assertThat(back.sameStructure(trie)).isTrue();
    assertThat(back.lookup(IpAddress.parse("2001:db8:0:ffff:8000::1"))).isEqualTo(36);
  }

  /** The records of the four with the numbers of their group changed. */
  private static ByteBuffer changed(UnaryOperator<long[]> change) throws Exception {
    ByteBuffer good = Records.written(FOUR, 4096).get(0);
    int at = groupAt(good);
    long[] group = new long[good.getInt(at + 8)];
    good.slice(at + TrieRecords.GROUP_HEADER_BYTES, 8 * group.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asLongBuffer()
        .get(group);
    long[] other = change.apply(group);
    ByteBuffer bad = ByteBuffer.allocate(8192).order(ByteOrder.LITTLE_ENDIAN);
    bad.put(good.slice(0, at));
    put(bad, 1, 0, other);
    return bad.flip();
  }

  private static void put(ByteBuffer to, int number, int offset, long... longs) {
    to.putInt(TrieRecords.GROUP).putInt(number).putInt(longs.length).putInt(offset);
    for (long each : longs) {
      to.putLong(each);
    }
  }

  private static int groupAt(ByteBuffer records) {
    int at = 0;
    while (records.getInt(at) != TrieRecords.GROUP) {
      at += TrieRecords.BLOCK_HEADER_BYTES + 4 * records.getInt(at + 8);
    }
    return at;
  }

  private static void assertRefused(String words, ByteBuffer records) {
    assertThatThrownBy(() -> Records.read(List.of(records), PrefixTrie.loader(HIGHEST_HANDLE)))
        .isInstanceOf(TrieFormatException.class)
        .hasMessageContaining(words);
  }

  private static void assertRefused(String words, UnaryOperator<long[]> change) throws Exception {
    assertRefused(words, changed(change));
  }

  private static UnaryOperator<long[]> set(int i, long value) {
    return group -> {
      group[i] = value;
      return group;
    };
  }

  private static UnaryOperator<long[]> turn(int i, long bits) {
    return group -> {
      group[i] ^= bits;
      return group;
    };
  }

  private static UnaryOperator<long[]> swap(int i, int j) {
    return group -> {
      long kept = group[i];
      group[i] = group[j];
      group[j] = kept;
      return group;
    };
  }

  /** In the place of a /64 and its /128s: other lengths and handles, with hops of 0. */
  private static long meta(int handle, int length, int hop) {
    return (long) handle << 32 | Integer.toUnsignedLong(length << 24 | hop);
  }

  @Test
  void theFourComeBack() throws Exception {
    PrefixTrie back =
        Records.read(List.of(changed(group -> group)), PrefixTrie.loader(HIGHEST_HANDLE));
    assertThat(back.sameStructure(FOUR)).isTrue();
  }

  @Test
  void aCountThatIsNotThatOfTheLongsIsRefused() throws Exception {
    assertRefused("says that it has", set(0, 0));
    assertRefused("says that it has", set(0, 4));
    assertRefused("says that it has", set(0, V6Sorted.LOWS | 5));
    assertRefused("says that it has", set(0, V6Sorted.LOWS | 1L << 40 | 4));
    assertRefused("says that it has", set(0, -1));
    assertRefused("says that it has", group -> Arrays.copyOf(group, 12));
    assertRefused("says that it has", group -> Arrays.copyOf(group, 10));
  }

  @Test
  void lengthsAndHandlesOutOfRangeAreRefused() throws Exception {
    assertRefused("a length in a group is 32", set(METAS, meta(1, 32, 0)));
    assertRefused("a length in a group is 129", set(METAS + 3, meta(1, 129, 0)));
    assertRefused("a handle is 0", set(METAS, meta(0, 48, 0)));
    assertRefused("a handle is -1", set(METAS, meta(-1, 48, 0)));
    assertRefused("a handle is 101", set(METAS, meta(101, 48, 0)));
  }

  @Test
  void aHopThatDoesNotLeadToThePrefixAroundIsRefused() throws Exception {
    assertRefused("hop that leads astray", set(METAS, meta(1, 48, 1)));
    assertRefused("hop that leads astray", set(METAS + 1, meta(2, 64, 0)));
    assertRefused("hop that leads astray", set(METAS + 3, meta(4, 128, 1)));
    assertRefused("hop that leads astray", set(METAS + 3, meta(4, 128, 3)));
    assertRefused("hop that leads astray", set(METAS + 3, meta(4, 128, 1 << 23)));
  }

  @Test
  void hostBitsAreRefused() throws Exception {
    assertRefused("host bits set at 0", turn(MIDDLES, 1L << 47));
    assertRefused("host bits set at 0", turn(MIDDLES, 1));
    assertRefused("host bits set at 1", turn(MIDDLES + 1, 1));
    assertRefused("host bits set at 1", turn(LOWS, 1L << 63));
    assertRefused("host bits set at 2", set(METAS + 2, meta(3, 127, 1)));
    assertRefused("host bits set at 2", set(METAS + 2, meta(3, 96, 1)));
  }

  @Test
  void prefixesOutOfOrderOrTwiceAreRefused() throws Exception {
    assertRefused(
        "out of order at 1",
        group -> swap(METAS, METAS + 1).apply(swap(MIDDLES, MIDDLES + 1).apply(group)));
    assertRefused("out of order at 3", set(LOWS + 1, 1L | 1L << 32));
    assertRefused("out of order at 3", set(LOWS + 1, 2L | 1L << 32));
    assertRefused(
        "out of order at 1",
        group -> {
          group[MIDDLES + 1] = group[MIDDLES];
          group[METAS + 1] = meta(2, 48, 0);
          return group;
        });
    assertRefused(
        "out of order at 1",
        group -> {
          group[MIDDLES + 1] = group[MIDDLES];
          group[METAS] = meta(1, 49, 0);
          group[METAS + 1] = meta(2, 48, 0);
          return group;
        });
  }

  private static ByteBuffer parts(int[] numbers, int[] offsets) throws Exception {
    ByteBuffer good = Records.written(FOUR, 4096).get(0);
    int at = groupAt(good);
    long[] group = new long[good.getInt(at + 8)];
    good.slice(at + TrieRecords.GROUP_HEADER_BYTES, 8 * group.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asLongBuffer()
        .get(group);
    ByteBuffer made = ByteBuffer.allocate(8192).order(ByteOrder.LITTLE_ENDIAN);
    made.put(good.slice(0, at));
    List<long[]> pieces = new ArrayList<>();
    for (int from = 0; from < group.length; from += 4) {
      pieces.add(Arrays.copyOfRange(group, from, Math.min(group.length, from + 4)));
    }
    for (int i = 0; i < pieces.size(); i++) {
      put(made, numbers[i], offsets[i], pieces.get(i));
    }
    return made.flip();
  }

  @Test
  void partsFollowEachOther() throws Exception {
    PrefixTrie back =
        Records.read(
            List.of(parts(new int[] {1, 1, 1}, new int[] {0, 4, 8})),
            PrefixTrie.loader(HIGHEST_HANDLE));
    assertThat(back.sameStructure(FOUR)).isTrue();

    assertRefused("group 2 comes after 0", parts(new int[] {2, 2, 2}, new int[] {0, 4, 8}));
    assertRefused("a part of group 2 is at 4", parts(new int[] {1, 2, 1}, new int[] {0, 4, 8}));
    assertRefused("a part of group 1 is at 5", parts(new int[] {1, 1, 1}, new int[] {0, 5, 8}));
    assertRefused("a part of group 1 is at 4", parts(new int[] {1, 1, 1}, new int[] {4, 4, 8}));
    assertRefused("says that it has", parts(new int[] {1, 2, 2}, new int[] {0, 0, 4}));
  }

  @Test
  void aGroupThatNoHeadNamesIsRefused() throws Exception {
    ByteBuffer good = Records.written(FOUR, 4096).get(0);
    ByteBuffer more = ByteBuffer.allocate(8192).order(ByteOrder.LITTLE_ENDIAN);
    more.put(good);
    put(more, 2, 0, 1, 5L << 32 ^ Long.MIN_VALUE, meta(5, 64, 0));
    assertRefused("group 2 is of no /32", more.flip());
  }

  @Test
  void aHeadWithoutItsGroupIsRefused() throws Exception {
    ByteBuffer good = Records.written(FOUR, 4096).get(0);
    assertRefused("a /32 has the group 1", good.slice(0, groupAt(good)));
  }

  @Test
  void ipv4MappedPrefixesAreNoIpv6Prefixes() throws Exception {
    PrefixTrie low = PrefixTrie.empty().with(IpPrefix.parse("::fffe:0:0/96"), 1);
    ByteBuffer good = Records.written(low, 4096).get(0);
    int at = groupAt(good);
    long mapped = 0xffff ^ Long.MIN_VALUE;
    assertThat(good.getLong(at + TrieRecords.GROUP_HEADER_BYTES + 8)).isEqualTo(mapped - 1);
    good.putLong(at + TrieRecords.GROUP_HEADER_BYTES + 8, mapped);
    assertRefused("a /32 has the group 1", good);
  }
}
