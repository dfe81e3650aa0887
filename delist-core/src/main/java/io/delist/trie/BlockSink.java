package io.delist.trie;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Takes a trie's blocks as bytes, one whole record after the other.
 *
 * <p>A record never spans two buffers, so whatever was put into one buffer can be read back by
 * itself with {@link PrefixTrie.Loader#read}.
 */
@FunctionalInterface
public interface BlockSink {

  /** No more than this is ever asked for: 1 MiB. */
  int LARGEST_RECORD_BYTES = 1 << 20;

  /**
   * Room for the next record. The trie puts the record at the buffer's position before it asks
   * again.
   *
   * @param bytes how many at least, up to {@link #LARGEST_RECORD_BYTES}
   * @return a little-endian buffer with so many remaining
   * @throws IOException if what is full cannot be written away
   */
  ByteBuffer room(int bytes) throws IOException;
}
