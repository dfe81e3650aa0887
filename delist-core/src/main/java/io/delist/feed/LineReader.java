package io.delist.feed;

/** One format: reads the lines of one file, in order. */
interface LineReader {

  /**
   * Reads a line and tells the builder what it says.
   *
   * @return whether the line was meant as an entry; a line that was not, says nothing of the file's
   *     quality
   */
  boolean read(FeedLine line, FeedBuilder to) throws BadLineException;

  /** The file has ended; not called for one that was given up. */
  default void end(FeedBuilder to) {}
}
