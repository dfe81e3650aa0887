package io.delist.trie;

import java.util.Arrays;

/** Makes new blocks out of old ones. Reused for many blocks; its arrays are scratch space. */
final class V4BlockEdit {

  static final int OCTET_LENGTH = 8;

  private final V4BlockReader reader = new V4BlockReader();
  private final V4BlockWriter writer = new V4BlockWriter();
  private final V4BlockSplice splice = new V4BlockSplice();
  private final int[] oneKey = new int[1];
  private final int[] oneHandle = new int[1];
  private int[] keys = new int[16];
  private int[] handles = new int[16];
  private int count;
  private int grownBy;

  /**
   * The block with one prefix set (or, with NONE, removed); the same array if that is no change.
   */
  int[] with(int[] block, int base, int length, int handle) {
    int before = V4BlockReader.exact(block, base, length);
    if (before == handle) {
      grownBy = 0;
      return block;
    }
    int[] spliced = length > OCTET_LENGTH ? splice.with(block, base, length, before, handle) : null;
    if (spliced != null) {
      grownBy = handle == PrefixTrie.NONE ? -1 : before == PrefixTrie.NONE ? 1 : 0;
      return spliced;
    }
    oneKey[0] = V4BlockReader.key(base, length);
    oneHandle[0] = handle;
    return merge(block, oneKey, oneHandle, 1);
  }

  /**
   * The block with changes: ascending keys, no key twice, NONE removes.
   *
   * @return the same array if nothing changed
   */
  int[] merge(int[] block, int[] changeKeys, int[] changeHandles, int changes) {
    if (V4Block.isBlank(block)) {
      return fill(block, changeKeys, changeHandles, changes);
    }
    reader.read(block);
    reserve(reader.count + changes);
    count = 0;
    boolean changed = false;
    int next = 0;
    for (int c = 0; c < changes; c++) {
      int key = changeKeys[c];
      while (next < reader.count && Integer.compareUnsigned(reader.keys[next], key) < 0) {
        add(reader.keys[next], reader.handles[next++]);
      }
      int before = PrefixTrie.NONE;
      if (next < reader.count && reader.keys[next] == key) {
        before = reader.handles[next++];
      }
      changed |= before != changeHandles[c];
      if (changeHandles[c] != PrefixTrie.NONE) {
        add(key, changeHandles[c]);
      }
    }
    while (next < reader.count) {
      add(reader.keys[next], reader.handles[next++]);
    }
    grownBy = count - reader.count;
    return changed ? writer.write(V4Block.inherited(block), keys, handles, 0, count) : block;
  }

  private int[] fill(int[] blank, int[] changeKeys, int[] changeHandles, int changes) {
    reserve(changes);
    count = 0;
    for (int c = 0; c < changes; c++) {
      if (changeHandles[c] != PrefixTrie.NONE) {
        add(changeKeys[c], changeHandles[c]);
      }
    }
    grownBy = count;
    return count == 0 ? blank : writer.write(V4Block.inherited(blank), keys, handles, 0, count);
  }

  private void add(int key, int handle) {
    keys[count] = key;
    handles[count++] = handle;
  }

  private void reserve(int size) {
    if (keys.length < size) {
      int room = Math.max(size, keys.length * 2);
      keys = Arrays.copyOf(keys, room);
      handles = Arrays.copyOf(handles, room);
    }
  }

  /** How many prefixes more than before the block has that was made last; negative if fewer. */
  int grownBy() {
    return grownBy;
  }

  /** The block with another inherited handle; the same array if it is no other. */
  int[] inheriting(int[] block, int inherited) {
    if (V4Block.inherited(block) == inherited) {
      return block;
    }
    return rewritten(block, inherited);
  }

  /** The block made anew from its own prefixes; with the same inherited handle equal to it. */
  int[] rewritten(int[] block, int inherited) {
    reader.read(block);
    return writer.write(inherited, reader.keys, reader.handles, 0, reader.count);
  }
}
