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

  static void check(@Nullable V6Node root, int size) {
    int count = root == null ? 0 : count(root);
    hold(count == size, "the IPv6 size is the count of stored nodes", count, size);
  }

  private static int count(V6Node node) {
    hold(node.length >= 0 && node.length <= 128, "a length is 0 to 128", node.length);
    long hostHigh = node.high & ~V6Node.highMask(node.length);
    long hostLow = node.low & ~V6Node.lowMask(node.length);
    hold((hostHigh | hostLow) == 0, "no bits are set after a length", node.length);
    boolean stored = node.handle != PrefixTrie.NONE;
    hold(
        stored || (node.left != null && node.right != null),
        "a node is stored or a fork",
        node.length);
    return (stored ? 1 : 0) + child(node, node.left, false) + child(node, node.right, true);
  }

  private static int child(V6Node parent, @Nullable V6Node child, boolean right) {
    if (child == null) {
      return 0;
    }
    hold(child.length > parent.length, "a child is longer", parent.length, child.length);
    hold(parent.covers(child.high, child.low), "a child is within", parent.length);
    boolean side = V6Node.bit(child.high, child.low, parent.length);
    hold(side == right, "a child is on its side", parent.length);
    return count(child);
  }

  static boolean same(V4Table one, V4Table other) {
    return one.size == other.size
        && Arrays.equals(one.wide, other.wide)
        && Arrays.deepEquals(one.middles, other.middles);
  }

  static boolean same(@Nullable V6Node one, @Nullable V6Node other) {
    if (one == null || other == null) {
      return one == other;
    }
    return one.high == other.high
        && one.low == other.low
        && one.length == other.length
        && one.handle == other.handle
        && same(one.left, other.left)
        && same(one.right, other.right);
  }

  private static void hold(boolean condition, String what, Object... where) {
    if (!condition) {
      throw new IllegalStateException("broken: " + what + "; found at " + Arrays.toString(where));
    }
  }
}
