package io.delist.trie;

import java.util.Arrays;

/**
 * Reads the prefixes of a block out again, in order. Reused for many blocks; its arrays are scratch
 * space.
 *
 * <p>A prefix of a block is a <em>key</em> of 32 bits: base (16 bits) | length (5 bits) | 0, both
 * relative to the block: in the block of 192.0.0.0/16, 192.0.2.0/24 has base 0x0200 and length 8.
 * So the order of the keys, unsigned, is the order of prefixes.
 */
final class V4BlockReader {

  static final int BASE_SHIFT = 16;
  static final int LENGTH_SHIFT = 11;

  int[] keys = new int[16];
  int[] handles = new int[16];
  int count;

  static int key(int base, int length) {
    return base << BASE_SHIFT | length << LENGTH_SHIFT;
  }

  static int base(int key) {
    return key >>> BASE_SHIFT;
  }

  static int length(int key) {
    return key >>> LENGTH_SHIFT & 0x1f;
  }

  /** Reads all prefixes of a block. */
  void read(int[] block) {
    count = 0;
    int meta = block[V4Block.META];
    int wideCount = V4Block.keys(meta);
    int keysAt = V4Block.keysAt(block);
    int hidden = 0;
    int wide = 0;
    int entryAt = V4Block.ENTRIES;
    for (int word = 0; word < V4Block.ALL_WORDS; word++) {
      int left = block[V4Block.WORDS + word];
      while (left != 0) {
        int octet = word << 5 | Integer.numberOfTrailingZeros(left);
        left &= left - 1;
        int entry = block[entryAt++];
        if (entry < 0) {
          while (wide < wideCount && V4Keys.octet(V4Keys.get(block, keysAt, wide)) <= octet) {
            hidden = addWide(block, keysAt, wideCount, wide++, hidden);
          }
          addLonger(block, octet, entry);
        }
      }
    }
    while (wide < wideCount) {
      hidden = addWide(block, keysAt, wideCount, wide++, hidden);
    }
  }

  private int addWide(int[] block, int keysAt, int wideCount, int i, int hidden) {
    int key = V4Keys.get(block, keysAt, i);
    int handle = block[V4Block.UNIFORM];
    boolean isHidden = V4Keys.isHidden(key);
    if (handle == PrefixTrie.NONE) {
      handle =
          isHidden
              ? block[keysAt + V4Keys.ints(wideCount) + hidden]
              : V4Block.above(block, V4Keys.shownAt(block, keysAt, wideCount, i));
    }
    add(key(V4Keys.octet(key) << 8, V4Keys.length(key)), handle);
    return isHidden ? hidden + 1 : hidden;
  }

  private void addLonger(int[] block, int octet, int entry) {
    if ((entry & V4Block.LONE) != 0) {
      int free = entry >>> V4Block.LONE_FREE_SHIFT & 7;
      int valueAt = entry >>> V4Block.LONE_VALUE_SHIFT & V4Block.LONE_VALUE_MASK;
      add(key(octet << 8 | (entry & 0xff), 16 - free), block[valueAt]);
      return;
    }
    int at = entry & V4Block.PLACE_MASK;
    int keysAt = V4Sub.keysAt(block, at);
    int keyCount = V4Sub.keys(block[at]);
    for (int i = 0; i < keyCount; i++) {
      int key = V4Keys.get(block, keysAt, i);
      add(
          key(octet << 8 | V4Keys.octet(key), 8 + V4Keys.length(key)),
          V4Sub.handle(block, at, keysAt, i));
    }
  }

  /** Reads the prefixes longer than /24 in one /24. */
  void readLonger(int[] block, int octet) {
    count = 0;
    int entry = V4Block.entryAt(block, octet);
    if (entry < 0) {
      addLonger(block, octet, entry);
    }
  }

  private void add(int key, int handle) {
    if (count == keys.length) {
      keys = Arrays.copyOf(keys, 2 * count);
      handles = Arrays.copyOf(handles, 2 * count);
    }
    keys[count] = key;
    handles[count++] = handle;
  }

  /** The handle stored at exactly this prefix, or NONE. */
  static int exact(int[] block, int base, int length) {
    return length <= 8 ? exactWide(block, base >>> 8, length) : exactLonger(block, base, length);
  }

  private static int exactWide(int[] block, int octet, int length) {
    int keyCount = V4Block.keys(block[V4Block.META]);
    if (keyCount == 0) {
      return PrefixTrie.NONE;
    }
    int keysAt = V4Block.keysAt(block);
    int i = V4Keys.find(block, keysAt, keyCount, V4Keys.of(octet, length));
    if (i < 0) {
      return PrefixTrie.NONE;
    }
    if (block[V4Block.UNIFORM] != PrefixTrie.NONE) {
      return block[V4Block.UNIFORM];
    }
    return V4Keys.isHidden(V4Keys.get(block, keysAt, i))
        ? block[keysAt + V4Keys.ints(keyCount) + V4Keys.hiddenBefore(block, keysAt, i)]
        : V4Block.above(block, V4Keys.shownAt(block, keysAt, keyCount, i));
  }

  private static int exactLonger(int[] block, int base, int length) {
    int entry = V4Block.entryAt(block, base >>> 8);
    if (entry >= 0) {
      return PrefixTrie.NONE;
    }
    if ((entry & V4Block.LONE) != 0) {
      boolean same =
          (entry & 0xff) == (base & 0xff) && (entry >>> V4Block.LONE_FREE_SHIFT & 7) == 16 - length;
      return same
          ? block[entry >>> V4Block.LONE_VALUE_SHIFT & V4Block.LONE_VALUE_MASK]
          : PrefixTrie.NONE;
    }
    int at = entry & V4Block.PLACE_MASK;
    int keysAt = V4Sub.keysAt(block, at);
    int wanted = V4Keys.of(base & 0xff, length - 8);
    int i = V4Keys.find(block, keysAt, V4Sub.keys(block[at]), wanted);
    return i < 0 ? PrefixTrie.NONE : V4Sub.handle(block, at, keysAt, i);
  }
}
