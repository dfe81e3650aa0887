package io.delist.blocklist;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Reads a snapshot file from its beginning to its end, once. Each length is checked against what is
 * left of the file before there is a buffer for it, each chunk against its CRC32C, and a {@link
 * ParallelDigest} sees every byte.
 */
final class ChunkInput implements Closeable {

  /** What is read may be worked at while the ones before it are still digested. */
  private static final int BUFFERS = 4;

  private final Path file;
  private final FileChannel channel;
  private final long fileBytes;
  private final ParallelDigest digest;
  private final ByteBuffer[] buffers = new ByteBuffer[BUFFERS];
  private int reads;
  private long position;

  ChunkInput(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    this.fileBytes = channel.size();
    this.digest = new ParallelDigest(fileBytes);
  }

  long fileBytes() {
    return fileBytes;
  }

  long position() {
    return position;
  }

  SnapshotFormatException problem(long offset, String what) {
    return new SnapshotFormatException(file, offset, what);
  }

  /**
   * The next chunk's records; good until so many chunks later.
   *
   * @param end where the part ends that the chunk is in; within the file
   */
  ByteBuffer chunk(long end) throws IOException {
    long start = position;
    int length = peekLength(end);
    int bytes = ChunkOutput.LENGTH_BYTES + length + ChunkOutput.CRC_BYTES;
    if (length < 1 || length > RecordWriter.LARGEST_RECORD_BYTES || bytes > end - start) {
      throw problem(
          start,
          "a chunk of "
              + length
              + " bytes, where "
              + (end - start)
              + " are left and "
              + RecordWriter.LARGEST_RECORD_BYTES
              + " is the limit");
    }
    ByteBuffer chunk = next(bytes);
    CRC32C crc = new CRC32C();
    crc.update(chunk.duplicate().limit(bytes - ChunkOutput.CRC_BYTES));
    if (chunk.getInt(bytes - ChunkOutput.CRC_BYTES) != (int) crc.getValue()) {
      throw problem(start, "a chunk of " + length + " bytes does not have its CRC32C");
    }
    return chunk
        .position(ChunkOutput.LENGTH_BYTES)
        .limit(bytes - ChunkOutput.CRC_BYTES)
        .slice()
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  private int peekLength(long end) throws IOException {
    if (end - position < ChunkOutput.LENGTH_BYTES) {
      throw problem(position, (end - position) + " bytes where a chunk should begin");
    }
    ByteBuffer length =
        ByteBuffer.allocate(ChunkOutput.LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    fill(length);
    return length.getInt(0);
  }

  /** The bytes at the position, which moves on, in a buffer that is used again later. */
  ByteBuffer next(int bytes) throws IOException {
    if (bytes > fileBytes - position) {
      throw problem(position, "the file ends within " + bytes + " bytes");
    }
    digest.awaitAllBut(BUFFERS - 1);
    int slot = reads++ % BUFFERS;
    ByteBuffer buffer = buffers[slot];
    if (buffer == null || buffer.capacity() < bytes) {
      buffer = ByteBuffer.allocate(capacityFor(bytes)).order(ByteOrder.LITTLE_ENDIAN);
      buffers[slot] = buffer;
    }
    fill(buffer.clear().limit(bytes));
    position += bytes;
    digest.update(buffer.flip().duplicate());
    return buffer;
  }

  /** Room for a usual chunk at once, but never more than is left of the file. */
  private int capacityFor(int bytes) {
    int usual = ChunkOutput.LENGTH_BYTES + ChunkOutput.CHUNK_BYTES + ChunkOutput.CRC_BYTES;
    return (int) Math.max(bytes, Math.min(usual, fileBytes - position));
  }

  private void fill(ByteBuffer buffer) throws IOException {
    long at = position;
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, at);
      if (read < 0) {
        throw problem(at, "the file became shorter while it was read");
      }
      at += read;
    }
  }

  /** The bytes at a place; the position stays, and the digest does not see them. */
  ByteBuffer peek(int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    fill(buffer);
    return buffer.flip();
  }

  /** The digest of everything up to the position. */
  byte[] digest() throws IOException {
    return digest.finish();
  }

  @Override
  public void close() throws IOException {
    digest.close();
    channel.close();
  }
}
