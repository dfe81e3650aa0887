package io.delist.trie;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Writes tries into buffers and reads them back. */
final class Records {

  private Records() {}

  /** What the trie writes into buffers of this size or, if a record is larger, of its size. */
  static List<ByteBuffer> written(PrefixTrie trie, int bufferBytes) throws IOException {
    List<ByteBuffer> buffers = new ArrayList<>();
    trie.writeBlocks(
        bytes -> {
          if (buffers.isEmpty() || buffers.get(buffers.size() - 1).remaining() < bytes) {
            buffers.add(
                ByteBuffer.allocate(Math.max(bytes, bufferBytes)).order(ByteOrder.LITTLE_ENDIAN));
          }
          return buffers.get(buffers.size() - 1);
        });
    buffers.forEach(ByteBuffer::flip);
    return buffers;
  }

  static PrefixTrie read(List<ByteBuffer> buffers, PrefixTrie.Loader loader)
      throws TrieFormatException {
    for (ByteBuffer buffer : buffers) {
      loader.read(buffer);
      if (buffer.hasRemaining()) {
        throw new IllegalStateException("the loader left " + buffer.remaining() + " bytes");
      }
    }
    return loader.build();
  }
}
