package io.delist.trie;

/**
 * Makes a new {@link V4Table} out of an old one and sorted changes. Each touched block is made anew
 * once; the rest is shared. A prefix shorter than /16 also changes what the blocks in its range
 * inherit: up to 256 of them for /8, all 65,536 for /0.
 *
 * <p>Reused for many edits; its arrays are scratch space.
 */
final class V4Edit {

  private final V4BlockEdit editor = new V4BlockEdit();
  private V4Changes changes = new V4Changes(0);
  private int[][][] middles = V4Table.EMPTY.middles;
  private int[] wide = V4Block.EMPTY;
  private boolean changed;
  private int size;
  private int[] keys = new int[16];
  private int[] handles = new int[16];
  private int[] lastBlank = V4Block.EMPTY;
  private int[][] lastBlankMiddle = V4Table.BLANK_MIDDLE;

  /** The table with these changes, which must be sorted; the same table if they change nothing. */
  V4Table apply(V4Table table, V4Changes sorted) {
    changes = sorted;
    middles = table.middles.clone();
    wide = table.wide;
    size = table.size;
    changed = false;
    run();
    return changed ? new V4Table(middles, wide, size) : table;
  }

  private void run() {
    int[] wideBefore = wide;
    int i = 0;
    while (i < changes.count()) {
      int m = changes.bits(i) >>> 24;
      int end = i;
      while (end < changes.count() && changes.bits(end) >>> 24 == m) {
        end++;
      }
      editMiddle(m, i, end);
      i = end;
    }
    if (wide != wideBefore) {
      changed = true;
      for (int m = 0; m < 256; m++) {
        if (V4Block.inherited(middles[m][V4Table.WIDE]) != V4Block.lookup(wide, m << 8)) {
          inherit(m);
        }
      }
    }
  }

  private void editMiddle(int m, int from, int to) {
    int[][] before = middles[m];
    int[][] middle = before.clone();
    boolean slotChanged = false;
    boolean emptied = false;
    int i = from;
    while (i < to) {
      int slot = changes.bits(i) >>> 16 & 0xff;
      // Of the changes in one /16, those shorter than it come first.
      while (i < to && changes.length(i) < 16 && slot(i) == slot) {
        editWide(middle, i++);
      }
      int end = i;
      while (end < to && slot(end) == slot && changes.length(end) >= 16) {
        end++;
      }
      int[] old = middle[slot];
      middle[slot] = i == end ? old : merged(old, i, end);
      slotChanged |= middle[slot] != old;
      emptied |= middle[slot] != old && V4Block.isBlank(middle[slot]);
      i = end;
    }
    boolean wideChanged = middle[V4Table.WIDE] != before[V4Table.WIDE];
    if (slotChanged || wideChanged) {
      changed = true;
      middles[m] = middle;
    }
    if (wideChanged) {
      inherit(m);
    } else if (emptied) {
      shareIfBlank(m);
    }
  }

  private int slot(int i) {
    return changes.bits(i) >>> 16 & 0xff;
  }

  private void editWide(int[][] middle, int i) {
    int length = changes.length(i);
    int base = V4Table.base(changes.bits(i), length);
    int relative = V4Table.relative(length);
    int[] old = length < 8 ? wide : middle[V4Table.WIDE];
    int[] block = editor.with(old, base, relative, changes.handle(i));
    size += editor.grownBy();
    if (length < 8) {
      wide = block;
    } else {
      middle[V4Table.WIDE] = block;
    }
  }

  private int[] merged(int[] block, int from, int to) {
    int[] after;
    if (to - from == 1) {
      int base = changes.bits(from) & 0xffff;
      after = editor.with(block, base, changes.length(from) - 16, changes.handle(from));
    } else {
      after = merge(block, from, to);
    }
    size += editor.grownBy();
    return after;
  }

  private int[] merge(int[] block, int from, int to) {
    int count = to - from;
    if (keys.length < count) {
      keys = new int[Math.max(count, keys.length * 2)];
      handles = new int[keys.length];
    }
    for (int i = 0; i < count; i++) {
      int length = changes.length(from + i) - 16;
      keys[i] = V4BlockReader.key(changes.bits(from + i) & 0xffff, length);
      handles[i] = changes.handle(from + i);
    }
    return editor.merge(block, keys, handles, count);
  }

  /** Hands the answers of the wide blocks down to one middle. */
  private void inherit(int m) {
    int[][] middle = middles[m].clone();
    middle[V4Table.WIDE] = editor.inheriting(middle[V4Table.WIDE], V4Block.lookup(wide, m << 8));
    for (int slot = 0; slot < 256; slot++) {
      middle[slot] = inheriting(middle[slot], V4Block.lookup(middle[V4Table.WIDE], slot << 8));
    }
    middles[m] = middle;
    shareIfBlank(m);
  }

  private void shareIfBlank(int m) {
    for (int[] block : middles[m]) {
      if (!V4Block.isBlank(block)) {
        return;
      }
    }
    int inherited = V4Block.inherited(middles[m][V4Table.WIDE]);
    if (V4Block.inherited(lastBlankMiddle[V4Table.WIDE]) != inherited) {
      lastBlankMiddle =
          inherited == PrefixTrie.NONE
              ? V4Table.BLANK_MIDDLE
              : V4Table.blankMiddle(V4Block.blank(inherited));
    }
    middles[m] = lastBlankMiddle;
  }

  private int[] inheriting(int[] block, int inherited) {
    if (!V4Block.isBlank(block)) {
      return editor.inheriting(block, inherited);
    }
    if (V4Block.inherited(lastBlank) != inherited) {
      lastBlank = V4Block.blank(inherited);
    }
    return lastBlank;
  }
}
