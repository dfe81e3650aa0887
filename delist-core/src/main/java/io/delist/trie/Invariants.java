package io.delist.trie;

import com.google.common.primitives.Longs;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What must hold of every structure; the tests ask after each step. */
final class Invariants {

  private Invariants() {}

  static void check(V4Table table) {
    int size = block(table.wide, PrefixTrie.NONE, 0, 7);
    hold(table.middles.length == 256, "the root has 256 middles");
    for (int m = 0; m < 256; m++) {
      int[][] middle = table.middles[m];
      int above = V4Block.lookup(table.wide, m << 8);
      if (middle != V4Table.BLANK_MIDDLE || above != PrefixTrie.NONE) {
        size += middle(middle, above, m);
      }
    }
    hold(size == table.size, "the size is the sum of the blocks", size, table.size);
  }

  private static int middle(int[][] middle, int above, int m) {
    hold(middle.length == V4Table.WIDE + 1, "a middle has 257 slots", m);
    int[] wide = middle[V4Table.WIDE];
    int size = block(wide, above, 0, 7, m);
    for (int slot = 0; slot < 256; slot++) {
      int inherited = V4Block.lookup(wide, slot << 8);
      int[] block = middle[slot];
      boolean blank = V4Block.isBlank(block) && V4Block.inherited(block) == inherited;
      size += blank ? 0 : block(block, inherited, 0, 16, m, slot);
    }
    boolean shared = size > 0 || above != PrefixTrie.NONE || middle == V4Table.BLANK_MIDDLE;
    hold(shared, "a middle without prefixes is the shared one", m);
    return size;
  }

  /** Checks one block and returns how many prefixes it has. */
  private static int block(int[] block, int inherited, int shortest, int longest, Object... where) {
    hold(V4Block.inherited(block) == inherited, "a block inherits what covers it", where);
    V4BlockReader reader = new V4BlockReader();
    reader.read(block);
    hold(reader.count == V4Block.count(block), "the count is that of the prefixes", where);
    hold(
        (reader.count == 0) == V4Block.isBlank(block),
        "a block without prefixes is a blank one",
        where);
    long before = -1;
    for (int i = 0; i < reader.count; i++) {
      int base = V4BlockReader.base(reader.keys[i]);
      int length = V4BlockReader.length(reader.keys[i]);
      hold(length >= shortest && length <= longest, "a length fits its home", where);
      hold((base & (0xffff >>> length)) == 0, "no bits are set after a length", where);
      long key = Integer.toUnsignedLong(reader.keys[i]);
      hold(key > before, "keys ascend", where);
      hold(reader.handles[i] > PrefixTrie.NONE, "a prefix has a handle", where);
      int exact = V4BlockReader.exact(block, base, length);
      hold(exact == reader.handles[i], "a prefix is found with its handle", where);
      before = key;
    }
    int[] again = new V4BlockEdit().rewritten(block, inherited);
    hold(Arrays.equals(again, block), "a block is as it would be if made anew", where);
    return reader.count;
  }

  static void check(V6Table table) {
    check(table.wide);
    check(table.heads);
    int[] longer = new int[1];
    boolean[] used = new boolean[table.nextNumber];
    table.heads.forEach(
        (head, length, number) -> {
          hold(length == V6Table.HEAD_BITS, "a head is a /32", head, length);
          hold(number < table.nextNumber && !used[number], "a number has one group", number);
          used[number] = true;
          longer[0] += check(table.group(number), head);
        });
    hold(longer[0] == table.longer, "the size is the sum of the groups", longer[0], table.longer);
    for (int number : table.free) {
      hold(!used[number], "a number that was given back is not in use", number);
      used[number] = true;
    }
    for (int number = 1; number < table.nextNumber; number++) {
      hold(used[number], "a number is in use or given back", number);
    }
  }

  /** Checks one group and returns how many prefixes it has. */
  private static int check(long[] group, int head) {
    int count = V6Group.count(group);
    hold(count > 0, "a group has prefixes", head);
    V6GroupEdit again = new V6GroupEdit();
    again.begin(count);
    again.add(group, 0, count);
    hold(Arrays.equals(again.build(), group), "a group is as it would be if made anew", head);
    for (int i = 0; i < count; i++) {
      int length = V6Group.length(group, i);
      hold(length > V6Table.HEAD_BITS && length <= 128, "a length is 33 to 128", head, length);
      long middle = V6Group.middle(group, i);
      int low = V6Group.low(group, i);
      long host = length >= 96 ? 0 : middle & -1L >>> (length - 32);
      int hostLow = length == 128 ? 0 : length <= 96 ? low : low & -1 >>> (length - 96);
      hold(host == 0 && hostLow == 0, "no bits are set after a length", head, i);
      hold(V6Group.handle(group, i) > PrefixTrie.NONE, "a prefix has a handle", head, i);
      hold(V6Group.find(group, middle, low, length) == i, "a prefix is found", head, i);
      hold(i == 0 || ascends(group, i), "prefixes ascend", head, i);
    }
    return count;
  }

  private static boolean ascends(long[] group, int i) {
    int byMiddle = Long.compareUnsigned(V6Group.middle(group, i - 1), V6Group.middle(group, i));
    int byLow = Integer.compareUnsigned(V6Group.low(group, i - 1), V6Group.low(group, i));
    boolean same = byMiddle == 0 && byLow == 0;
    return byMiddle < 0
        || (byMiddle == 0 && byLow < 0)
        || (same && V6Group.length(group, i - 1) < V6Group.length(group, i));
  }

  static boolean same(V4Table one, V4Table other) {
    return one.size == other.size
        && Arrays.equals(one.wide, other.wide)
        && Arrays.deepEquals(one.middles, other.middles);
  }

  /** The numbers of groups may differ. */
  static boolean same(V6Table one, V6Table other) {
    return same(one.wide, other.wide) && groups(one).equals(groups(other));
  }

  private static Map<Integer, List<Long>> groups(V6Table table) {
    Map<Integer, List<Long>> groups = new TreeMap<>();
    table.heads.forEach(
        (head, length, number) -> groups.put(head, Longs.asList(table.group(number))));
    return groups;
  }

  private static void hold(boolean condition, String what, Object... where) {
    if (!condition) {
      throw new IllegalStateException("broken: " + what + "; found at " + Arrays.toString(where));
    }
  }
}
