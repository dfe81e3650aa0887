package io.delist.trie;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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
    int size = 0;
    int longer = 0;
    for (V6Group group : table.heads.within(0, 0)) {
      hold(table.heads.find(group.head) == group, "a group is found by its /32", group.head);
      longer += check(group, table.wide.lookup(group.head), group.head);
      size++;
    }
    hold(longer == table.longer, "the size is the sum of the groups", longer, table.longer);
    hold(size == table.heads.size, "every group has its /32", size, table.heads.size);
    check(table.heads);
  }

  static void check(V6Heads heads) {
    int size = 0;
    int index = 0;
    while (index < 1 << heads.bits) {
      @Nullable V6Group[] page = heads.page(index);
      int span = V6Heads.span(heads.parts, heads.bits, index);
      hold((index & (span - 1)) == 0, "a page has its whole part of the directory", index);
      for (V6Group group : page) {
        if (group != null) {
          int at = V6Heads.index(V6Heads.hash(group.head), heads.bits);
          hold(at >= index && at < index + span, "a /32 is in its page", group.head);
          size++;
        }
      }
      hold(page.length >= 2 * V6Page.count(page), "half of a page is empty", index);
      index += span;
    }
    hold(size == heads.size, "the size is the sum of the pages", size, heads.size);
    hold(1 << heads.bits <= Math.max(1, 8 * heads.size), "the directory is in proportion");
  }

  /** Checks one group and returns how many prefixes it has. */
  private static int check(V6Group group, int inherited, int head) {
    hold(!group.isEmpty(), "a group has prefixes", head);
    boolean blank = V4Block.isBlank(group.near) && V4Block.inherited(group.near) == inherited;
    int near = blank ? 0 : block(group.near, inherited, 1, 16, head);
    int far = far(group, head);
    V6GroupEdit editor = new V6GroupEdit();
    V6Group again = editor.of(head, editor.sorted(group), inherited);
    hold(same(group, again), "a group is as it would be if made anew", head);
    return near + far;
  }

  private static int far(V6Group group, int head) {
    long[] far = group.far;
    int count = V6Sorted.count(far);
    for (int i = 0; i < count; i++) {
      int length = V6Sorted.length(far, i);
      hold(length > V6Group.NEAR_LENGTH && length <= 128, "a length is 49 to 128", head, length);
      long middle = V6Sorted.middle(far, i);
      int low = V6Sorted.low(far, i);
      long host = length >= 96 ? 0 : middle & -1L >>> (length - 32);
      int hostLow = length == 128 ? 0 : length <= 96 ? low : low & -1 >>> (length - 96);
      hold(host == 0 && hostLow == 0, "no bits are set after a length", head, i);
      hold(V6Sorted.handle(far, i) > PrefixTrie.NONE, "a prefix has a handle", head, i);
      hold(V6Sorted.find(far, middle, low, length) == i, "a prefix is found", head, i);
      boolean through = V6Sorted.mayCover(far, middle, group.shift);
      hold(through, "the filter lets a prefix through", head, i);
      hold(i == 0 || ascends(far, i), "prefixes ascend", head, i);
    }
    return count;
  }

  private static boolean ascends(long[] far, int i) {
    int byMiddle = Long.compareUnsigned(V6Sorted.middle(far, i - 1), V6Sorted.middle(far, i));
    int byLow = Integer.compareUnsigned(V6Sorted.low(far, i - 1), V6Sorted.low(far, i));
    boolean same = byMiddle == 0 && byLow == 0;
    return byMiddle < 0
        || (byMiddle == 0 && byLow < 0)
        || (same && V6Sorted.length(far, i - 1) < V6Sorted.length(far, i));
  }

  static boolean same(V4Table one, V4Table other) {
    return one.size == other.size
        && Arrays.equals(one.wide, other.wide)
        && Arrays.deepEquals(one.middles, other.middles);
  }

  /** Where groups are in the hash table may differ. */
  static boolean same(V6Table one, V6Table other) {
    boolean same = same(one.wide, other.wide) && one.heads.size == other.heads.size;
    for (V6Group group : one.heads.within(0, 0)) {
      V6Group twin = other.heads.find(group.head);
      same &= twin != null && same(group, twin);
    }
    return same;
  }

  private static boolean same(V6Group one, V6Group other) {
    return one.head == other.head
        && one.shift == other.shift
        && Arrays.equals(one.near, other.near)
        && Arrays.equals(one.far, other.far);
  }

  private static void hold(boolean condition, String what, Object... where) {
    if (!condition) {
      throw new IllegalStateException("broken: " + what + "; found at " + Arrays.toString(where));
    }
  }
}
