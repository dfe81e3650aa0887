package io.delist.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * What tells one state of a file from another without reading it.
 *
 * @param sizeBytes its size
 * @param modified when it was last written
 * @param key which file it is (device and inode), or null where the file system does not say
 */
public record FileState(long sizeBytes, FileTime modified, @Nullable Object key) {

  /**
   * The state that the file is in now.
   *
   * @throws IOException if there is no such file, or if it is a directory, a pipe or a device,
   *     whose reader might wait for ever
   */
  public static FileState of(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new IOException(
          file
              + " is no file, but "
              + (attributes.isDirectory() ? "a directory" : "a pipe or a device"));
    }
    return new FileState(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
  }
}
