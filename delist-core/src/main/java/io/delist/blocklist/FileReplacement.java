package io.delist.blocklist;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a file by a new one that is written beside it: whoever opens it, and whenever the power
 * goes, it is the old one or the new one, whole. Only its owner can read the new one.
 */
final class FileReplacement implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(FileReplacement.class);
  private static final String SUFFIX = ".tmp";

  private final Path file;
  private final Path directory;
  private final Path beside;
  private final Forcing forcing;
  private final FileChannel channel;
  private boolean published;

  private FileReplacement(Path file, Path directory, Path beside, Forcing forcing)
      throws IOException {
    this.file = file;
    this.directory = directory;
    this.beside = beside;
    this.forcing = forcing;
    this.channel = FileChannel.open(beside, StandardOpenOption.WRITE);
  }

  /** Makes the names in a directory last. */
  interface Forcing {
    void force(Path directory) throws IOException;
  }

  /** Begins a new file; its directory is made where there is none. */
  static FileReplacement of(Path file) throws IOException {
    return of(file, FileReplacement::forceNames);
  }

  static FileReplacement of(Path file, Forcing forcing) throws IOException {
    Path absolute = file.toAbsolutePath();
    Path directory = absolute.getParent();
    if (directory == null) {
      throw new IOException("snapshot file " + file + " is a root directory; name a file in it");
    }
    Files.createDirectories(directory);
    Path beside = Files.createTempFile(directory, prefix(absolute), SUFFIX, ownerOnly(directory));
    return new FileReplacement(absolute, directory, beside, forcing);
  }

  private static String prefix(Path file) {
    return "." + file.getFileName() + ".";
  }

  private static FileAttribute<?>[] ownerOnly(Path directory) throws IOException {
    return isPosix(directory)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path directory) throws IOException {
    return Files.getFileStore(directory).supportsFileAttributeView("posix");
  }

  /** The new file, until it has the name. */
  Path beside() {
    return beside;
  }

  void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Makes the bytes last; nothing can be written afterwards. */
  void force() throws IOException {
    channel.force(true);
    channel.close();
  }

  /**
   * Gives the new file the name, and makes that last where the system can; where it cannot, a
   * warning is logged.
   *
   * @throws IOException if the new file does not get the name; not afterwards
   */
  void publish() throws IOException {
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    published = true;
    try {
      forcing.force(directory);
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "file {}: the new one is in place, but its directory cannot be forced to disk; a loss of"
              + " power may bring the old one back",
          file,
          e);
    }
  }

  private static void forceNames(Path directory) throws IOException {
    if (!isPosix(directory)) {
      // A directory cannot be opened there.
      return;
    }
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  /** Removes the new file if it did not get the name. */
  @Override
  public void close() throws IOException {
    if (!published) {
      channel.close();
      Files.deleteIfExists(beside);
    }
  }

  /** Removes what processes that were killed while they wrote this file left beside it. */
  static void removeLeftovers(Path file) throws IOException {
    Path absolute = file.toAbsolutePath();
    Path directory = absolute.getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      return;
    }
    try (DirectoryStream<Path> leftovers =
        Files.newDirectoryStream(
            directory,
            path -> {
              String name = path.getFileName().toString();
              return name.startsWith(prefix(absolute)) && name.endsWith(SUFFIX);
            })) {
      for (Path leftover : leftovers) {
        Files.deleteIfExists(leftover);
      }
    }
  }
}
