package io.delist.trie;

import java.util.Arrays;

/** Makes new blocks out of old ones. Reused for many blocks; its arrays are scratch space. */
final class V4BlockWriter {

  private static final int KEY_MASK = -1 << V4Block.LENGTH_SHIFT;
  private static final int DEEPEST = 17;

  private int[] keys = new int[16];
  private int[] handles = new int[16];
  private int count;
  private boolean changed;

  /** A key without its hop. */
  static int key(int base, int length) {
    return base << V4Block.BASE_SHIFT | length << V4Block.LENGTH_SHIFT;
  }

  /**
   * The block with one prefix set (or, with NONE, removed); the same array if that is no change.
   */
  int[] with(int[] block, int base, int length, int handle) {
    return merge(block, new int[] {key(base, length)}, new int[] {handle}, 1);
  }

  /**
   * The block with changes: ascending keys, no key twice, NONE removes.
   *
   * @return the same array if nothing changed
   */
  int[] merge(int[] block, int[] changeKeys, int[] changeHandles, int changes) {
    int old = V4Block.count(block);
    reserve(old + changes);
    count = 0;
    changed = false;
    int next = 0;
    for (int c = 0; c < changes; c++) {
      int key = changeKeys[c];
      int at = V4Block.floor(block, key >>> V4Block.BASE_SHIFT, lengthOf(key));
      boolean there = at >= 0 && keyAt(block, at) == key;
      copy(block, next, there ? at : at + 1);
      next = at + 1;
      int before = there ? V4Block.handle(block, at) : PrefixTrie.NONE;
      changed |= before != changeHandles[c];
      if (changeHandles[c] != PrefixTrie.NONE) {
        keys[count] = key;
        handles[count++] = changeHandles[c];
      }
    }
    copy(block, next, old);
    return changed ? write(block[V4Block.INHERITED]) : block;
  }

  private static int keyAt(int[] block, int i) {
    return key(V4Block.base(block, i), V4Block.length(block, i));
  }

  private static int lengthOf(int key) {
    return key >>> V4Block.LENGTH_SHIFT & 0x1f;
  }

  /** Takes over prefixes as they are; the hops are made anew later. */
  private void copy(int[] block, int from, int to) {
    int length = to - from;
    int total = V4Block.count(block);
    int keysAt = V4Block.keysAt(total);
    System.arraycopy(block, keysAt + from, keys, count, length);
    if (block[V4Block.UNIFORM] != PrefixTrie.NONE) {
      Arrays.fill(handles, count, count + length, block[V4Block.UNIFORM]);
    } else {
      System.arraycopy(block, keysAt + total + from, handles, count, length);
    }
    count += length;
  }

  /** The block with another inherited handle; the same array if it is no other. */
  static int[] inheriting(int[] block, int inherited) {
    if (block[V4Block.INHERITED] == inherited) {
      return block;
    }
    if (V4Block.count(block) == 0) {
      return V4Block.blank(inherited);
    }
    int[] copy = block.clone();
    copy[V4Block.INHERITED] = inherited;
    return copy;
  }

  private void reserve(int size) {
    if (keys.length < size) {
      int room = Math.max(size, keys.length * 2);
      keys = new int[room];
      handles = new int[room];
    }
  }

  private int[] write(int inherited) {
    if (count == 0) {
      return V4Block.blank(inherited);
    }
    boolean uniform = true;
    for (int i = 1; i < count && uniform; i++) {
      uniform = handles[i] == handles[0];
    }
    int keysAt = V4Block.keysAt(count);
    int[] block = new int[keysAt + (uniform ? count : 2 * count)];
    block[V4Block.INHERITED] = inherited;
    block[V4Block.COUNT] = count;
    if (uniform) {
      block[V4Block.UNIFORM] = handles[0];
    } else {
      System.arraycopy(handles, 0, block, keysAt + count, count);
    }
    writeKeys(block, keysAt);
    writeIndex(block, V4Block.indexBits(count));
    return block;
  }

  private void writeKeys(int[] block, int keysAt) {
    int[] around = new int[DEEPEST];
    int depth = 0;
    for (int i = 0; i < count; i++) {
      int key = keys[i] & KEY_MASK;
      while (depth > 0 && !covers(keys[around[depth - 1]], key)) {
        depth--;
      }
      int hop = depth == 0 ? 0 : Math.min(i - around[depth - 1], V4Block.HOP_MAX);
      block[keysAt + i] = key | hop;
      around[depth++] = i;
    }
  }

  /** Whether the prefix of one key covers the base of another. */
  private static boolean covers(int outer, int inner) {
    return (outer ^ inner) >>> V4Block.BASE_SHIFT >>> (16 - lengthOf(outer)) == 0;
  }

  private void writeIndex(int[] block, int bits) {
    int i = 0;
    for (int b = 0; bits != 0 && b < 1 << bits; b++) {
      while (i < count && keys[i] >>> (32 - bits) < b) {
        i++;
      }
      block[V4Block.HEADER_INTS + (b >>> 1)] |= i << ((b & 1) << 4);
    }
  }

  /** The block made anew from its own prefixes; equal to it if it is sound. */
  int[] rewritten(int[] block) {
    count = 0;
    reserve(V4Block.count(block));
    copy(block, 0, V4Block.count(block));
    return write(block[V4Block.INHERITED]);
  }
}
