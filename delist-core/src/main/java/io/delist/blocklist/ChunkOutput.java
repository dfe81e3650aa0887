package io.delist.blocklist;

import io.delist.trie.BlockSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Gathers records into chunks: length, records, CRC32C. A record is never divided.
 *
 * <p>With a target that drops everything it measures how long the parts will be.
 */
final class ChunkOutput implements BlockSink {

  /** So many bytes of records make a chunk; a longer record gets one for itself. */
  static final int CHUNK_BYTES = BlockSink.LARGEST_RECORD_BYTES;

  static final int LENGTH_BYTES = Integer.BYTES;
  static final int CRC_BYTES = Integer.BYTES;

  /** Takes bytes, all of them. */
  @FunctionalInterface
  interface Target {
    void write(ByteBuffer bytes) throws IOException;
  }

  private final Target target;
  private final ByteBuffer usual = buffer(CHUNK_BYTES);
  private ByteBuffer chunk = usual;
  private long written;

  ChunkOutput(Target target) {
    this.target = target;
  }

  private static ByteBuffer buffer(int records) {
    return ByteBuffer.allocate(LENGTH_BYTES + records + CRC_BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .position(LENGTH_BYTES);
  }

  @Override
  public ByteBuffer room(int bytes) throws IOException {
    if (chunk.remaining() - CRC_BYTES < bytes) {
      flush();
      if (bytes > CHUNK_BYTES) {
        chunk = buffer(bytes);
      }
    }
    return chunk;
  }

  /** Ends a part, and with it its last chunk; gives the part's length in bytes. */
  long endPart() throws IOException {
    flush();
    long part = written;
    written = 0;
    return part;
  }

  private void flush() throws IOException {
    int records = chunk.position() - LENGTH_BYTES;
    if (records > 0) {
      chunk.putInt(0, records);
      CRC32C crc = new CRC32C();
      crc.update(chunk.duplicate().flip());
      chunk.putInt((int) crc.getValue()).flip();
      written += chunk.remaining();
      target.write(chunk);
    }
    chunk = usual.clear().position(LENGTH_BYTES);
  }
}
