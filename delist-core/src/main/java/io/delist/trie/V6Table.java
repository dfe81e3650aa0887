package io.delist.trie;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.trie.PrefixTrie.PrefixVisitor;

/**
 * All IPv6 prefixes at one moment. Registries give out /32s, and lists name /48s, /56s, /64s and
 * single addresses within some of them; so:
 *
 * <ul>
 *   <li>prefixes up to /32 are in a {@link V4Table}, as the 32 bits that they are;
 *   <li>those longer are in one {@link V6Group} for each /32 that has any;
 *   <li>a second {@link V4Table}, of /32s only, has the numbers of the groups.
 * </ul>
 *
 * <p>A lookup asks the second table, which says of nearly every address that is not listed that it
 * has no group, then the group if there is one, and the first table if no prefix there covers the
 * address.
 */
final class V6Table {

  static final int HEAD_BITS = 32;
  static final int PAGE_BITS = 8;
  static final int PAGE = 1 << PAGE_BITS;
  static final long[] NO_GROUP = new long[V6Group.HEADER];
  static final V6Table EMPTY =
      new V6Table(V4Table.EMPTY, V4Table.EMPTY, new long[0][][], 1, new int[0], 0);

  final V4Table wide;

  /** The number of the group of each /32 that has one. */
  final V4Table heads;

  /** The groups by number, in pages; numbers without a group have {@link #NO_GROUP}. */
  final long[][][] pages;

  /** The first number never given out. */
  final int nextNumber;

  /** Numbers that were given back. */
  final int[] free;

  /** How many prefixes there are in groups. */
  final int longer;

  V6Table(V4Table wide, V4Table heads, long[][][] pages, int nextNumber, int[] free, int longer) {
    this.wide = wide;
    this.heads = heads;
    this.pages = pages;
    this.nextNumber = nextNumber;
    this.free = free;
    this.longer = longer;
  }

  int size() {
    return wide.size + longer;
  }

  long[] group(int number) {
    return pages[number >>> PAGE_BITS][number & (PAGE - 1)];
  }

  int lookup(long high, long low) {
    int head = (int) (high >>> HEAD_BITS);
    int number = heads.lookup(head);
    if (number != PrefixTrie.NONE) {
      int handle = V6Group.lookup(group(number), middle(high, low), (int) low);
      if (handle != PrefixTrie.NONE) {
        return handle;
      }
    }
    return wide.lookup(head);
  }

  private static long middle(long high, long low) {
    return high << 32 | low >>> 32;
  }

  int exact(long high, long low, int length) {
    int head = (int) (high >>> HEAD_BITS);
    if (length <= HEAD_BITS) {
      return wide.exact(head, length);
    }
    int number = heads.lookup(head);
    if (number == PrefixTrie.NONE) {
      return PrefixTrie.NONE;
    }
    long[] group = group(number);
    int i = V6Group.find(group, middle(high, low), (int) low, length);
    return i < 0 ? PrefixTrie.NONE : V6Group.handle(group, i);
  }

  /** The prefixes that contain this one, most specific first. */
  void forEachCovering(long high, long low, int length, PrefixVisitor visitor) {
    IpAddress address = IpAddress.ofV6(high, low);
    long match = longestCovering(high, low, length);
    while (match != PrefixTrie.NO_MATCH) {
      int found = PrefixTrie.lengthOf(match);
      visitor.visit(address.prefix(found), PrefixTrie.handleOf(match));
      match = longestCovering(high, low, found - 1);
    }
  }

  /** The longest of those that cover the address and are at most so long, or NO_MATCH. */
  long longestCovering(long high, long low, int atMost) {
    int head = (int) (high >>> HEAD_BITS);
    int number = atMost > HEAD_BITS ? heads.lookup(head) : PrefixTrie.NONE;
    if (number != PrefixTrie.NONE) {
      long[] group = group(number);
      long middle = middle(high, low);
      int i = V6Group.covering(group, V6Group.floor(group, middle, (int) low), middle, (int) low);
      while (i >= 0 && V6Group.length(group, i) > atMost) {
        i = V6Group.covering(group, V6Group.outer(group, i), middle, (int) low);
      }
      if (i >= 0) {
        return PrefixTrie.match(V6Group.length(group, i), V6Group.handle(group, i));
      }
    }
    return wide.longestCovering(head, Math.min(atMost, HEAD_BITS));
  }

