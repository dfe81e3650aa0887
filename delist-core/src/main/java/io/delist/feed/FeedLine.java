package io.delist.feed;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The line that is being read: some bytes of the splitter's buffer, good until the next line. */
final class FeedLine {

  private final byte[] buffer;
  private final int from;
  private final int to;

  FeedLine(byte[] buffer, int from, int to) {
    this.buffer = buffer;
    this.from = from;
    this.to = to;
  }

  /** A character for each byte: what is not ASCII cannot be part of an address. */
  String bytes() {
    return new String(buffer, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /** As UTF-8, with U+FFFD for what is not. */
  String lenient() {
    return new String(buffer, from, to - from, StandardCharsets.UTF_8);
  }

  /** As UTF-8, and nothing else. */
  String utf8() throws BadLineException {
    if (isAscii()) {
      return bytes();
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(buffer, from, to - from))
          .toString();
    } catch (CharacterCodingException e) {
      throw new BadLineException("is not UTF-8 text");
    }
  }

  private boolean isAscii() {
    for (int at = from; at < to; at++) {
      if (buffer[at] < 0) {
        return false;
      }
    }
    return true;
  }
}
