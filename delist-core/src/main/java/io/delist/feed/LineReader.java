package io.delist.feed;

import org.jspecify.annotations.Nullable;

/** One format: reads the lines of one file, in order. */
interface LineReader {

  /**
   * Reads a line and tells the builder what it says.
   *
   * @return whether the line was meant as an entry; a line that was not, says nothing of the file's
   *     quality
   */
  boolean read(FeedLine line, FeedBuilder to) throws BadLineException;

  /** What reads lines that need no more than a look, or null if no line of the format is so. */
  default @Nullable PlainLines plainLines() {
    return null;
  }

  /** The file has ended; not called for one that was given up. */
  default void end(FeedBuilder to) {}
}
