package io.delist.trie;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.trie.PrefixTrie.PrefixVisitor;
import org.jspecify.annotations.Nullable;

/**
 * The IPv6 prefixes at one moment: a binary trie with paths compressed (Morrison, PATRICIA, JACM
 * 1968). A node is a prefix; it is stored if it has a handle, else it is a fork with two children.
 * No tree is {@code null}.
 *
 * <p>Nodes never change: an update makes new ones on the path from the root, at most 129 of them,
 * and shares the rest.
 */
final class V6Node {

  final long high;
  final long low;
  final int length;
  final int handle;
  final @Nullable V6Node left;
  final @Nullable V6Node right;

  V6Node(
      long high, long low, int length, int handle, @Nullable V6Node left, @Nullable V6Node right) {
    this.high = high;
    this.low = low;
    this.length = length;
    this.handle = handle;
    this.left = left;
    this.right = right;
  }

  static int lookup(@Nullable V6Node root, long high, long low) {
    int best = PrefixTrie.NONE;
    V6Node node = root;
    while (node != null && node.covers(high, low)) {
      if (node.handle != PrefixTrie.NONE) {
        best = node.handle;
      }
      node = node.towards(high, low);
    }
    return best;
  }

  static int exact(@Nullable V6Node root, IpPrefix prefix) {
    V6Node node = within(root, prefix);
    return node != null && node.length == prefix.length() ? node.handle : PrefixTrie.NONE;
  }

  /** The highest node that is in this prefix. */
  private static @Nullable V6Node within(@Nullable V6Node root, IpPrefix prefix) {
    long high = prefix.first().high();
    long low = prefix.first().low();
    V6Node node = root;
    while (node != null && node.length < prefix.length() && node.covers(high, low)) {
      node = node.towards(high, low);
    }
    boolean inside = node != null && commonBits(high, low, node.high, node.low) >= prefix.length();
    return inside && node != null && node.length >= prefix.length() ? node : null;
  }

  /** The trie with this prefix set; the same node if it was set so. */
  static V6Node with(@Nullable V6Node node, long high, long low, int length, int handle) {
    if (node == null) {
      return new V6Node(high, low, length, handle, null, null);
    }
    int common =
        Math.min(commonBits(high, low, node.high, node.low), Math.min(length, node.length));
    if (common == node.length) {
      if (common == length) {
        return node.handle == handle ? node : node.withHandle(handle);
      }
      V6Node before = node.towards(high, low);
      V6Node after = with(before, high, low, length, handle);
      return before == after ? node : node.withChild(bit(high, low, common), after);
    }
    if (common == length) {
      V6Node leaf = new V6Node(high, low, length, handle, null, null);
      return leaf.withChild(bit(node.high, node.low, common), node);
    }
    V6Node fork = new V6Node(high & highMask(common), low & lowMask(common), common, 0, null, null);
    V6Node leaf = new V6Node(high, low, length, handle, null, null);
    return fork.withChild(bit(high, low, common), leaf)
        .withChild(bit(node.high, node.low, common), node);
  }

  /** The trie without this prefix; the same node if it was not there. */
  static @Nullable V6Node without(@Nullable V6Node node, long high, long low, int length) {
    if (node == null || node.length > length || !node.covers(high, low)) {
      return node;
    }
    if (node.length == length) {
      return node.handle == PrefixTrie.NONE ? node : collapsed(node.withHandle(PrefixTrie.NONE));
    }
    V6Node before = node.towards(high, low);
    V6Node after = without(before, high, low, length);
    return before == after ? node : collapsed(node.withChild(bit(high, low, node.length), after));
  }

  /** A node that is neither stored nor a fork gives way to its only child. */
  private static @Nullable V6Node collapsed(V6Node node) {
    if (node.handle != PrefixTrie.NONE || (node.left != null && node.right != null)) {
      return node;
    }
    return node.left != null ? node.left : node.right;
  }

  /** Visits the stored prefixes that cover these bits and are no longer, most specific first. */
  static void forEachCovering(
      @Nullable V6Node node, long high, long low, int longest, PrefixVisitor visitor) {
    if (node == null || node.length > longest || !node.covers(high, low)) {
      return;
    }
    forEachCovering(node.towards(high, low), high, low, longest, visitor);
    node.visit(visitor);
  }

  /** Visits the stored prefixes in this one, in order. */
  static void forEachWithin(@Nullable V6Node root, IpPrefix prefix, PrefixVisitor visitor) {
    forEach(within(root, prefix), visitor);
  }

  static void forEach(@Nullable V6Node node, PrefixVisitor visitor) {
    if (node != null) {
      node.visit(visitor);
      forEach(node.left, visitor);
      forEach(node.right, visitor);
    }
  }

  private void visit(PrefixVisitor visitor) {
    if (handle != PrefixTrie.NONE) {
      visitor.visit(IpPrefix.of(IpAddress.ofV6(high, low), length), handle);
    }
  }

  boolean covers(long otherHigh, long otherLow) {
    return (((high ^ otherHigh) & highMask(length)) | ((low ^ otherLow) & lowMask(length))) == 0;
  }

  private @Nullable V6Node towards(long toHigh, long toLow) {
    return length == 128 ? null : bit(toHigh, toLow, length) ? right : left;
  }

  private V6Node withHandle(int other) {
    return new V6Node(high, low, length, other, left, right);
  }

  private V6Node withChild(boolean toRight, @Nullable V6Node child) {
    return toRight
        ? new V6Node(high, low, length, handle, left, child)
        : new V6Node(high, low, length, handle, child, right);
  }

  /** Bit 0 is the highest. */
  static boolean bit(long high, long low, int i) {
    return (i < 64 ? high << i : low << i) < 0;
  }

  /** How many leading bits two addresses share. */
  private static int commonBits(long high, long low, long otherHigh, long otherLow) {
    return high == otherHigh
        ? 64 + Long.numberOfLeadingZeros(low ^ otherLow)
        : Long.numberOfLeadingZeros(high ^ otherHigh);
  }

  static long highMask(int length) {
    return length == 0 ? 0 : length >= 64 ? -1L : -1L << (64 - length);
  }

  static long lowMask(int length) {
    return length <= 64 ? 0 : -1L << (128 - length);
  }
}
