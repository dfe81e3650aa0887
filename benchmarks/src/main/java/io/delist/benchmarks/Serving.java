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

  /** The writer's. */
  private final PrefixTrie.Editor editor;

  Serving(PrefixList list, Handles handles) {
    trie = build(list, handles);
    editor = trie.edit();
  }

  static PrefixTrie build(PrefixList list, Handles handles) {
    PrefixTrie.Builder builder = PrefixTrie.builder();
    for (int i = 0; i < list.size(); i++) {
      builder.add(list.get(i), handles.of(i));
    }
    return builder.build();
  }

  /** One change, published: for one writer. */
  void set(IpPrefix prefix, int handle) {
    if (handle == PrefixTrie.NONE) {
      editor.remove(prefix);
    } else {
      editor.put(prefix, handle);
    }
    trie = editor.build();
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
