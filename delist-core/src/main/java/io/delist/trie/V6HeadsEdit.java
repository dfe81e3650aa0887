package io.delist.trie;

import org.jspecify.annotations.Nullable;

/**
 * Makes new {@link V6Heads} out of old ones; parts of the directory are copied when first written.
 */
final class V6HeadsEdit {

  /** A page with more is split. */
  static final int MOST = 16;

  private final V6Heads origin;
  private @Nullable V6Group[][][] parts;
  private int bits;
  private int size;

  V6HeadsEdit(V6Heads heads) {
    origin = heads;
    parts = heads.parts;
    bits = heads.bits;
    size = heads.size;
  }

  @Nullable V6Group find(int head) {
    long hash = V6Heads.hash(head);
    return V6Page.find(V6Heads.page(parts, V6Heads.index(hash, bits)), head, hash);
  }

  /** Sets the group of a /32. */
  void put(V6Group group) {
    long hash = V6Heads.hash(group.head);
    int index = V6Heads.index(hash, bits);
    @Nullable V6Group[] before = V6Heads.page(parts, index);
    @Nullable V6Group[] page = V6Page.with(before, group);
    int count = V6Page.count(page);
    size += count - V6Page.count(before);
    int span = set(index, page);
    while (count > MOST && bits - Integer.numberOfTrailingZeros(span) < deepest()) {
      split(index, page, span);
      index = V6Heads.index(hash, bits);
      page = V6Heads.page(parts, index);
      count = V6Page.count(page);
      span = V6Heads.span(parts, bits, index);
    }
  }

  /** Takes the group of a /32 away; it must have one. */
  void remove(int head) {
    int index = V6Heads.index(V6Heads.hash(head), bits);
    set(index, V6Page.without(V6Heads.page(parts, index), head));
    size--;
  }

  /**
   * So deep is a page at most: about four bits deeper than pages are on average. A page of heads
   * whose hashes share more than that grows instead, so that the directory stays in proportion.
   */
  private int deepest() {
    return Integer.SIZE - Integer.numberOfLeadingZeros(size);
  }

  /** Two pages in the place of one. */
  private void split(int index, @Nullable V6Group[] page, int span) {
    int depth = bits - Integer.numberOfTrailingZeros(span);
    int at = index;
    int half = span / 2;
    if (half == 0) {
      doubleDirectory();
      at = index << 1;
      half = 1;
    }
    int first = at & -(2 * half);
    fill(first, half, V6Page.half(page, depth, 0));
    fill(first + half, half, V6Page.half(page, depth, 1));
  }

  private void doubleDirectory() {
    @Nullable V6Group[][][] before = parts;
    bits++;
    int count = 1 << bits;
    int inPart = Math.min(count, V6Heads.PART);
    parts = new V6Group[count / inPart][inPart][];
    for (int i = 0; i < count; i++) {
      parts[i >>> V6Heads.PART_BITS][i & (V6Heads.PART - 1)] = V6Heads.page(before, i >>> 1);
    }
  }

  /**
   * Puts a page wherever the directory has the one that it takes the place of.
   *
   * @return in how many places
   */
  private int set(int index, @Nullable V6Group[] page) {
    int span = V6Heads.span(parts, bits, index);
    fill(index & -span, span, page);
    return span;
  }

  private void fill(int first, int count, @Nullable V6Group[] page) {
    if (parts == origin.parts) {
      parts = parts.clone();
    }
    for (int i = first; i < first + count; i++) {
      int part = i >>> V6Heads.PART_BITS;
      if (part < origin.parts.length && parts[part] == origin.parts[part]) {
        parts[part] = parts[part].clone();
      }
      parts[part][i & (V6Heads.PART - 1)] = page;
    }
  }

  /** The heads; made anew if so many are gone that the directory is out of proportion. */
  V6Heads build() {
    if (parts == origin.parts) {
      return origin;
    }
    if (size == 0) {
      return V6Heads.EMPTY;
    }
    V6Heads heads = new V6Heads(parts, bits, size);
    if (1 << bits <= 8L * size) {
      return heads;
    }
    V6HeadsEdit anew = new V6HeadsEdit(V6Heads.EMPTY);
    heads.forEach(anew::put);
    return anew.build();
  }
}
