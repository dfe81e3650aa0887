package io.delist.smtp.milter;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Reads the content of one frame, field by field. A view of the frame: it copies only the texts
 * that are asked for.
 *
 * <p><b>Threads:</b> one at a time.
 */
final class Fields {

  private static final byte END_OF_TEXT = 0;

  private final Command command;
  private final ByteBuf frame;
  private final int end;
  private int at;

  /**
   * @param frame holds the content from {@code start} to before {@code end}
   */
  Fields(Command command, ByteBuf frame, int start, int end) {
    this.command = command;
    this.frame = frame;
    this.at = start;
    this.end = end;
  }

  Command command() {
    return command;
  }

  boolean isAtEnd() {
    return at == end;
  }

  byte octet() throws MalformedFrameException {
    return frame.getByte(advance(1, "an octet"));
  }

  int number16() throws MalformedFrameException {
    return frame.getUnsignedShort(advance(2, "a number of two octets"));
  }

  int number32() throws MalformedFrameException {
    return frame.getInt(advance(4, "a number of four octets"));
  }

  /** The text up to the next NUL. What is not UTF-8 becomes U+FFFD, so this never fails on it. */
  String text() throws MalformedFrameException {
    int start = at;
    int length = lengthOfText();
    at = start + length + 1;
    return frame.toString(start, length, StandardCharsets.UTF_8);
  }

  /** The next text, cut to so many octets. */
  String text(int mostOctets) throws MalformedFrameException {
    int start = at;
    int length = lengthOfText();
    at = start + length + 1;
    return frame.toString(start, Math.min(length, mostOctets), StandardCharsets.UTF_8);
  }

  void skipText() throws MalformedFrameException {
    at += lengthOfText() + 1;
  }

  private int lengthOfText() throws MalformedFrameException {
    int length = frame.bytesBefore(at, end - at, END_OF_TEXT);
    if (length < 0) {
      throw new MalformedFrameException(
          "command " + command.octet() + " ends within a text; each text ends with a NUL");
    }
    return length;
  }

  private int advance(int octets, String what) throws MalformedFrameException {
    if (end - at < octets) {
      throw new MalformedFrameException(
          "command " + command.octet() + " ends where " + what + " should be");
    }
    int start = at;
    at += octets;
    return start;
  }
}
