package io.delist.token;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A key ring in a file, in the lines of {@link KeyRing#parse}. The first start makes it, with one
 * new key that only the file's owner can read; from then on it is only read.
 *
 * <p>Of two processes that make it at once, one wins and both use its key.
 */
public final class KeyFile {

  private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private KeyFile() {}

  /**
   * Reads the file, or makes it where there is none.
   *
   * @param random makes the key; a {@link java.security.SecureRandom} outside of tests
   * @throws KeyRingException naming file and line, if what is there cannot be used; it is left as
   *     it is
   * @throws IOException if it cannot be read or written
   */
  public static KeyRing loadOrCreate(Path file, RandomGenerator random) throws IOException {
    if (Files.notExists(file)) {
      create(file.toAbsolutePath(), random);
    }
    warnIfOthersCanRead(file);
    try {
      return KeyRing.parse(Files.readAllLines(file, StandardCharsets.UTF_8));
    } catch (KeyRingException e) {
      throw new KeyRingException(
          "key file " + file + ": " + e.getMessage() + "; the file is left as it is");
    } catch (CharacterCodingException e) {
      throw new KeyRingException(
          "key file " + file + ": it is not text; restore it from a backup, or move it away");
    }
  }

  private static void create(Path file, RandomGenerator random) throws IOException {
    byte[] secret = new byte[KeyRing.SHORTEST_SECRET_BYTES];
    random.nextBytes(secret);
    Path directory = file.getParent();
    if (directory == null) {
      throw new IOException("key file " + file + " is a root directory; name a file in it");
    }
    Files.createDirectories(directory);
    Path beside = Files.createTempFile(directory, ".delist-keys", ".tmp", ownerOnly(directory));
    try {
      write(beside, KeyLines.ofNewKey("k1", secret));
      publish(beside, file);
    } finally {
      Files.deleteIfExists(beside);
    }
    forceDirectory(directory);
  }

  private static void write(Path file, List<String> lines) throws IOException {
    String text = String.join("\n", lines) + "\n";
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  /** Gives the whole file its name, unless another process was first: a rename would replace it. */
  private static void publish(Path beside, Path file) throws IOException {
    try {
      Files.createLink(file, beside);
      LOG.info("made a new key in {}", file);
    } catch (FileAlreadyExistsException e) {
      LOG.info("another process made {} first; its key is used", file);
    } catch (UnsupportedOperationException | IOException e) {
      // No hard links on this file system.
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
      LOG.info("made a new key in {}", file);
    }
  }

  /** Makes the name last as long as the bytes, where the system can. */
  private static void forceDirectory(Path directory) {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      LOG.debug("directory {} cannot be forced to disk here", directory, e);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path directory) throws IOException {
    return isPosix(directory)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }

  private static void warnIfOthersCanRead(Path file) throws IOException {
    if (isPosix(file) && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
      LOG.warn("key file {} is open to more than its owner; close it with: chmod 600", file);
    }
  }

  private static boolean isPosix(Path path) throws IOException {
    return Files.getFileStore(path).supportsFileAttributeView("posix");
  }
}
