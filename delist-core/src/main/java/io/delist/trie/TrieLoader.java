package io.delist.trie;

import io.delist.net.IpPrefix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Makes a trie of the records that {@link TrieRecords} writes. */
final class TrieLoader {

  private final int highestHandle;
  private final PrefixTrie.Editor editor = PrefixTrie.empty().edit();
  private @Nullable IpPrefix before;

  TrieLoader(int highestHandle) {
    this.highestHandle = highestHandle;
  }

  void read(ByteBuffer chunk) throws TrieFormatException {
    ByteBuffer from = chunk.slice().order(ByteOrder.LITTLE_ENDIAN);
    while (from.hasRemaining()) {
      IpPrefix prefix = TrieRecords.readPrefix(from, before);
      editor.put(prefix, TrieRecords.readHandle(from, prefix, highestHandle));
      before = prefix;
    }
    chunk.position(chunk.limit());
  }

  PrefixTrie build() {
    return editor.build();
  }
}
