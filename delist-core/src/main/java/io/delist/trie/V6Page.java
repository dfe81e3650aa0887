package io.delist.trie;

import org.jspecify.annotations.Nullable;

/**
 * The format of a page of {@link V6Heads}: a few groups in a hash table with open addressing, at
 * least half of it empty, in one array that is never written to after it was made. Methods take the
 * array and not an object around it: that is one load less for each lookup.
 */
final class V6Page {

  private static final int LEAST_SLOTS = 4;

  static final @Nullable V6Group[] EMPTY = new V6Group[LEAST_SLOTS];

  private V6Page() {}

  private static @Nullable V6Group[] withRoom(int count) {
    return new V6Group[Math.max(LEAST_SLOTS, Integer.highestOneBit(4 * count - 1))];
  }

  static int count(@Nullable V6Group[] page) {
    int count = 0;
    for (V6Group group : page) {
      count += group == null ? 0 : 1;
    }
    return count;
  }

  /** The group of a /32, or null. */
  static @Nullable V6Group find(@Nullable V6Group[] page, int head, long hash) {
    int mask = page.length - 1;
    int slot = slot(hash, mask);
    V6Group group = page[slot];
    while (group != null && group.head != head) {
      slot = (slot + 1) & mask;
      group = page[slot];
    }
    return group;
  }

  /** The bits of the hash in the middle: those above choose the page. */
  private static int slot(long hash, int mask) {
    return (int) (hash >>> 32) & mask;
  }

  /** The page with this group for its /32, whatever it had before. */
  static @Nullable V6Group[] with(@Nullable V6Group[] page, V6Group group) {
    if (find(page, group.head, V6Heads.hash(group.head)) != null) {
      @Nullable V6Group[] other = page.clone();
      for (int slot = 0; slot < other.length; slot++) {
        V6Group old = other[slot];
        other[slot] = old != null && old.head == group.head ? group : old;
      }
      return other;
    }
    @Nullable V6Group[] more = withRoom(count(page) + 1);
    for (V6Group old : page) {
      add(more, old);
    }
    add(more, group);
    return more;
  }

  /** The page without the /32. */
  static @Nullable V6Group[] without(@Nullable V6Group[] page, int head) {
    @Nullable V6Group[] less = withRoom(count(page));
    for (V6Group group : page) {
      if (group != null && group.head != head) {
        add(less, group);
      }
    }
    return less;
  }

  /** The part of the page whose hashes have this bit after the first {@code depth} ones. */
  static @Nullable V6Group[] half(@Nullable V6Group[] page, int depth, int bit) {
    @Nullable V6Group[] half = page.clone();
    for (int slot = 0; slot < half.length; slot++) {
      V6Group group = half[slot];
      boolean in = group != null && (V6Heads.hash(group.head) >>> (63 - depth) & 1) == bit;
      half[slot] = in ? group : null;
    }
    @Nullable V6Group[] packed = withRoom(count(half));
    for (V6Group group : half) {
      add(packed, group);
    }
    return packed;
  }

  private static void add(@Nullable V6Group[] page, @Nullable V6Group group) {
    if (group == null) {
      return;
    }
    int mask = page.length - 1;
    int slot = slot(V6Heads.hash(group.head), mask);
    while (page[slot] != null) {
      slot = (slot + 1) & mask;
    }
    page[slot] = group;
  }
}
