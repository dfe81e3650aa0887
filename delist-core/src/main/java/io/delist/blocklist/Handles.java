package io.delist.blocklist;

import io.delist.trie.PrefixTrie;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The handles of one {@link EntriesWriter}: numbers from 1 that stand for values in a trie. Equal
 * values share one.
 *
 * <p>States that were published read the same array of values. So a handle that is no longer in the
 * trie is given out again only after a {@link #sweep}, which goes on with a copy: what an older
 * state refers to stays as it was.
 *
 * <p><b>Cost:</b> values that are gone stay in memory until their handle is given out again: at
 * most as many as there are living ones, and {@value #SPARE}. A sweep looks at every prefix and
 * every value, and the writer waits for it: for a million different values some 0.7 s, once in as
 * many new ones; readers do not wait.
 */
final class Handles<T> {

  private static final int SPARE = 1024;

  private @Nullable Object[] slots;
  private int next;

  /** What {@code next} would have been at the last sweep without the handles that were free. */
  private int living;

  private int[] free = {};
  private int freeCount;

  /** The value asked for last: equal ones that come in a row are often the same object. */
  private @Nullable T lastValue;

  private int lastHandle;

  /** By value; made when it is first asked for. */
  private @Nullable Map<T, Integer> byValue;

  /** None. */
  Handles() {
    this(Entries.empty());
  }

  /** Those of a state, which stays as it is. */
  Handles(Entries<T> from) {
    slots = from.slots();
    next = from.next();
    living = from.livingAtSweep();
  }

  int of(T value) {
    if (value == lastValue) {
      return lastHandle;
    }
    lastHandle = byValue().computeIfAbsent(value, this::giveOut);
    lastValue = value;
    return lastHandle;
  }

  private int giveOut(T value) {
    int handle = freeCount > 0 ? free[--freeCount] : next++;
    if (handle == slots.length) {
      slots = Arrays.copyOf(slots, Math.max(16, slots.length * 2));
    }
    slots[handle] = value;
    return handle;
  }

  /** A trie of these handles with their values. */
  Entries<T> in(PrefixTrie trie) {
    return new Entries<>(trie, slots, next, living);
  }

  /** For the first prefixes after nothing: every handle that was given out is one of theirs. */
  void allLive() {
    living = next > SPARE ? next : 0;
  }

  /** Whether those that are gone may be more than the living. */
  boolean isSweepDue() {
    return freeCount == 0 && next > SPARE + 2L * living;
  }

  /** Finds the handles that are not in the trie: they are given out again. */
  void sweep(PrefixTrie trie) {
    BitSet inTrie = new BitSet(next);
    trie.forEachHandle(inTrie::set);
    living = inTrie.cardinality() + 1;
    free = new int[next - living];
    freeCount = 0;
    for (int handle = next - 1; handle > 0; handle--) {
      if (!inTrie.get(handle)) {
        free[freeCount++] = handle;
      }
    }
    byValue().values().removeIf(handle -> !inTrie.get(handle));
    slots = slots.clone();
    lastValue = null;
  }

  @SuppressWarnings("unchecked")
  private Map<T, Integer> byValue() {
    Map<T, Integer> map = byValue;
    if (map == null) {
      map = new HashMap<>(2 * next);
      for (int handle = 1; handle < next; handle++) {
        map.put((T) slots[handle], handle);
      }
      byValue = map;
    }
    return map;
  }
}
