package io.delist.blocklist;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Puts together one record of a snapshot, field by field; {@link RecordReader} takes it apart.
 * Numbers are little-endian.
 */
final class RecordWriter {

  /** A record must fit into one chunk. */
  static final int LARGEST_RECORD_BYTES = 4 << 20;

  /** The flags of texts and times. */
  static final byte NARROW = 0;

  static final byte WIDE = 1;
  static final byte ABSENT = 0;
  static final byte PRESENT = 1;

  static final byte V4 = 4;
  static final byte V6 = 6;

  private ByteBuffer record = ByteBuffer.allocate(1 << 10).order(ByteOrder.LITTLE_ENDIAN);

  /** Starts a new record. */
  RecordWriter begin() {
    record.clear();
    return this;
  }

  /** The record so far. */
  ByteBuffer finished() {
    return record.duplicate().flip();
  }

  RecordWriter number(int value) throws IOException {
    room(Short.BYTES).putShort((short) value);
    return this;
  }

  /** Any text as it is, halves of surrogate pairs too: a byte or two bytes for each character. */
  RecordWriter text(String text) throws IOException {
    boolean narrow = text.chars().allMatch(c -> c <= 0xff);
    ByteBuffer to = room(1 + Short.BYTES + text.length() * (narrow ? 1 : 2));
    to.put(narrow ? NARROW : WIDE).putShort((short) text.length());
    if (narrow) {
      to.put(text.getBytes(StandardCharsets.ISO_8859_1));
    } else {
      text.chars().forEach(c -> to.putChar((char) c));
    }
    return this;
  }

  /** A time in whole milliseconds; all that an {@link Instant} can be. */
  RecordWriter time(Instant time) throws IOException {
    room(Long.BYTES + Short.BYTES)
        .putLong(time.getEpochSecond())
        .putShort((short) (time.getNano() / 1_000_000));
    return this;
  }

  RecordWriter timeOrNull(@Nullable Instant time) throws IOException {
    room(1).put(time == null ? ABSENT : PRESENT);
    return time == null ? this : time(time);
  }

  RecordWriter prefix(IpPrefix prefix) throws IOException {
    IpAddress first = prefix.first();
    ByteBuffer to = room(2 + 2 * Long.BYTES);
    to.put(prefix.isV4() ? V4 : V6).put((byte) prefix.length());
    if (prefix.isV4()) {
      to.putInt(first.v4Bits());
    } else {
      to.putLong(first.high()).putLong(first.low());
    }
    return this;
  }

  private ByteBuffer room(int bytes) throws IOException {
    int needed = record.position() + bytes;
    if (needed > LARGEST_RECORD_BYTES) {
      throw new IOException(
          "what is said about one prefix takes more than "
              + LARGEST_RECORD_BYTES
              + " bytes, which no snapshot holds; let fewer sources list it");
    }
    if (needed > record.capacity()) {
      int capacity = Math.min(LARGEST_RECORD_BYTES, Math.max(needed, 2 * record.capacity()));
      record = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN).put(record.flip());
    }
    return record;
  }
}
