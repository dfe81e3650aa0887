package io.delist.feed;

import java.io.IOException;
import java.io.InputStream;

/**
 * Splits a stream into lines, which end with LF or CR LF; a byte order mark before the first is
 * dropped. A line longer than {@value FeedFormat#LONGEST_LINE_BYTES} bytes is only counted.
 *
 * <p><b>Cost:</b> one buffer of 64 KiB, whatever the file.
 */
final class LineSplitter {

  private static final int BUFFER_BYTES = 1 << 16;

  private final InputStream in;
  private final long largestFileBytes;
  private final byte[] buffer = new byte[BUFFER_BYTES + PlainLines.LOOK_AHEAD_BYTES];
  private int unread;
  private int filled;
  private long readBytes;
  private boolean tooLarge;
  private int number;
  private int from;
  private int to;
  private long lengthBytes;

  LineSplitter(InputStream in, long largestFileBytes) {
    this.in = in;
    this.largestFileBytes = largestFileBytes;
  }

  /** Reads plain lines, as many as follow each other in the buffer. */
  void readPlain(PlainLines plain, FeedBuilder to) {
    unread = plain.read(buffer, unread, filled, to);
    number += plain.lines();
    to.atLine(number);
  }

  /** Goes to the next line; false at the end, and when the file is too large. */
  boolean advance() throws IOException {
    number++;
    long droppedBytes = 0;
    int start = unread;
    int scan = unread;
    while (true) {
      scan = Bytes.indexOfLineFeed(buffer, scan, filled);
      if (scan < filled) {
        unread = scan + 1;
        take(start, scan, droppedBytes);
        return true;
      }
      if (scan - start > FeedFormat.LONGEST_LINE_BYTES + 1) {
        droppedBytes += scan - start;
        start = scan;
      }
      System.arraycopy(buffer, start, buffer, 0, scan - start);
      scan -= start;
      start = 0;
      filled = scan;
      int count = in.read(buffer, filled, BUFFER_BYTES - filled);
      if (count < 0) {
        unread = filled;
        take(0, filled, droppedBytes);
        return lengthBytes > 0;
      }
      filled += count;
      readBytes += count;
      if (readBytes > largestFileBytes) {
        tooLarge = true;
        return false;
      }
    }
  }

  private void take(int start, int end, long droppedBytes) {
    from = start;
    to = end > start && buffer[end - 1] == '\r' ? end - 1 : end;
    lengthBytes = droppedBytes + end - start;
    if (number == 1 && droppedBytes == 0 && startsWithMark()) {
      from += 3;
    }
  }

  private boolean startsWithMark() {
    return to - from >= 3
        && buffer[from] == (byte) 0xef
        && buffer[from + 1] == (byte) 0xbb
        && buffer[from + 2] == (byte) 0xbf;
  }

  long largestFileBytes() {
    return largestFileBytes;
  }

  boolean isTooLarge() {
    return tooLarge;
  }

  /** 1 upwards. */
  int number() {
    return number;
  }

  /** All of the line's bytes, also where it is too long to be read. */
  long lengthBytes() {
    return lengthBytes;
  }

  /** Whether the line is too long to be read. */
  boolean isTooLong() {
    return lengthBytes > FeedFormat.LONGEST_LINE_BYTES;
  }

  FeedLine line() {
    return new FeedLine(buffer, from, to);
  }
}
