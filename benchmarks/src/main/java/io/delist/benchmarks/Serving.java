package io.delist.benchmarks;

import io.delist.benchmarks.Rival.Handles;
import io.delist.net.IpPrefix;
import io.delist.trie.PrefixTrie;

/**
 * Ours as it serves: an immutable trie in a volatile field, read anew for each lookup. A writer
 * publishes the next trie while readers go on.
 */
final class Serving {

  volatile PrefixTrie trie;

  Serving(PrefixList list, Handles handles) {
    trie = build(list, handles);
  }

  static PrefixTrie build(PrefixList list, Handles handles) {
    PrefixTrie.Editor editor = PrefixTrie.empty().edit();
    for (int i = 0; i < list.size(); i++) {
      editor.put(list.get(i), handles.of(i));
    }
    return editor.build();
  }

  /** One change, published: for one writer. */
  void set(IpPrefix prefix, int handle) {
    PrefixTrie now = trie;
    trie = handle == PrefixTrie.NONE ? now.without(prefix) : now.with(prefix, handle);
  }

  Rival rival(Queries queries) {
    if (queries.isV4()) {
      int[] bits = queries.bits();
      return i -> trie.lookup(bits[i]);
    }
    long[] high = queries.high();
    long[] low = queries.low();
    return i -> trie.lookup(high[i], low[i]);
  }
}
