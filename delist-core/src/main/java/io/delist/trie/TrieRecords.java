package io.delist.trie;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The bytes of a trie: its blocks as they lie in memory, one record each, so that loading is
 * copying; and its groups of IPv6 prefixes, each sorted ({@link V6Sorted}).
 *
 * <pre>
 * kind, 4 bytes | place, 4 | numbers N, 4 | kind 3 only: offset, 4 | N ints, or N longs for kind 3
 * </pre>
 *
 * <p>Everything is little-endian. Kinds 0, 1 and 2 are blocks of the IPv4 table, of the IPv6 table
 * for prefixes up to /32, and of the table of groups, in this order. The place of a block is 0 for
 * the root's wide block, {@code 1 + 257 m} for that of middle m, and {@code 2 + 257 m + s} for slot
 * s of it; places ascend, blank blocks are left out. Kind 3 is a part of a group: place is its
 * number, 1 upwards without a gap, offset is where the part belongs in it; parts follow each other,
 * and the last part of a group is the one that completes the count in its first number.
 */
final class TrieRecords {

  static final int V4 = 0;
  static final int V6_WIDE = 1;
  static final int V6_HEADS = 2;
  static final int GROUP = 3;

  static final int BLOCK_HEADER_BYTES = 12;
  static final int GROUP_HEADER_BYTES = 16;

  /** So many slots has a middle, with its wide block. */
  static final int MIDDLE = V4Table.WIDE + 1;

  private static final int LONGS_IN_PART = 1 << 16;

  private TrieRecords() {}

  static void write(PrefixTrie trie, BlockSink sink) throws IOException {
    write(V4, trie.v4, sink);
    write(V6_WIDE, trie.v6.wide, sink);
    V6Group[] groups = trie.v6.heads.within(0, 0);
    write(V6_HEADS, numbered(groups), sink);
    V6GroupEdit editor = new V6GroupEdit();
    for (int i = 0; i < groups.length; i++) {
      write(i + 1, editor.sorted(groups[i]), sink);
    }
  }

  /** The table of their /32s with the numbers 1, 2, 3… in order. */
  private static V4Table numbered(V6Group[] groups) {
    V4Changes numbers = new V4Changes(Math.max(1, groups.length));
    for (int i = 0; i < groups.length; i++) {
      numbers.add(groups[i].head, V6Table.HEAD_BITS, i + 1);
    }
    return new V4Edit().apply(V4Table.EMPTY, numbers);
  }

  private static void write(int kind, V4Table table, BlockSink sink) throws IOException {
    write(kind, 0, table.wide, sink);
    for (int m = 0; m < table.middles.length; m++) {
      int[][] middle = table.middles[m];
      int place = 1 + MIDDLE * m;
      write(kind, place, middle[V4Table.WIDE], sink);
      for (int s = 0; s < V4Table.WIDE; s++) {
        write(kind, place + 1 + s, middle[s], sink);
      }
    }
  }

  private static void write(int kind, int place, int[] block, BlockSink sink) throws IOException {
    if (V4Block.isBlank(block)) {
      return;
    }
    int bytes = Integer.BYTES * block.length;
    ByteBuffer to = sink.room(BLOCK_HEADER_BYTES + bytes);
    to.putInt(kind).putInt(place).putInt(block.length);
    to.asIntBuffer().put(block);
    to.position(to.position() + bytes);
  }

  private static void write(int number, long[] group, BlockSink sink) throws IOException {
    for (int offset = 0; offset < group.length; offset += LONGS_IN_PART) {
      int longs = Math.min(LONGS_IN_PART, group.length - offset);
      int bytes = Long.BYTES * longs;
      ByteBuffer to = sink.room(GROUP_HEADER_BYTES + bytes);
      to.putInt(GROUP).putInt(number).putInt(longs).putInt(offset);
      to.asLongBuffer().put(group, offset, longs);
      to.position(to.position() + bytes);
    }
  }
}
