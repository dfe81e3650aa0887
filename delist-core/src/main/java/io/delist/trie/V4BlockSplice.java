package io.delist.trie;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The short way to change one prefix longer than /24: only its /24 is written anew, the rest of the
 * block is copied as it is.
 *
 * <p>It is open where the answer around the /24 is the block's inherited one, so that no run begins
 * or ends by the change, and where it is certain without a look at every prefix whether all handles
 * of the block are the same.
 */
final class V4BlockSplice {

  private final V4BlockWriter writer;
  private final V4BlockBuilder builder = new V4BlockBuilder();
  private final V4BlockReader group = new V4BlockReader();

  V4BlockSplice(V4BlockWriter writer) {
    this.writer = writer;
  }

  /**
   * The block with the prefix set, or removed with NONE; null where the long way must be taken.
   *
   * @param before what is stored at the prefix; not the same as {@code handle}
   */
  int @Nullable [] with(int[] block, int base, int length, int before, int handle) {
    int octet = base >>> 8;
    int inherited = V4Block.inherited(block);
    int uniform = block[V4Block.UNIFORM];
    boolean open =
        !V4Block.isBlank(block)
            && V4Block.above(block, octet) == inherited
            && (uniform == PrefixTrie.NONE
                || handle == uniform
                || (handle == PrefixTrie.NONE && !isAllOf(block)));
    if (!open) {
      return null;
    }
    group.readLonger(block, octet);
    change(V4BlockReader.key(base, length), handle);
    builder.begin(inherited);
    copyAround(block, octet, inherited, uniform != PrefixTrie.NONE);
    int[] after = builder.build(inherited, uniform);
    boolean mayHaveBecomeUniform = uniform == PrefixTrie.NONE && before != PrefixTrie.NONE;
    return mayHaveBecomeUniform && !hasTwoHandles(after) ? null : after;
  }

  /** Whether the block has one prefix only. */
  private static boolean isAllOf(int[] block) {
    return V4Block.keys(block[V4Block.META]) == 0
        && V4Block.entries(block) <= 2
        && V4Block.count(block) == 1;
  }

  private void change(int key, int handle) {
    int i = 0;
    while (i < group.count && Integer.compareUnsigned(group.keys[i], key) < 0) {
      i++;
    }
    boolean there = i < group.count && group.keys[i] == key;
    if (handle == PrefixTrie.NONE) {
      group.count--;
      System.arraycopy(group.keys, i + 1, group.keys, i, group.count - i);
      System.arraycopy(group.handles, i + 1, group.handles, i, group.count - i);
      return;
    }
    if (!there) {
      if (group.count == group.keys.length) {
        group.keys = Arrays.copyOf(group.keys, 2 * group.count);
        group.handles = Arrays.copyOf(group.handles, 2 * group.count);
      }
      System.arraycopy(group.keys, i, group.keys, i + 1, group.count - i);
      System.arraycopy(group.handles, i, group.handles, i + 1, group.count - i);
      group.count++;
    }
    group.keys[i] = key;
    group.handles[i] = handle;
  }

  private void copyAround(int[] block, int changed, int inherited, boolean uniform) {
    int at = V4Block.ENTRIES;
    boolean placed = false;
    for (int word = 0; word < V4Block.ALL_WORDS; word++) {
      int left = block[V4Block.WORDS + word];
      while (left != 0) {
        int octet = word << 5 | Integer.numberOfTrailingZeros(left);
        left &= left - 1;
        int entry = block[at++];
        if (!placed && octet >= changed) {
          place(changed, inherited, uniform);
          placed = true;
        }
        if (octet != changed) {
          copy(block, octet, entry);
        }
      }
    }
    if (!placed) {
      place(changed, inherited, uniform);
    }
    copyKeys(block);
  }

  private void place(int octet, int inherited, boolean uniform) {
    if (group.count > 0) {
      builder.goesOn(octet, inherited);
      writer.addLonger(
          builder, group.keys, group.handles, 0, group.count, inherited, inherited, uniform);
    } else {
      builder.answer(octet, inherited);
    }
  }

  private void copy(int[] block, int octet, int entry) {
    if (entry >= 0) {
      builder.answer(octet, entry);
    } else if ((entry & V4Block.LONE) != 0) {
      builder.lone(
          octet,
          entry & 0xff,
          entry >>> V4Block.LONE_FREE_SHIFT & 7,
          block[entry >>> V4Block.LONE_VALUE_SHIFT & V4Block.LONE_VALUE_MASK]);
    } else {
      int at = entry & V4Block.PLACE_MASK;
      builder.sub(octet, block, at, V4Sub.length(block, at));
    }
  }

  private void copyKeys(int[] block) {
    int keyCount = V4Block.keys(block[V4Block.META]);
    int keysAt = V4Block.keysAt(block);
    int hiddenAt = keysAt + V4Keys.ints(keyCount);
    boolean differ = block[V4Block.UNIFORM] == PrefixTrie.NONE;
    for (int i = 0; i < keyCount; i++) {
      int key = V4Keys.get(block, keysAt, i);
      boolean stored = differ && V4Keys.isHidden(key);
      builder.key(key, stored ? block[hiddenAt++] : PrefixTrie.NONE);
    }
  }

  /** Whether two handles are seen among the prefixes longer than /24; false tells nothing. */
  private static boolean hasTwoHandles(int[] block) {
    int first = PrefixTrie.NONE;
    int to = V4Block.ENTRIES + V4Block.entries(block);
    for (int i = V4Block.ENTRIES; i < to; i++) {
      int entry = block[i];
      if (entry >= 0) {
        continue;
      }
      int valuesAt = entry >>> V4Block.LONE_VALUE_SHIFT & V4Block.LONE_VALUE_MASK;
      int end = valuesAt + 1;
      if ((entry & V4Block.LONE) == 0) {
        int at = entry & V4Block.PLACE_MASK;
        end = V4Sub.keysAt(block, at);
        valuesAt = end - V4Sub.values(block[at]);
      }
      for (int v = valuesAt; v < end; v++) {
        if (first != PrefixTrie.NONE && block[v] != first) {
          return true;
        }
        first = block[v];
      }
    }
    return false;
  }
}
