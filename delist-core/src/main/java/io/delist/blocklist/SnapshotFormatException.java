package io.delist.blocklist;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file is not a whole and unaltered snapshot. Nothing of it was used.
 *
 * <p>The message names file, place and reason.
 */
public final class SnapshotFormatException extends IOException {

  private static final long serialVersionUID = 1L;

  private final transient Path file;
  private final long offset;
  private final String problem;

  SnapshotFormatException(Path file, long offset, String problem) {
    super("snapshot file " + file + ", byte " + offset + ": " + problem);
    this.file = file;
    this.offset = offset;
    this.problem = problem;
  }

  /** The file that was read. */
  public Path file() {
    return file;
  }

  /** Where it is wrong, in bytes from its beginning; the start of the chunk that is wrong. */
  public long offset() {
    return offset;
  }

  /** What is wrong there. */
  public String problem() {
    return problem;
  }
}
