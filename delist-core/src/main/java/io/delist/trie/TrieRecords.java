package io.delist.trie;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a trie: one record for each prefix, in order.
 *
 * <pre>
 * family, 1 byte: 4 or 6 | length, 1 byte | handle, 4 bytes | first address, 4 or 16 bytes
 * </pre>
 *
 * <p>Numbers are little-endian.
 */
final class TrieRecords {

  private static final byte V4 = 4;
  private static final byte V6 = 6;
  private static final int HEADER_BYTES = 6;

  private TrieRecords() {}

  static void write(PrefixTrie trie, BlockSink sink) throws IOException {
    try {
      trie.forEach((prefix, handle) -> write(prefix, handle, sink));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void write(IpPrefix prefix, int handle, BlockSink sink) {
    IpAddress first = prefix.first();
    int addressBytes = prefix.isV4() ? Integer.BYTES : 2 * Long.BYTES;
    ByteBuffer to;
    try {
      to = sink.room(HEADER_BYTES + addressBytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    to.put(prefix.isV4() ? V4 : V6).put((byte) prefix.length()).putInt(handle);
    if (prefix.isV4()) {
      to.putInt(first.v4Bits());
    } else {
      to.putLong(first.high()).putLong(first.low());
    }
  }

  /** Reads one record, which must stand after the one before. */
  static IpPrefix readPrefix(ByteBuffer from, @Nullable IpPrefix before)
      throws TrieFormatException {
    byte family = from.get(from.position());
    hold(family == V4 || family == V6, "a record's family is " + family + ", not 4 or 6");
    int bytes = HEADER_BYTES + (family == V4 ? Integer.BYTES : 2 * Long.BYTES);
    hold(from.remaining() >= bytes, "a record ends after " + from.remaining() + " bytes");
    int at = from.position();
    int length = Byte.toUnsignedInt(from.get(at + 1));
    IpAddress first =
        family == V4
            ? IpAddress.ofV4(from.getInt(at + HEADER_BYTES))
            : IpAddress.ofV6(
                from.getLong(at + HEADER_BYTES), from.getLong(at + HEADER_BYTES + Long.BYTES));
    hold(first.isV4() == (family == V4), "the IPv4 address " + first + " is written as IPv6");
    hold(length <= first.lengthBits(), "the length of " + first + "/" + length + " is too long");
    IpPrefix prefix = first.prefix(length);
    hold(prefix.first().equals(first), first + "/" + length + " has host bits set");
    hold(before == null || before.compareTo(prefix) < 0, prefix + " is out of order");
    return prefix;
  }

  static int readHandle(ByteBuffer from, IpPrefix prefix, int highest) throws TrieFormatException {
    int at = from.position();
    int handle = from.getInt(at + 2);
    hold(
        handle >= 1 && handle <= highest,
        prefix + " has the handle " + handle + "; handles are 1 to " + highest);
    from.position(at + HEADER_BYTES + (prefix.isV4() ? Integer.BYTES : 2 * Long.BYTES));
    return handle;
  }

  private static void hold(boolean condition, String otherwise) throws TrieFormatException {
    if (!condition) {
      throw new TrieFormatException(otherwise);
    }
  }
}