  void forEach(PrefixVisitor visitor) {
    forEachWithinWide(0, 0, visitor);
  }

  /** The prefixes contained in this one, in order. */
  void forEachWithin(IpPrefix prefix, PrefixVisitor visitor) {
    IpAddress first = prefix.first();
    int head = (int) (first.high() >>> HEAD_BITS);
    if (prefix.length() <= HEAD_BITS) {
      forEachWithinWide(head, prefix.length(), visitor);
      return;
    }
    int number = heads.lookup(head);
    if (number == PrefixTrie.NONE) {
      return;
    }
    long[] group = group(number);
    long middle = middle(first.high(), first.low());
    int low = (int) first.low();
    int i = V6Group.floor(group, middle, low);
    while (i >= 0 && V6Group.middle(group, i) == middle && V6Group.low(group, i) == low) {
      i--;
    }
    for (i++; i < V6Group.count(group) && prefix.contains(address(head, group, i)); i++) {
      if (V6Group.length(group, i) >= prefix.length()) {
        visit(head, group, i, visitor);
      }
    }
  }

  /** A prefix up to /32 stands before what is in the group of the same /32. */
  /** Whether a prefix covers this one, is it, or lies within it. */
  boolean touches(IpPrefix prefix) {
    IpAddress first = prefix.first();
    int length = prefix.length();
    int head = (int) (first.high() >>> HEAD_BITS);
    if (length <= HEAD_BITS) {
      return wide.touches(head, length) || heads.touches(head, length);
    }
    if (longestCovering(first.high(), first.low(), length) != PrefixTrie.NO_MATCH) {
      return true;
    }
    int number = heads.lookup(head);
    if (number == PrefixTrie.NONE) {
      return false;
    }
    // Nothing covers it, so what lies at its first address or is the next after it lies within it.
    long[] group = group(number);
    int i = V6Group.floor(group, middle(first.high(), first.low()), (int) first.low());
    return (i >= 0 && prefix.contains(address(head, group, i)))
        || (i + 1 < V6Group.count(group) && prefix.contains(address(head, group, i + 1)));
  }

  private void forEachWithinWide(int bits, int length, PrefixVisitor visitor) {
    Heads waiting = new Heads(heads.size);
    heads.forEachWithin(bits, length, (head, headLength, number) -> waiting.add(head, number));
    wide.forEachWithin(
        bits,
        length,
        (wideBits, wideLength, handle) -> {
          while (waiting.hasBefore(wideBits)) {
            visitGroup(waiting.head(), waiting.take(), visitor);
          }
          visitWide(wideBits, wideLength, handle, visitor);
        });
    while (waiting.hasMore()) {
      visitGroup(waiting.head(), waiting.take(), visitor);
    }
  }

  private void visitGroup(int head, int number, PrefixVisitor visitor) {
    long[] group = group(number);
    for (int i = 0; i < V6Group.count(group); i++) {
      visit(head, group, i, visitor);
    }
  }

  private static void visitWide(int bits, int length, int handle, PrefixVisitor visitor) {
    visitor.visit(IpPrefix.of(IpAddress.ofV6((long) bits << HEAD_BITS, 0), length), handle);
  }

  private static void visit(int head, long[] group, int i, PrefixVisitor visitor) {
    IpPrefix prefix = IpPrefix.of(address(head, group, i), V6Group.length(group, i));
    visitor.visit(prefix, V6Group.handle(group, i));
  }

  private static IpAddress address(int head, long[] group, int i) {
    long middle = V6Group.middle(group, i);
    return IpAddress.ofV6(
        (long) head << HEAD_BITS | middle >>> 32,
        middle << 32 | Integer.toUnsignedLong(V6Group.low(group, i)));
  }

  /** Groups in order, taken one after the other. */
  private static final class Heads {
    private final int[] heads;
    private final int[] numbers;
    private int count;
    private int next;

    Heads(int room) {
      heads = new int[room];
      numbers = new int[room];
    }

    void add(int head, int number) {
      heads[count] = head;
      numbers[count++] = number;
    }

    boolean hasMore() {
      return next < count;
    }

    boolean hasBefore(int bits) {
      return next < count && Integer.compareUnsigned(heads[next], bits) < 0;
    }

    int head() {
      return heads[next];
    }

    int take() {
      return numbers[next++];
    }
  }
}
