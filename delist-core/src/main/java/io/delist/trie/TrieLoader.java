package io.delist.trie;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Makes a trie of the records that {@link TrieRecords} writes. */
final class TrieLoader {

  private final V4TableLoader[] tables;
  private final V6GroupsLoader groups;
  private int kind;

  TrieLoader(int highestHandle) {
    groups = new V6GroupsLoader(highestHandle);
    // A number that no group stands behind must not be an answer anywhere, so heads are made anew.
    tables =
        new V4TableLoader[] {
          new V4TableLoader(highestHandle, false),
          new V4TableLoader(highestHandle, false),
          new V4TableLoader(Integer.MAX_VALUE, true)
        };
  }

  void read(ByteBuffer chunk) throws TrieFormatException {
    ByteBuffer from = chunk.slice().order(ByteOrder.LITTLE_ENDIAN);
    while (from.hasRemaining()) {
      record(from);
    }
    chunk.position(chunk.limit());
  }

  private void record(ByteBuffer from) throws TrieFormatException {
    need(from, TrieRecords.BLOCK_HEADER_BYTES);
    int next = from.getInt();
    int place = from.getInt();
    int count = from.getInt();
    hold(next >= kind && next <= TrieRecords.GROUP, "a record is of kind %", next);
    hold(count > 0, "a record has % numbers", count);
    kind = next;
    if (kind == TrieRecords.GROUP) {
      need(from, Integer.BYTES);
      int offset = from.getInt();
      need(from, (long) count * Long.BYTES);
      long[] part = new long[count];
      from.asLongBuffer().get(part);
      from.position(from.position() + count * Long.BYTES);
      groups.add(place, offset, part);
    } else {
      need(from, (long) count * Integer.BYTES);
      int[] block = new int[count];
      from.asIntBuffer().get(block);
      from.position(from.position() + count * Integer.BYTES);
      tables[kind].add(place, block);
    }
  }

  private static void need(ByteBuffer from, long bytes) throws TrieFormatException {
    hold(
        from.remaining() >= bytes,
        "a record needs % bytes more and has %",
        bytes,
        from.remaining());
  }

  PrefixTrie build() throws TrieFormatException {
    V4Table heads = tables[TrieRecords.V6_HEADS].build();
    V6Table v6 = groups.build(tables[TrieRecords.V6_WIDE].build(), heads);
    V4Table v4 = tables[TrieRecords.V4].build();
    return new PrefixTrie(v4, v6);
  }

  static void hold(boolean condition, String otherwise) throws TrieFormatException {
    if (!condition) {
      throw new TrieFormatException(otherwise);
    }
  }

  /** The text is made only where it is needed: each % of it is a number. */
  static void hold(boolean condition, String otherwise, long number) throws TrieFormatException {
    hold(condition, otherwise, number, 0, 0);
  }

  static void hold(boolean condition, String otherwise, long first, long second)
      throws TrieFormatException {
    hold(condition, otherwise, first, second, 0);
  }

  static void hold(boolean condition, String otherwise, long first, long second, long third)
      throws TrieFormatException {
    if (!condition) {
      throw new TrieFormatException(
          otherwise
              .replaceFirst("%", Long.toString(first))
              .replaceFirst("%", Long.toString(second))
              .replaceFirst("%", Long.toString(third)));
    }
  }
}
