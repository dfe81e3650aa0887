package io.delist.blocklist;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes records apart that {@link RecordWriter} put together, and trusts none of their bytes. Equal
 * texts become one object, as long as they are not too many.
 */
final class RecordReader {

  private static final int MOST_SHARED_TEXTS = 1 << 12;
  private static final int MILLIS = 1000;

  private final ByteBuffer from;
  private final Map<String, String> texts;

  /**
   * @param from little-endian
   * @param texts the texts met so far in this file
   */
  RecordReader(ByteBuffer from, Map<String, String> texts) {
    this.from = from;
    this.texts = texts;
  }

  /** A store of texts for {@link #RecordReader}. */
  static Map<String, String> texts() {
    return new HashMap<>();
  }

  boolean isAtEnd() {
    return !from.hasRemaining();
  }

  int number() throws BadRecordException {
    need(Short.BYTES);
    return Short.toUnsignedInt(from.getShort());
  }

  String text(int longestChars) throws BadRecordException {
    need(1 + Short.BYTES);
    boolean wide = flag(from.get(), RecordWriter.NARROW, RecordWriter.WIDE);
    int length = Short.toUnsignedInt(from.getShort());
    hold(length <= longestChars, "a text of " + length + " characters; at most " + longestChars);
    byte[] bytes = new byte[wide ? 2 * length : length];
    need(bytes.length);
    from.get(bytes);
    String text = wide ? wide(bytes, length) : new String(bytes, StandardCharsets.ISO_8859_1);
    String known = texts.get(text);
    if (known == null && texts.size() < MOST_SHARED_TEXTS) {
      texts.put(text, text);
    }
    return known == null ? text : known;
  }

  /** Character by character: a decoder would change halves of surrogate pairs. */
  private static String wide(byte[] bytes, int length) {
    char[] chars = new char[length];
    for (int i = 0; i < length; i++) {
      chars[i] = (char) ((bytes[2 * i] & 0xff) | (bytes[2 * i + 1] << 8));
    }
    return new String(chars);
  }

  Instant time() throws BadRecordException {
    need(Long.BYTES + Short.BYTES);
    long second = from.getLong();
    int millis = Short.toUnsignedInt(from.getShort());
    hold(
        second >= Instant.MIN.getEpochSecond()
            && second <= Instant.MAX.getEpochSecond()
            && millis < MILLIS,
        "a time of " + second + " s and " + millis + " ms");
    return Instant.ofEpochSecond(second, millis * 1_000_000L);
  }

  @Nullable Instant timeOrNull() throws BadRecordException {
    need(1);
    return flag(from.get(), RecordWriter.ABSENT, RecordWriter.PRESENT) ? time() : null;
  }

  IpPrefix prefix() throws BadRecordException {
    need(2);
    boolean v6 = flag(from.get(), RecordWriter.V4, RecordWriter.V6);
    int length = Byte.toUnsignedInt(from.get());
    need(v6 ? 2 * Long.BYTES : Integer.BYTES);
    IpAddress first =
        v6 ? IpAddress.ofV6(from.getLong(), from.getLong()) : IpAddress.ofV4(from.getInt());
    hold(first.isV4() != v6, "the IPv4 address " + first + " written as IPv6");
    return IpPrefix.of(first, length);
  }

  private static boolean flag(byte value, byte no, byte yes) throws BadRecordException {
    hold(value == no || value == yes, "a " + value + " where only " + no + " or " + yes + " is");
    return value == yes;
  }

  private void need(int bytes) throws BadRecordException {
    hold(from.remaining() >= bytes, "a record that is cut off");
  }

  private static void hold(boolean condition, String otherwise) throws BadRecordException {
    if (!condition) {
      throw new BadRecordException(otherwise);
    }
  }
}
