package io.delist.trie;

import java.util.Arrays;

/**
 * Makes a new {@link V6Table} out of an old one and sorted changes. Each touched group is made anew
 * once; the rest is shared.
 */
final class V6Edit {

  private final V6Table origin;
  private final V6Changes changes;
  private final V6GroupEdit editor = new V6GroupEdit();
  private final V4Changes wideChanges = new V4Changes(4);
  private final V4Changes headChanges = new V4Changes(4);
  private V4Table wide;
  private V4Table heads;
  private long[][][] pages;
  private int nextNumber;
  private int[] free;
  private int freeCount;
  private int longer;

  private V6Edit(V6Table table, V6Changes changes) {
    this.origin = table;
    this.changes = changes;
    this.wide = table.wide;
    this.heads = table.heads;
    this.pages = table.pages;
    this.nextNumber = table.nextNumber;
    this.free = table.free;
    this.freeCount = table.free.length;
    this.longer = table.longer;
  }

  /** The table with these changes, which must be sorted; the same table if they change nothing. */
  static V6Table apply(V6Table table, V6Changes changes) {
    return new V6Edit(table, changes).run();
  }

  private V6Table run() {
    int i = 0;
    while (i < changes.count()) {
      if (changes.length(i) <= V6Table.HEAD_BITS) {
        wideChanges.add(changes.head(i), changes.length(i), changes.handle(i));
        i++;
      } else {
        int end = i + 1;
        while (end < changes.count() && changes.head(end) == changes.head(i)) {
          end++;
        }
        // What is up to /32 and begins with the group stands before it, so all of these are longer.
        editGroup(changes.head(i), i, end);
        i = end;
      }
    }
    wide = applied(wide, wideChanges);
    heads = applied(heads, headChanges);
    boolean same = wide == origin.wide && pages == origin.pages;
    return same
        ? origin
        : new V6Table(wide, heads, pages, nextNumber, Arrays.copyOf(free, freeCount), longer);
  }

  private static V4Table applied(V4Table table, V4Changes changes) {
    if (changes.count() == 0) {
      return table;
    }
    changes.sort();
    return new V4Edit().apply(table, changes);
  }

  private void editGroup(int head, int from, int to) {
    int number = heads.lookup(head);
    long[] before = number == PrefixTrie.NONE ? V6Table.NO_GROUP : groupAt(number);
    if (!merge(before, from, to)) {
      return;
    }
    longer += editor.count() - V6Group.count(before);
    if (editor.count() == 0) {
      put(number, V6Table.NO_GROUP);
      giveBack(number);
      headChanges.add(head, V6Table.HEAD_BITS, PrefixTrie.NONE);
    } else {
      if (number == PrefixTrie.NONE) {
        number = freeCount > 0 ? free[--freeCount] : nextNumber++;
        headChanges.add(head, V6Table.HEAD_BITS, number);
      }
      put(number, editor.build());
    }
  }

  private long[] groupAt(int number) {
    return pages[number >>> V6Table.PAGE_BITS][number & (V6Table.PAGE - 1)];
  }

  /** False if nothing changes. */
  private boolean merge(long[] group, int from, int to) {
    editor.begin(V6Group.count(group) + to - from);
    boolean changed = false;
    int next = 0;
    for (int c = from; c < to; c++) {
      int at = next;
      while (at < V6Group.count(group) && compare(group, at, c) < 0) {
        at++;
      }
      editor.add(group, next, at);
      boolean there = at < V6Group.count(group) && compare(group, at, c) == 0;
      int before = there ? V6Group.handle(group, at) : PrefixTrie.NONE;
      next = there ? at + 1 : at;
      changed |= before != changes.handle(c);
      if (changes.handle(c) != PrefixTrie.NONE) {
        editor.add(changes.middle(c), changes.low(c), changes.length(c), changes.handle(c));
      }
    }
    editor.add(group, next, V6Group.count(group));
    return changed;
  }

  private int compare(long[] group, int i, int change) {
    int byMiddle = Long.compareUnsigned(V6Group.middle(group, i), changes.middle(change));
    if (byMiddle != 0) {
      return byMiddle;
    }
    int byLow = Integer.compareUnsigned(V6Group.low(group, i), changes.low(change));
    return byLow != 0 ? byLow : Integer.compare(V6Group.length(group, i), changes.length(change));
  }

  private void giveBack(int number) {
    if (freeCount == free.length || free == origin.free) {
      free = Arrays.copyOf(free, Math.max(4, 2 * freeCount));
    }
    free[freeCount++] = number;
  }

  private void put(int number, long[] group) {
    int page = number >>> V6Table.PAGE_BITS;
    if (pages == origin.pages || page >= pages.length) {
      int have = pages.length;
      int room = page < have ? have : Math.max(page + 1, have + (have >> 1));
      pages = Arrays.copyOf(pages, room);
      for (int i = have; i < room; i++) {
        pages[i] = emptyPage();
      }
    }
    boolean shared = page < origin.pages.length && pages[page] == origin.pages[page];
    if (shared) {
      pages[page] = pages[page].clone();
    }
    pages[page][number & (V6Table.PAGE - 1)] = group;
  }

  private static long[][] emptyPage() {
    long[][] page = new long[V6Table.PAGE][];
    Arrays.fill(page, V6Table.NO_GROUP);
    return page;
  }
}
