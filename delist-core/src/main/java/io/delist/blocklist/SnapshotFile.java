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
 * <p><b>Cost:</b> reading is copying and checking; benchmarks/README.md has how long it takes
 * beside the bytes alone. What is allocated is about the file's length, and for a file that was
 * made to do harm up to some twenty times that, whatever it claims. Writing holds no lock and
 * copies no list. <b>Threads:</b> safe; of several writers of one file the last wins, whole.
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
   * the old one, in one step. It can be read by its owner alone.
   *
   * <p>That step is forced to disk as well. Where this fails, the new file is in place all the same
   * and whole, but a loss of power may bring the old one back: a warning is logged, and nothing is
   * thrown.
   *
   * @throws IOException if anything before that step or the step itself fails; the old file is then
   *     as it was
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
      // All before the name changes: afterwards nothing may throw, for the old file is gone.
      long bytes = Files.size(replacement.beside());
      Written written = new Written(file, bytes, HexFormat.of().formatHex(sha256));
      replacement.publish();
      return written;
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
