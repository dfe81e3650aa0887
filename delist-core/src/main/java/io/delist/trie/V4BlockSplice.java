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

  private final V4BlockReader group = new V4BlockReader();
  private final V4OctetCut cut = new V4OctetCut();

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
    int[] after = cut.replaced(block, octet, group, inherited);
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
