package io.delist.benchmarks;

import io.delist.benchmarks.Rival.Handles;
import java.util.Arrays;

/**
 * DIR-24-8 (Gupta, Lin, McKeown, INFOCOM 1998): a table with one slot for each /24, and one of 256
 * slots for each /24 that holds longer prefixes. One load, or two. It takes 64 MiB and 1 KiB for
 * each such /24, and a change to a short prefix writes many slots.
 */
final class Dir24 {

  /** A handle, or if negative the complement of a block's number. */
  private final int[] slash24s = new int[1 << 24];

  private final int[] blocks;

  private Dir24(int blockCount) {
    blocks = new int[Math.multiplyExact(blockCount, 256)];
  }

  /** A list in order: what covers a prefix comes before it, and is overwritten by it. */
  static Dir24 of(PrefixList list, Handles handles) {
    int count = 0;
    int last = -1;
    for (int i = 0; i < list.size(); i++) {
      int slash24 = list.bits(i) >>> 8;
      if (list.length(i) > 24 && slash24 != last) {
        count++;
        last = slash24;
      }
    }
    Dir24 table = new Dir24(count);
    int next = 0;
    for (int i = 0; i < list.size(); i++) {
      if (list.length(i) > 24) {
        next += table.putInBlock(list.bits(i), list.length(i), handles.of(i), next);
      } else {
        int from = list.bits(i) >>> 8;
        Arrays.fill(table.slash24s, from, from + (1 << (24 - list.length(i))), handles.of(i));
      }
    }
    return table;
  }

  /** Returns how many blocks it opened. */
  private int putInBlock(int bits, int length, int handle, int next) {
    int above = slash24s[bits >>> 8];
    int opened = 0;
    if (above >= 0) {
      Arrays.fill(blocks, next << 8, (next + 1) << 8, above);
      slash24s[bits >>> 8] = ~next;
      opened = 1;
    }
    int from = ~slash24s[bits >>> 8] << 8 | (bits & 0xff);
    Arrays.fill(blocks, from, from + (1 << (32 - length)), handle);
    return opened;
  }

  int lookup(int bits) {
    int slot = slash24s[bits >>> 8];
    return slot >= 0 ? slot : blocks[~slot << 8 | (bits & 0xff)];
  }

  Rival rival(Queries queries) {
    int[] bits = queries.bits();
    return i -> lookup(bits[i]);
  }
}
