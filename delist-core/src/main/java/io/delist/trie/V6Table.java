package io.delist.trie;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.trie.PrefixTrie.PrefixVisitor;

/**
 * All IPv6 prefixes at one moment. Registries give out /32s, networks announce /48s of them, and
 * lists name /48s, /56s, /64s and single addresses within some; so:
 *
 * <ul>
 *   <li>prefixes up to /32 are in a {@link V4Table}, as the 32 bits that they are;
 *   <li>those longer are in one {@link V6Group} for each /32 that has any;
 *   <li>{@link V6Heads} find the group of a /32.
 * </ul>
 *
 * <p>A group inherits the answer of the prefixes up to /32, so a lookup asks it alone, or the table
 * if there is none.
 */
final class V6Table {

  static final int HEAD_BITS = 32;
  static final V6Table EMPTY = new V6Table(V4Table.EMPTY, V6Heads.EMPTY, 0);

  final V4Table wide;
  final V6Heads heads;

  /** How many prefixes there are in groups. */
  final int longer;

  V6Table(V4Table wide, V6Heads heads, int longer) {
    this.wide = wide;
    this.heads = heads;
    this.longer = longer;
  }

  int size() {
    return wide.size + longer;
  }

  private static int head(long high) {
    return (int) (high >>> HEAD_BITS);
  }

  int lookup(long high, long low) {
    int head = head(high);
    V6Group group = heads.find(head);
    return group == null ? wide.lookup(head) : group.lookup(high, low);
  }

  int exact(long high, long low, int length) {
    if (length <= HEAD_BITS) {
      return wide.exact(head(high), length);
    }
    V6Group group = heads.find(head(high));
    return group == null ? PrefixTrie.NONE : group.exact(high, low, length);
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
    V6Group group = atMost > HEAD_BITS ? heads.find(head(high)) : null;
    if (group != null) {
      long match = group.longestCovering(high, low, atMost);
      if (match != PrefixTrie.NO_MATCH) {
        return match;
      }
    }
    return wide.longestCovering(head(high), Math.min(atMost, HEAD_BITS));
  }

  void forEach(PrefixVisitor visitor) {
    forEachWithinWide(0, 0, visitor);
  }

  /** The prefixes contained in this one, in order. */
  void forEachWithin(IpPrefix prefix, PrefixVisitor visitor) {
    IpAddress first = prefix.first();
    int head = head(first.high());
    if (prefix.length() <= HEAD_BITS) {
      forEachWithinWide(head, prefix.length(), visitor);
      return;
    }
    V6Group group = heads.find(head);
    if (group != null) {
      long middle = V6Group.middle(first.high(), first.low());
      group.forEachWithin(
          middle, (int) first.low(), prefix.length(), visitorOf(group.head, visitor));
    }
  }

  /** Whether a prefix covers this one, is it, or lies within it. */
  boolean touches(IpPrefix prefix) {
    IpAddress first = prefix.first();
    int length = prefix.length();
    int head = head(first.high());
    if (length <= HEAD_BITS) {
      return wide.touches(head, length) || heads.within(head, length).length > 0;
    }
    if (longestCovering(first.high(), first.low(), length) != PrefixTrie.NO_MATCH) {
      return true;
    }
    V6Group group = heads.find(head);
    return group != null
        && group.hasAnyWithin(V6Group.middle(first.high(), first.low()), (int) first.low(), length);
  }

  /** A prefix up to /32 stands before what is in the group of the same /32. */
  private void forEachWithinWide(int bits, int length, PrefixVisitor visitor) {
    V6Group[] waiting = heads.within(bits, length);
    int[] next = new int[1];
    wide.forEachWithin(
        bits,
        length,
        (wideBits, wideLength, handle) -> {
          while (next[0] < waiting.length
              && Integer.compareUnsigned(waiting[next[0]].head, wideBits) < 0) {
            visitAll(waiting[next[0]++], visitor);
          }
          visitor.visit(
              IpPrefix.of(IpAddress.ofV6((long) wideBits << HEAD_BITS, 0), wideLength), handle);
        });
    while (next[0] < waiting.length) {
      visitAll(waiting[next[0]++], visitor);
    }
  }

  private static void visitAll(V6Group group, PrefixVisitor visitor) {
    group.forEach(visitorOf(group.head, visitor));
  }

  private static V6Group.Visitor visitorOf(int head, PrefixVisitor visitor) {
    return (middle, low, length, handle) -> {
      long high = (long) head << HEAD_BITS | middle >>> HEAD_BITS;
      long rest = middle << HEAD_BITS | Integer.toUnsignedLong(low);
      visitor.visit(IpPrefix.of(IpAddress.ofV6(high, rest), length), handle);
    };
  }
}
