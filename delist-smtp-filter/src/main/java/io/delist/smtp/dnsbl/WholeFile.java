package io.delist.smtp.dnsbl;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a file of ASCII text beside the one whose place it takes: whoever opens that, and whenever
 * the power goes, it is the old one or the new one, whole. Each writing has a file of its own, so
 * writers that meet do not spoil each other's: the one that ends last stays. Others may read it if
 * the process's umask lets them, since rbldnsd runs as another user.
 *
 * <p>A process that is killed meanwhile leaves a file whose name begins with a dot and ends with
 * {@code .tmp}.
 */
final class WholeFile {

  private static final Logger LOG = LoggerFactory.getLogger(RbldnsdFiles.class);

  private WholeFile() {}

  /** What is in the file. */
  interface Content {
    void writeTo(Appendable out) throws IOException;
  }

  /**
   * Writes the file.
   *
   * @throws IOException if it cannot be written; the old one stays
   */
  static void write(Path file, Content content) throws IOException {
    Path beside = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      try (FileChannel channel =
              FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
          BufferedWriter out =
              new BufferedWriter(Channels.newWriter(channel, StandardCharsets.US_ASCII))) {
        content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      // There is none if it got the name.
      Files.deleteIfExists(beside);
    }
    forceName(file);
  }

  private static void forceName(Path file) {
    Path directory = file.toAbsolutePath().getParent();
    try {
      if (directory == null || !Files.getFileStore(directory).supportsFileAttributeView("posix")) {
        // A directory cannot be opened there.
        return;
      }
      try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
        names.force(true);
      }
    } catch (IOException e) {
      LOG.warn(
          "file {}: the new one is in place, but its directory cannot be forced to disk; a loss of"
              + " power may bring the old one back",
          file,
          e);
    }
  }
}
