package io.delist.blocklist;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * A blocklist in a file, to start from when the store is away: checksummed, and either whole or
 * refused. docs/snapshot-format.md has the bytes.
 *
 * <p><b>Cost:</b> reading takes about as long as reading the bytes twice; what is allocated is a
 * small multiple of the file's length, whatever the file claims. Writing holds no lock and copies
 * no list. <b>Threads:</b> safe; of several writers of one file the last wins, whole.
 */
public final class SnapshotFile {

  private SnapshotFile() {}

  /**
   * What was written, after it was read back.
   *
   * @param file where
   * @param bytes how long the file is
   * @param sha256 of all but the last 32 bytes, which are this; in lower-case hexadecimal
   */
  public record Written(Path file, long bytes, String sha256) {}

  /**
   * Replaces the file: the new one is written beside it, forced to disk, read back, and moved over
   * the old one, in one step that is forced as well. It can be read by its owner alone.
   *
   * @throws IOException if any of this fails; the old file is then as it was
   */
  public static Written write(Path file, Snapshot snapshot) throws IOException {
    try (FileReplacement replacement = FileReplacement.of(file)) {
      MessageDigest digest = ParallelDigest.sha256();
      new SnapshotEncoder(snapshot)
          .write(
              bytes -> {
                digest.update(bytes.duplicate());
                replacement.write(bytes);
              });
      byte[] sha256 = digest.digest();
      replacement.write(ByteBuffer.wrap(sha256));
      replacement.force();
      requireSame(replacement.beside(), sha256);
      replacement.publish();
      return new Written(file, Files.size(file), HexFormat.of().formatHex(sha256));
    }
  }

  private static void requireSame(Path written, byte[] sha256) throws IOException {
    try (ChunkInput in = open(written)) {
      if (!MessageDigest.isEqual(new SnapshotDecoder(in).verify(), sha256)) {
        throw in.problem(0, "what was read back is not what was written");
      }
    }
  }

  /**
   * Reads a snapshot. Nothing is returned before every checksum was found right.
   *
   * @throws SnapshotFormatException if the bytes are not those of a whole, unaltered snapshot of a
   *     format that this release reads
   * @throws IOException if the file cannot be read
   */
  public static Snapshot read(Path file) throws IOException {
    try (ChunkInput in = open(file)) {
      return new SnapshotDecoder(in).read();
    }
  }

  private static ChunkInput open(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException("snapshot file " + file + " is no file, but a directory or a device");
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return new ChunkInput(file, channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Removes what processes that were killed while they wrote this file have left beside it. For the
   * start of a process, before it writes.
   */
  public static void removeLeftovers(Path file) throws IOException {
    FileReplacement.removeLeftovers(file);
  }
}
