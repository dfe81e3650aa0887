package io.delist.trie;

import java.util.Arrays;

/**
 * Puts a block together from its entries, in the order of their octets, and the keys of its
 * prefixes /16 to /24. Reused for many blocks; its arrays are scratch space.
 */
final class V4BlockBuilder {

  private static final int OCTETS = 256;

  private final int[] bits = new int[8];
  private final int[] entries = new int[OCTETS];
  private final int[] lones = new int[OCTETS];
  private int[] keys = new int[OCTETS];
  private int[] hidden = new int[16];
  private int[] subs = new int[OCTETS];
  private int entryCount;
  private int loneCount;
  private int keyCount;
  private int hiddenCount;
  private int subsLength;

  void begin() {
    Arrays.fill(bits, 0);
    entryCount = 0;
    loneCount = 0;
    keyCount = 0;
    hiddenCount = 0;
    subsLength = 0;
  }

  /** From this octet on, up to the next entry, the answer is this handle. */
  void leaf(int octet, int handle) {
    entry(octet, handle);
  }

  /** In this octet is one longer prefix. */
  void lone(int octet, int lastOctet, int freeBits, int handle) {
    lones[loneCount] = handle;
    entry(
        octet,
        V4Block.NOT_A_HANDLE
            | V4Block.LONE
            | lastOctet
            | freeBits << V4Block.LONE_FREE_SHIFT
            | loneCount++ << V4Block.LONE_VALUE_SHIFT);
  }

  /** In this octet are several longer prefixes. */
  void sub(int octet, int[] from, int at, int length) {
    if (subsLength + length > subs.length) {
      subs = Arrays.copyOf(subs, Math.max(2 * subs.length, subsLength + length));
    }
    System.arraycopy(from, at, subs, subsLength, length);
    entry(octet, V4Block.NOT_A_HANDLE | subsLength);
    subsLength += length;
  }

  private void entry(int octet, int entry) {
    bits[octet >>> 5] |= 1 << octet;
    entries[entryCount++] = entry;
  }

  /** A prefix /16 to /24; its handle if it is hidden, else NONE. */
  void key(int key, int hiddenHandle) {
    if (keyCount == keys.length) {
      keys = Arrays.copyOf(keys, 2 * keyCount);
    }
    keys[keyCount++] = key;
    if (hiddenHandle != PrefixTrie.NONE) {
      if (hiddenCount == hidden.length) {
        hidden = Arrays.copyOf(hidden, 2 * hiddenCount);
      }
      hidden[hiddenCount++] = hiddenHandle;
    }
  }

  /** Nothing but a prefix makes an entry or a key. */
  boolean isEmpty() {
    return entryCount == 0 && keyCount == 0;
  }

  /**
   * The block.
   *
   * @param uniform the handle of all its prefixes, or NONE if they differ
   */
  int[] build(int inherited, int uniform) {
    boolean differ = uniform == PrefixTrie.NONE;
    int first = 0;
    int words = 0;
    if (entryCount > 0) {
      while (bits[first] == 0) {
        first++;
      }
      words = 8 - first;
      int last = entries[entryCount - 1];
      boolean runsOn = last >= 0 && last != inherited;
      while (!runsOn && bits[first + words - 1] == 0) {
        words--;
      }
    }
    int inheritedAt = V4Block.inheritedAt(words);
    int lonesAt = inheritedAt + 1 + entryCount;
    int storedLones = differ ? loneCount : 0;
    int keysAt = lonesAt + storedLones;
    int hiddenAt = keysAt + V4Keys.ints(keyCount);
    int subsAt = hiddenAt + (differ ? hiddenCount : 0);
    int[] block = new int[subsAt + subsLength];
    block[V4Block.UNIFORM] = uniform;
    block[V4Block.META] = V4Block.meta(first, words, keyCount, storedLones);
    System.arraycopy(bits, first, block, V4Block.WORDS, words);
    V4Counts.write(bits, first, words, block, V4Block.WORDS + words);
    block[inheritedAt] = inherited;
    placeEntries(block, inheritedAt + 1, differ ? lonesAt : V4Block.UNIFORM, differ, subsAt);
    System.arraycopy(lones, 0, block, lonesAt, storedLones);
    for (int i = 0; i < keyCount; i++) {
      V4Keys.put(block, keysAt, i, keys[i]);
    }
    System.arraycopy(hidden, 0, block, hiddenAt, differ ? hiddenCount : 0);
    System.arraycopy(subs, 0, block, subsAt, subsLength);
    return block;
  }

  private void placeEntries(int[] block, int at, int lonesAt, boolean differ, int subsAt) {
    int loneMask = V4Block.LONE_VALUE_MASK << V4Block.LONE_VALUE_SHIFT;
    for (int i = 0; i < entryCount; i++) {
      int entry = entries[i];
      if (entry < 0) {
        if ((entry & V4Block.LONE) == 0) {
          entry += subsAt;
        } else if (differ) {
          entry += lonesAt << V4Block.LONE_VALUE_SHIFT;
        } else {
          entry &= ~loneMask;
        }
      }
      block[at + i] = entry;
    }
  }
}
