package io.delist.benchmarks;

import io.delist.benchmarks.Rival.Handles;
import org.jspecify.annotations.Nullable;

/**
 * A candidate for IPv6: a binary trie with paths compressed (Morrison, PATRICIA, JACM 1968), an
 * object for each prefix and each fork.
 */
final class Patricia6 {

  private static final class Node {
    private final long high;
    private final long low;
    private final int length;
    private int handle;
    private @Nullable Node left;
    private @Nullable Node right;

    Node(long high, long low, int length, int handle) {
      this.high = Bits.firstHigh(high, length);
      this.low = Bits.firstLow(low, length);
      this.length = length;
      this.handle = handle;
    }

    boolean covers(long otherHigh, long otherLow) {
      return Bits.firstHigh(otherHigh, length) == high && Bits.firstLow(otherLow, length) == low;
    }

    void hang(Node child) {
      if (Bits.at(child.high, child.low, length)) {
        right = child;
      } else {
        left = child;
      }
    }
  }

  private @Nullable Node root;

  static Patricia6 of(PrefixList list, Handles handles) {
    Patricia6 trie = new Patricia6();
    for (int i = 0; i < list.size(); i++) {
      Node leaf = new Node(list.high(i), list.low(i), list.length(i), handles.of(i));
      trie.root = with(trie.root, leaf);
    }
    return trie;
  }

  private static Node with(@Nullable Node node, Node leaf) {
    if (node == null) {
      return leaf;
    }
    int common = Bits.common(leaf.high, leaf.low, node.high, node.low);
    if (common >= node.length && leaf.length > node.length) {
      boolean toRight = Bits.at(leaf.high, leaf.low, node.length);
      node.hang(with(toRight ? node.right : node.left, leaf));
      return node;
    }
    if (common >= leaf.length) {
      if (leaf.length == node.length) {
        node.handle = leaf.handle;
        return node;
      }
      leaf.hang(node);
      return leaf;
    }
    Node fork = new Node(leaf.high, leaf.low, common, 0);
    fork.hang(leaf);
    fork.hang(node);
    return fork;
  }

  int lookup(long high, long low) {
    int best = 0;
    Node node = root;
    while (node != null && node.covers(high, low)) {
      if (node.handle != 0) {
        best = node.handle;
      }
      if (node.length == 128) {
        return best;
      }
      node = Bits.at(high, low, node.length) ? node.right : node.left;
    }
    return best;
  }

  Rival rival(Queries queries) {
    long[] high = queries.high();
    long[] low = queries.low();
    return i -> lookup(high[i], low[i]);
  }
}
