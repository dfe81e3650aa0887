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

  private Entries<T> published = Entries.empty();
  private final Map<IpPrefix, Optional<T>> pending = new LinkedHashMap<>();
  private Map<T, Integer> handles = new HashMap<>();
  private @Nullable Object[] slots = new Object[16];
  private int next = 1;
  private int livingAtRenumbering;

  /** The value at exactly this prefix, changes not yet published included. */
  @Nullable T at(IpPrefix prefix) {
    Optional<T> changed = pending.get(prefix);
    return changed == null ? published.exact(prefix) : changed.orElse(null);
  }

  void put(IpPrefix prefix, T value) {
    pending.put(prefix, Optional.of(value));
  }

  void remove(IpPrefix prefix) {
    pending.put(prefix, Optional.empty());
  }

  /** The state after everything so far. */
  Entries<T> publish() {
    if (pending.isEmpty()) {
      return published;
    }
    PrefixTrie.Editor editor = published.trie().edit();
    pending.forEach(
        (prefix, value) -> {
          if (value.isPresent()) {
            editor.put(prefix, handleOf(value.get()));
          } else {
            editor.remove(prefix);
          }
        });
    pending.clear();
    published = new Entries<>(editor.build(), slots);
    if (next > SPARE_HANDLES + 2 * livingAtRenumbering) {
      renumber();
    }
    return published;
  }

  private void renumber() {
    Entries<T> old = published;
    handles = new HashMap<>();
    slots = new Object[16];
    next = 1;
    PrefixTrie.Editor editor = PrefixTrie.empty().edit();
    old.forEach((prefix, value) -> editor.put(prefix, handleOf(value)));
    published = new Entries<>(editor.build(), slots);
    livingAtRenumbering = next;
  }

  private int handleOf(T value) {
    Integer known = handles.get(value);
    if (known != null) {
      return known;
    }
    if (next == slots.length) {
      slots = Arrays.copyOf(slots, slots.length * 2);
    }
    slots[next] = value;
    handles.put(value, next);
    return next++;
  }
}
