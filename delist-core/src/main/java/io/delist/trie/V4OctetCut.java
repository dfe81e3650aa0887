package io.delist.trie;

/**
 * Copies a block but for one of its /24s, whose longer prefixes are others. The answer up to /24
 * there is the inherited one, and stays so. Reused for many blocks; holds the numbers of the one at
 * hand.
 */
final class V4OctetCut {

  private final V4SubWriter subs = new V4SubWriter();

  private int[] block = V4Block.EMPTY;
  private int[] after = V4Block.EMPTY;
  private boolean differ;

  /** How many entries stand before the /24, and from which of the old ones on they are kept. */
  private int before;

  private int keptFrom;

  /** The entries in between, none to two. */
  private final int[] between = new int[2];

  private int betweenCount;

  /**
   * The block with these longer prefixes in the /24.
   *
   * @param octet the /24
   * @param group all its longer prefixes; may be none, but not if there is no other in the block
   */
  int[] replaced(int[] old, int octet, V4BlockReader group, int inherited) {
    block = old;
    differ = old[V4Block.UNIFORM] == PrefixTrie.NONE;
    boolean lone = group.count == 1;
    boolean several = group.count > 1;
    int oldEntry = V4Block.entryAt(old, octet);
    boolean wasSeveral = oldEntry < 0 && (oldEntry & V4Block.LONE) == 0;
    boolean wasLone = oldEntry < 0 && !wasSeveral;
    if (several) {
      subs.write(group.keys, group.handles, 0, group.count, inherited, !differ);
    }
    int entries = V4Block.entries(old);
    boolean nextBegins = plan(octet, group.count > 0, entries, inherited);

    int cutAt = wasSeveral ? oldEntry & V4Block.PLACE_MASK : firstPart(keptFrom, entries);
    int cutEnd = wasSeveral ? cutAt + V4Sub.length(old, cutAt) : cutAt;
    int newEntries = before + betweenCount + entries - keptFrom;
    int lones = V4Block.lones(old[V4Block.META]);
    int loneGrowth = differ ? (lone ? 1 : 0) - (wasLone ? 1 : 0) : 0;
    int grown = newEntries - entries + loneGrowth;
    int subGrowth = (several ? subs.length : 0) - (cutEnd - cutAt);
    after = new int[old.length + grown + subGrowth];

    System.arraycopy(old, 0, after, 0, V4Block.ENTRIES);
    after[V4Block.META] += loneGrowth << V4Block.LONES_SHIFT;
    begins(octet, betweenCount > 0);
    if (octet < 255) {
      begins(octet + 1, nextBegins);
    }
    V4Counts.write(after, V4Block.WORDS, after, V4Block.COUNTS);

    int lonesAt = V4Block.ENTRIES + entries;
    int newLonesAt = V4Block.ENTRIES + newEntries;
    int lonesBefore = differ ? lonesBefore(lonesAt) : 0;
    copyEntries(0, before, 0, grown, newLonesAt - lonesAt);
    copyEntries(
        keptFrom,
        entries,
        before + betweenCount,
        grown + subGrowth,
        newLonesAt - lonesAt + loneGrowth);
    if (several) {
      between[0] = V4Block.NOT_A_HANDLE | (cutAt + grown);
    } else if (lone) {
      between[0] = loneEntry(group.keys[0], differ ? newLonesAt + lonesBefore : V4Block.UNIFORM);
    }
    System.arraycopy(between, 0, after, V4Block.ENTRIES + before, betweenCount);

    if (differ) {
      System.arraycopy(old, lonesAt, after, newLonesAt, lonesBefore);
      if (lone) {
        after[newLonesAt + lonesBefore] = group.handles[0];
      }
      int rest = lonesBefore + (wasLone ? 1 : 0);
      int newRest = newLonesAt + lonesBefore + (lone ? 1 : 0);
      System.arraycopy(old, lonesAt + rest, after, newRest, lones - rest);
    }
    int keysAt = lonesAt + lones;
    System.arraycopy(old, keysAt, after, keysAt + grown, cutAt - keysAt);
    if (several) {
      System.arraycopy(subs.part, 0, after, cutAt + grown, subs.length);
    }
    System.arraycopy(old, cutEnd, after, cutEnd + grown + subGrowth, old.length - cutEnd);
    return after;
  }

  /**
   * Decides which entries there are at the /24 and after it.
   *
   * @return whether an entry begins at the next one
   */
  private boolean plan(int octet, boolean longer, int entries, int inherited) {
    int upTo = V4Block.entriesUpTo(block, octet);
    boolean began = begins(block, octet);
    before = began ? upTo - 1 : upTo;
    keptFrom = upTo;
    betweenCount = 0;
    boolean nextBegan = octet < 255 && begins(block, octet + 1);
    if (longer) {
      betweenCount = 1;
      if (octet < 255 && !nextBegan) {
        between[betweenCount++] = inherited;
      }
      return octet < 255;
    }
    int last = before == 0 ? inherited : block[V4Block.ENTRIES + before - 1];
    if (last != inherited) {
      between[betweenCount++] = inherited;
    }
    if (nextBegan && keptFrom < entries && block[V4Block.ENTRIES + keptFrom] == inherited) {
      keptFrom++;
      return false;
    }
    return nextBegan;
  }

  private static boolean begins(int[] block, int octet) {
    return (block[V4Block.WORDS + (octet >>> 5)] >>> octet & 1) != 0;
  }

  private void begins(int octet, boolean begins) {
    int at = V4Block.WORDS + (octet >>> 5);
    after[at] = begins ? after[at] | 1 << octet : after[at] & ~(1 << octet);
  }

  /** Where the first part from this entry on is, or the end of the block. */
  private int firstPart(int from, int to) {
    for (int i = V4Block.ENTRIES + from; i < V4Block.ENTRIES + to; i++) {
      if (block[i] < 0 && (block[i] & V4Block.LONE) == 0) {
        return block[i] & V4Block.PLACE_MASK;
      }
    }
    return block.length;
  }

  /** How many lone prefixes stand before the /24. */
  private int lonesBefore(int lonesAt) {
    for (int i = V4Block.ENTRIES + before - 1; i >= V4Block.ENTRIES; i--) {
      int entry = block[i];
      if (entry < 0 && (entry & V4Block.LONE) != 0) {
        return (entry >>> V4Block.LONE_VALUE_SHIFT & V4Block.LONE_VALUE_MASK) - lonesAt + 1;
      }
    }
    return 0;
  }

  private static int loneEntry(int key, int valueAt) {
    int free = 16 - V4BlockReader.length(key);
    return V4Block.NOT_A_HANDLE
        | V4Block.LONE
        | (V4BlockReader.base(key) & 0xff)
        | free << V4Block.LONE_FREE_SHIFT
        | valueAt << V4Block.LONE_VALUE_SHIFT;
  }

  /** Copies entries from one to another, and moves what they point at. */
  private void copyEntries(int from, int to, int at, int partsMoved, int lonesMoved) {
    int lonesBy = differ ? lonesMoved << V4Block.LONE_VALUE_SHIFT : 0;
    int target = V4Block.ENTRIES + at;
    for (int i = V4Block.ENTRIES + from; i < V4Block.ENTRIES + to; i++) {
      int entry = block[i];
      int moved = (entry & V4Block.LONE) == 0 ? partsMoved : lonesBy;
      after[target++] = entry < 0 ? entry + moved : entry;
    }
  }
}
