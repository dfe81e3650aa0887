package io.delist.blocklist;

import io.delist.net.IpPrefix;
import io.delist.trie.PrefixTrie;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the successive states of one {@link Entries}. Equal values share a handle; a handle is
 * given out once, so that older states stay true, and those that nothing refers to any more are
 * dropped by renumbering when they outnumber the living.
 *
 * <p><b>Threads:</b> one writer.
 */
final class EntriesWriter<T> {

  private static final int SPARE_HANDLES = 1024;

  /**
   * More changes than this do not wait as objects, which the collector would have to copy while
   * readers stand still: of a million, some 100 MB.
   */
  private static final int MOST_PENDING = 1 << 15;

  private final Map<IpPrefix, Optional<T>> pending = new LinkedHashMap<>();

  /** With every change but the pending ones; what was published, or ahead of it. */
  private Entries<T> state;

  private PrefixTrie.Editor editor;
  private @Nullable Object[] slots;
  private int next;
  private int livingAtRenumbering;

  /** The value asked for last: equal ones that come in a row are often the same object. */
  private @Nullable T lastValue;

  private int lastHandle;

  /** By value; made when it is first asked for. */
  private @Nullable Map<T, Integer> handles;

  /** Starts from nothing. */
  EntriesWriter() {
    this(Entries.empty());
  }

  /** Goes on from a state, which stays as it is. */
  EntriesWriter(Entries<T> from) {
    state = from;
    editor = from.trie().edit();
    slots = from.slots();
    next = from.next();
    livingAtRenumbering = from.livingAtRenumbering();
  }

  /** The value at exactly this prefix, changes not yet published included. */
  @Nullable T at(IpPrefix prefix) {
    Optional<T> changed = pending.get(prefix);
    return changed == null ? state.exact(prefix) : changed.orElse(null);
  }

  void put(IpPrefix prefix, T value) {
    change(prefix, Optional.of(value));
  }

  void remove(IpPrefix prefix) {
    change(prefix, Optional.empty());
  }

  private void change(IpPrefix prefix, Optional<T> value) {
    pending.put(prefix, value);
    if (pending.size() == MOST_PENDING) {
      takeIn();
    }
  }

  /** The state after everything so far. */
  Entries<T> publish() {
    if (!pending.isEmpty()) {
      takeIn();
    }
    return state;
  }

  private void takeIn() {
    pending.forEach(
        (prefix, value) -> {
          if (value.isPresent()) {
            editor.put(prefix, handleOf(value.get()));
          } else {
            editor.remove(prefix);
          }
        });
    pending.clear();
    state = new Entries<>(editor.build(), slots, next, livingAtRenumbering);
    if (next > SPARE_HANDLES + 2 * livingAtRenumbering) {
      renumber();
    }
  }

  private void renumber() {
    Entries<T> old = state;
    handles = new HashMap<>();
    slots = new Object[16];
    next = 1;
    editor = PrefixTrie.empty().edit();
    lastValue = null;
    old.forEach((prefix, value) -> editor.put(prefix, handleOf(value)));
    livingAtRenumbering = next;
    state = new Entries<>(editor.build(), slots, next, livingAtRenumbering);
  }

  private int handleOf(T value) {
    if (value == lastValue) {
      return lastHandle;
    }
    lastHandle = handleByValue(value);
    lastValue = value;
    return lastHandle;
  }

  private int handleByValue(T value) {
    Map<T, Integer> byValue = handles();
    Integer known = byValue.get(value);
    if (known != null) {
      return known;
    }
    if (next == slots.length) {
      slots = Arrays.copyOf(slots, Math.max(16, slots.length * 2));
    }
    slots[next] = value;
    byValue.put(value, next);
    return next++;
  }

  private Map<T, Integer> handles() {
    Map<T, Integer> byValue = handles;
    if (byValue == null) {
      byValue = new HashMap<>();
      for (int handle = 1; handle < next; handle++) {
        byValue.put(state.of(handle), handle);
      }
      handles = byValue;
    }
    return byValue;
  }
}
