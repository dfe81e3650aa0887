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
    int old = V4Block.entryAt(block, changed);
    boolean wasSub = isSub(old);
    int subsAt = V4Block.subsAt(block);
    int cutAt = wasSub ? old & V4Block.PLACE_MASK : firstSubAfter(block, changed);
    int cutEnd = wasSub ? cutAt + V4Sub.length(block, cutAt) : cutAt;
    int at = V4Block.ENTRIES;
    int moved = -subsAt;
    boolean placed = false;
    boolean first = true;
    for (int word = 0; word < V4Block.ALL_WORDS; word++) {
      int left = block[V4Block.WORDS + word];
      while (left != 0) {
        int octet = word << 5 | Integer.numberOfTrailingZeros(left);
        left &= left - 1;
        int entry = block[at++];
        if (octet >= changed && !placed) {
          place(block, subsAt, cutAt, changed, inherited, uniform);
          moved = builder.subsLength() - cutEnd;
          placed = true;
        }
        if (octet == changed) {
          continue;
        }
        if (octet > changed && first) {
          first = false;
          copyFirst(block, octet, entry, moved);
        } else {
          copy(block, octet, entry, moved);
        }
      }
    }
    if (!placed) {
      place(block, subsAt, cutAt, changed, inherited, uniform);
    }
    builder.copySubs(block, cutEnd, block.length - cutEnd);
    copyKeys(block);
  }

  private static boolean isSub(int entry) {
    return entry < 0 && (entry & V4Block.LONE) == 0;
  }

  /** Where the first part after this octet is, or the end of the block. */
  private static int firstSubAfter(int[] block, int octet) {
    int to = V4Block.ENTRIES + V4Block.entries(block);
    for (int i = V4Block.ENTRIES + V4Block.entriesUpTo(block, octet); i < to; i++) {
      if (isSub(block[i])) {
        return block[i] & V4Block.PLACE_MASK;
      }
    }
    return block.length;
  }

  private void place(
      int[] block, int subsAt, int cutAt, int octet, int inherited, boolean uniform) {
    builder.copySubs(block, subsAt, cutAt - subsAt);
    if (group.count > 0) {
      builder.goesOn(octet, inherited);
      writer.addLonger(
          builder, group.keys, group.handles, 0, group.count, inherited, inherited, uniform);
    } else {
      builder.answer(octet, inherited);
    }
  }

  /** The first entry after the changed one may be needed no longer, or need another before it. */
  private void copyFirst(int[] block, int octet, int entry, int moved) {
    if (entry >= 0) {
      builder.answer(octet, entry);
    } else {
      builder.settle(octet);
      copy(block, octet, entry, moved);
    }
  }

  private void copy(int[] block, int octet, int entry, int moved) {
    if (isSub(entry)) {
      builder.copied(octet, entry + moved, PrefixTrie.NONE);
    } else {
      int lone = entry >>> V4Block.LONE_VALUE_SHIFT & V4Block.LONE_VALUE_MASK;
      builder.copied(octet, entry, entry < 0 ? block[lone] : PrefixTrie.NONE);
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
