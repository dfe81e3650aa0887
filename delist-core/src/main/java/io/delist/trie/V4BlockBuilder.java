package io.delist.trie;

import java.util.Arrays;

/**
 * Puts a block together from its entries, in the order of their octets, and the keys of its
 * prefixes /16 to /24. Reused for many blocks; its arrays are scratch space.
 */
final class V4BlockBuilder {

  private static final int OCTETS = 256;
  private static final int NOTHING = Integer.MAX_VALUE;

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
  private int answer;
  private int lastEntry;
  private int owed = NOTHING;

  /** Begins a block whose octets answer with the inherited handle until something else is said. */
  void begin(int inherited) {
    Arrays.fill(bits, 0);
    entryCount = 0;
    loneCount = 0;
    keyCount = 0;
    hiddenCount = 0;
    subsLength = 0;
    answer = inherited;
    lastEntry = inherited;
    owed = NOTHING;
  }

  /**
   * From this octet on the answer up to /24 is this handle. Makes an entry only if that is not what
   * the last one says.
   */
  void answer(int octet, int handle) {
    settle(octet);
    answer = handle;
    if (lastEntry != handle) {
      entry(octet, handle);
      owed = NOTHING;
    }
  }

  /** An octet with longer prefixes owes the next one an entry, if that has none of its own. */
  private void settle(int octet) {
    if (owed < octet) {
      int at = owed;
      owed = NOTHING;
      entry(at, answer);
    }
  }

  /** In this octet is one longer prefix. */
  void lone(int octet, int lastOctet, int freeBits, int handle) {
    settle(octet);
    lones[loneCount] = handle;
    entry(
        octet,
        V4Block.NOT_A_HANDLE
            | V4Block.LONE
            | lastOctet
            | freeBits << V4Block.LONE_FREE_SHIFT
            | loneCount++ << V4Block.LONE_VALUE_SHIFT);
    owe(octet + 1);
  }

  private void owe(int octet) {
    owed = octet < OCTETS ? octet : NOTHING;
  }

  /** In this octet are several longer prefixes. */
  void sub(int octet, int[] from, int at, int length) {
    settle(octet);
    if (subsLength + length > subs.length) {
      subs = Arrays.copyOf(subs, Math.max(2 * subs.length, subsLength + length));
    }
    System.arraycopy(from, at, subs, subsLength, length);
    entry(octet, V4Block.NOT_A_HANDLE | subsLength);
    subsLength += length;
    owe(octet + 1);
  }

  private void entry(int octet, int entry) {
    bits[octet >>> 5] |= 1 << octet;
    entries[entryCount++] = entry;
    lastEntry = entry;
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

  /**
   * The block.
   *
   * @param uniform the handle of all its prefixes, or NONE if they differ
   */
  int[] build(int inherited, int uniform) {
    settle(OCTETS);
    boolean differ = uniform == PrefixTrie.NONE;
    int lonesAt = V4Block.ENTRIES + entryCount;
    int storedLones = differ ? loneCount : 0;
    int keysAt = lonesAt + storedLones;
    int hiddenAt = keysAt + V4Keys.ints(keyCount);
    int subsAt = hiddenAt + (differ ? hiddenCount : 0);
    int[] block = new int[subsAt + subsLength];
    block[V4Block.UNIFORM] = uniform;
    block[V4Block.META] = V4Block.meta(keyCount, storedLones);
    System.arraycopy(bits, 0, block, V4Block.WORDS, bits.length);
    V4Counts.write(bits, block, V4Block.COUNTS);
    block[V4Block.INHERITED] = inherited;
    placeEntries(block, differ ? lonesAt : V4Block.UNIFORM, differ, subsAt);
    System.arraycopy(lones, 0, block, lonesAt, storedLones);
    for (int i = 0; i < keyCount; i++) {
      V4Keys.put(block, keysAt, i, keys[i]);
    }
    System.arraycopy(hidden, 0, block, hiddenAt, differ ? hiddenCount : 0);
    System.arraycopy(subs, 0, block, subsAt, subsLength);
    return block;
  }

  private void placeEntries(int[] block, int lonesAt, boolean differ, int subsAt) {
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
      block[V4Block.ENTRIES + i] = entry;
    }
  }
}
