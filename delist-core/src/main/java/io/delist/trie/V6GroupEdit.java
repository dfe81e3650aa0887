package io.delist.trie;

/** Makes new groups out of old ones. Reused for many groups; its arrays are scratch space. */
final class V6GroupEdit {

  private final V4BlockEdit blocks = new V4BlockEdit();
  private final V6SortedEdit sorted = new V6SortedEdit();
  private int[] keys = new int[4];
  private int[] handles = new int[4];
  private int[] lastBlank = V4Block.EMPTY;
  private int grownBy;

  /** A group without prefixes. */
  V6Group empty(int head, int inherited) {
    return new V6Group(head, blank(inherited), V6Sorted.NONE, 128);
  }

  /** Groups without near prefixes share a block as long as they inherit the same. */
  private int[] blank(int inherited) {
    if (V4Block.inherited(lastBlank) != inherited) {
      lastBlank = V4Block.blank(inherited);
    }
    return lastBlank;
  }

  /** The group with another inherited handle; the same group if it is no other. */
  V6Group inheriting(V6Group group, int inherited) {
    if (V4Block.inherited(group.near) == inherited) {
      return group;
    }
    return group.withNear(
        V4Block.isBlank(group.near) ? blank(inherited) : blocks.inheriting(group.near, inherited));
  }

  /** The group with the changes from one to another, sorted; the same group if none changes it. */
  V6Group merged(V6Group group, V6Changes changes, int from, int to) {
    grownBy = 0;
    int[] near = mergedNear(group.near, changes, from, to);
    boolean sameFar = !mergesFar(group.far, changes, from, to);
    if (sameFar) {
      return near == group.near ? group : group.withNear(near);
    }
    grownBy += sorted.count() - V6Sorted.count(group.far);
    int shortest = sorted.shortest();
    return new V6Group(group.head, near, sorted.buildWithFilter(V6Group.shift(shortest)), shortest);
  }

  private int[] mergedNear(int[] near, V6Changes changes, int from, int to) {
    int count = 0;
    reserve(to - from);
    for (int c = from; c < to; c++) {
      int length = changes.length(c);
      if (length <= V6Group.NEAR_LENGTH) {
        int bits = (int) (changes.middle(c) >>> V6Group.NEAR_LENGTH);
        keys[count] = V4BlockReader.key(bits, V6Group.relative(length));
        handles[count++] = changes.handle(c);
      }
    }
    if (count == 0) {
      return near;
    }
    int[] merged =
        count == 1
            ? blocks.with(
                near, V4BlockReader.base(keys[0]), V4BlockReader.length(keys[0]), handles[0])
            : blocks.merge(near, keys, handles, count);
    grownBy += blocks.grownBy();
    return V4Block.isBlank(merged) ? blank(V4Block.inherited(near)) : merged;
  }

  private void reserve(int count) {
    if (keys.length < count) {
      keys = new int[Math.max(count, 2 * keys.length)];
      handles = new int[keys.length];
    }
  }

  /** Whether the changes make other far prefixes; those are then waiting to be built. */
  private boolean mergesFar(long[] far, V6Changes changes, int from, int to) {
    sorted.begin(V6Sorted.count(far) + to - from);
    boolean changed = false;
    int next = 0;
    for (int c = from; c < to; c++) {
      if (changes.length(c) <= V6Group.NEAR_LENGTH) {
        continue;
      }
      int at = next;
      while (at < V6Sorted.count(far) && compare(far, at, changes, c) < 0) {
        at++;
      }
      sorted.add(far, next, at);
      boolean there = at < V6Sorted.count(far) && compare(far, at, changes, c) == 0;
      int before = there ? V6Sorted.handle(far, at) : PrefixTrie.NONE;
      next = there ? at + 1 : at;
      changed |= before != changes.handle(c);
      if (changes.handle(c) != PrefixTrie.NONE) {
        sorted.add(changes.middle(c), changes.low(c), changes.length(c), changes.handle(c));
      }
    }
    sorted.add(far, next, V6Sorted.count(far));
    return changed;
  }

  private static int compare(long[] far, int i, V6Changes changes, int change) {
    int byMiddle = Long.compareUnsigned(V6Sorted.middle(far, i), changes.middle(change));
    if (byMiddle != 0) {
      return byMiddle;
    }
    int byLow = Integer.compareUnsigned(V6Sorted.low(far, i), changes.low(change));
    return byLow != 0 ? byLow : Integer.compare(V6Sorted.length(far, i), changes.length(change));
  }

  /** The group of these prefixes, sorted as in a snapshot file. */
  V6Group of(int head, long[] prefixes, int inherited) {
    int count = V6Sorted.count(prefixes);
    reserve(count);
    sorted.begin(count);
    int near = 0;
    for (int i = 0; i < count; i++) {
      int length = V6Sorted.length(prefixes, i);
      if (length <= V6Group.NEAR_LENGTH) {
        int bits = (int) (V6Sorted.middle(prefixes, i) >>> V6Group.NEAR_LENGTH);
        keys[near] = V4BlockReader.key(bits, V6Group.relative(length));
        handles[near++] = V6Sorted.handle(prefixes, i);
      } else {
        sorted.add(prefixes, i, i + 1);
      }
    }
    int[] blank = blank(inherited);
    int[] block = near == 0 ? blank : blocks.merge(blank, keys, handles, near);
    int shortest = sorted.shortest();
    return new V6Group(head, block, sorted.buildWithFilter(V6Group.shift(shortest)), shortest);
  }

  /** All prefixes of the group, sorted as in a snapshot file. */
  long[] sorted(V6Group group) {
    sorted.begin(group.count());
    group.forEach(sorted::add);
    return sorted.build();
  }

  /** How many prefixes more than before the group has that was merged last. */
  int grownBy() {
    return grownBy;
  }
}
