package io.delist.trie;

/**
 * Makes a new {@link V6Table} out of an old one and sorted changes. Each touched group is made anew
 * once; the rest is shared. A prefix up to /32 also changes what the groups in its range inherit.
 *
 * <p>Reused for many edits; its arrays are scratch space.
 */
final class V6Edit {

  private final V4Edit wideEdit = new V4Edit();
  private final V6GroupEdit editor = new V6GroupEdit();
  private final V4Changes wideChanges = new V4Changes(4);
  private V6Changes changes = new V6Changes(0);
  private V4Table wide = V4Table.EMPTY;
  private V6HeadsEdit heads = new V6HeadsEdit(V6Heads.EMPTY);
  private int longer;

  /** The table with these changes, which must be sorted; the same table if they change nothing. */
  V6Table apply(V6Table table, V6Changes sorted) {
    changes = sorted;
    heads = new V6HeadsEdit(table.heads);
    longer = table.longer;
    wide = editWide(table.wide);
    if (wide != table.wide) {
      inherit(table.heads);
    }
    editGroups();
    V6Heads after = heads.build();
    return wide == table.wide && after == table.heads ? table : new V6Table(wide, after, longer);
  }

  private V4Table editWide(V4Table before) {
    wideChanges.clear();
    for (int i = 0; i < changes.count(); i++) {
      if (changes.length(i) <= V6Table.HEAD_BITS) {
        wideChanges.add(changes.head(i), changes.length(i), changes.handle(i));
      }
    }
    if (wideChanges.count() == 0) {
      return before;
    }
    wideChanges.sort();
    return wideEdit.apply(before, wideChanges);
  }

  /** Hands the answers of the table down to the groups in the ranges that were changed. */
  private void inherit(V6Heads before) {
    long reached = 0;
    for (int i = 0; i < wideChanges.count(); i++) {
      reached += 1L << (V6Table.HEAD_BITS - wideChanges.length(i));
    }
    if (reached >= before.size) {
      before.forEach(this::inherit);
      return;
    }
    for (int i = 0; i < wideChanges.count(); i++) {
      for (V6Group group : before.within(wideChanges.bits(i), wideChanges.length(i))) {
        inherit(group);
      }
    }
  }

  private void inherit(V6Group group) {
    V6Group heir = editor.inheriting(group, wide.lookup(group.head));
    if (heir != group) {
      heads.put(heir);
    }
  }

  private void editGroups() {
    int i = 0;
    while (i < changes.count()) {
      int head = changes.head(i);
      int end = i + 1;
      if (changes.length(i) > V6Table.HEAD_BITS) {
        while (end < changes.count() && changes.head(end) == head) {
          end++;
        }
        // What is up to /32 and begins with the group stands before it, so all of these are longer.
        editGroup(head, i, end);
      }
      i = end;
    }
  }

  private void editGroup(int head, int from, int to) {
    V6Group before = heads.find(head);
    V6Group origin = before == null ? editor.empty(head, wide.lookup(head)) : before;
    V6Group after = editor.merged(origin, changes, from, to);
    if (after == origin) {
      return;
    }
    longer += editor.grownBy();
    if (!after.isEmpty()) {
      heads.put(after);
    } else if (before != null) {
      heads.remove(head);
    }
  }
}
