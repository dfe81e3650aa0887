package io.delist.trie;

import static io.delist.trie.TrieLoader.hold;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes a {@link V6Table} of its groups, which come in parts and by ascending numbers: each sorted,
 * as {@link V6Sorted} prefixes without a filter.
 */
final class V6GroupsLoader {

  /** Bits 32 to 95 of an IPv4-mapped address; those before are 0. */
  private static final long MAPPED = 0xffff;

  private final int highestHandle;
  private final List<long[]> groups = new ArrayList<>();
  private final V6SortedEdit again = new V6SortedEdit();
  private int number;
  private long[] parts = new long[0];
  private int have;

  V6GroupsLoader(int highestHandle) {
    this.highestHandle = highestHandle;
    groups.add(V6Sorted.NONE);
  }

  void add(int part, int offset, long[] longs) throws TrieFormatException {
    if (offset == 0) {
      finish();
      hold(part == number + 1, "group % comes after %", part, number);
      number = part;
      parts = longs;
      have = longs.length;
    } else {
      hold(part == number && offset == have, "a part of group % is at %", part, offset);
      if (have + longs.length > parts.length) {
        parts = Arrays.copyOf(parts, Math.max(have + longs.length, have + (have >> 1)));
      }
      System.arraycopy(longs, 0, parts, have, longs.length);
      have += longs.length;
    }
  }

  private void finish() throws TrieFormatException {
    if (have == 0) {
      return;
    }
    long[] group = parts.length == have ? parts : Arrays.copyOf(parts, have);
    check(group);
    groups.add(group);
    have = 0;
  }

  private void check(long[] group) throws TrieFormatException {
    int count = V6Sorted.count(group);
    boolean lows = V6Sorted.hasLows(group);
    hold(
        count > 0
            && count <= V6Sorted.MOST
            && group[0] == (lows ? count | V6Sorted.LOWS : count)
            && group.length == V6Sorted.longs(count, lows),
        "group % of % longs says that it has %",
        number,
        group.length,
        group[0]);
    for (int i = 0; i < count; i++) {
      int length = V6Sorted.length(group, i);
      int handle = V6Sorted.handle(group, i);
      hold(length > V6Table.HEAD_BITS && length <= 128, "a length in a group is %", length);
      hold(
          handle > PrefixTrie.NONE && handle <= highestHandle,
          "a handle is %; handles are 1 to %",
          handle,
          highestHandle);
      hold(hasNoHostBits(group, i), "group % has host bits set at %", number, i);
      hold(i == 0 || ordered(group, i), "group % is out of order at %", number, i);
    }
    again.begin(count);
    again.add(group, 0, count);
    hold(Arrays.equals(again.build(), group), "group % has a hop that leads astray", number);
  }

  private static boolean hasNoHostBits(long[] group, int i) {
    int length = V6Sorted.length(group, i);
    long middle = length >= 96 ? 0 : V6Sorted.middle(group, i) & -1L >>> (length - 32);
    int low = V6Sorted.low(group, i);
    int hostLow = length == 128 ? 0 : length <= 96 ? low : low & -1 >>> (length - 96);
    return middle == 0 && hostLow == 0;
  }

  private static boolean ordered(long[] group, int i) {
    int byMiddle = Long.compareUnsigned(V6Sorted.middle(group, i - 1), V6Sorted.middle(group, i));
    if (byMiddle != 0) {
      return byMiddle < 0;
    }
    int byLow = Integer.compareUnsigned(V6Sorted.low(group, i - 1), V6Sorted.low(group, i));
    return byLow != 0 ? byLow < 0 : V6Sorted.length(group, i - 1) < V6Sorted.length(group, i);
  }

  V6Table build(V4Table wide, V4Table heads) throws TrieFormatException {
    finish();
    boolean[] used = new boolean[groups.size()];
    List<String> problems = new ArrayList<>();
    heads.forEach(
        (head, length, of) -> {
          boolean right =
              length == V6Table.HEAD_BITS
                  && of < used.length
                  && !used[of]
                  && (head != 0 || !hasMapped(groups.get(of)));
          if (right) {
            used[of] = true;
          } else if (problems.isEmpty()) {
            problems.add("a /" + length + " has the group " + of);
          }
        });
    hold(problems.isEmpty(), problems.isEmpty() ? "" : problems.get(0));
    long longer = 0;
    for (int n = 1; n < used.length; n++) {
      hold(used[n], "group % is of no /32", n);
      longer += V6Sorted.count(groups.get(n));
    }
    hold(longer + wide.size <= Integer.MAX_VALUE, "there are % prefixes", longer);
    if (wide.size == 0 && longer == 0) {
      return V6Table.EMPTY;
    }
    V6GroupEdit editor = new V6GroupEdit();
    V6HeadsEdit edit = new V6HeadsEdit(V6Heads.EMPTY);
    heads.forEach(
        (head, length, of) -> edit.put(editor.of(head, groups.get(of), wide.lookup(head))));
    return new V6Table(wide, edit.build(), (int) longer);
  }

  /** IPv4-mapped prefixes are IPv4 prefixes and are not here. */
  private static boolean hasMapped(long[] group) {
    int i = V6Sorted.floor(group, MAPPED, -1);
    return i >= 0 && V6Sorted.middle(group, i) == MAPPED;
  }
}
