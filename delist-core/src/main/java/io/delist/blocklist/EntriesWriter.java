package io.delist.blocklist;

import io.delist.net.IpPrefix;
import io.delist.trie.PrefixTrie;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the successive states of one {@link Entries}. Equal values share a handle; older states
 * stay true ({@link Handles}).
 *
 * <p><b>Cost:</b> a change is a few µs; of many at once at most {@value #MOST_PENDING} wait, with
 * some 140 bytes each.
 *
 * <p><b>Threads:</b> one writer.
 */
final class EntriesWriter<T> {

  /**
   * So many changes are taken into the trie, whether or not a state is asked for: what waits as
   * objects the collector has to copy while readers stand still, of a million some 100 MB.
   */
  static final int MOST_PENDING = 1 << 15;

  /** Emptying a map goes over its whole table, which is as large as it ever had to be. */
  private static final int MOST_CLEARED = 1024;

  private static final Object GONE = new Object();

  /** Of each changed prefix its value, or GONE. */
  private Map<IpPrefix, Object> pending = new LinkedHashMap<>();

  private final int mostPending;
  private final PrefixTrie.Editor editor;

  /** With every change but the pending ones; what was published, or ahead of it. */
  private Entries<T> state;

  private Handles<T> handles;

  /** Starts from nothing. */
  EntriesWriter() {
    this(Entries.empty());
  }

  /** Starts from nothing, and takes so many changes into the trie at once. */
  EntriesWriter(int mostPending) {
    this(Entries.empty(), mostPending);
  }

  /** Goes on from a state, which stays as it is. */
  EntriesWriter(Entries<T> from) {
    this(from, MOST_PENDING);
  }

  private EntriesWriter(Entries<T> from, int mostPending) {
    this.mostPending = mostPending;
    state = from;
    editor = from.trie().edit();
    handles = new Handles<>(from);
  }

  /** The value at exactly this prefix, changes not yet published included. */
  @Nullable T at(IpPrefix prefix) {
    Object changed = pending.get(prefix);
    if (changed == null) {
      return state.exact(prefix);
    }
    return changed == GONE ? null : value(changed);
  }

  @SuppressWarnings("unchecked")
  private T value(Object changed) {
    return (T) changed;
  }

  void put(IpPrefix prefix, T value) {
    change(prefix, value);
  }

  void remove(IpPrefix prefix) {
    change(prefix, GONE);
  }

  private void change(IpPrefix prefix, Object to) {
    pending.put(prefix, to);
    if (pending.size() >= mostPending) {
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
    boolean fromNothing = state.size() == 0;
    if (fromNothing) {
      handles = new Handles<>();
    }
    pending.forEach(
        (prefix, to) -> {
          if (to == GONE) {
            editor.remove(prefix);
          } else {
            editor.put(prefix, handles.of(value(to)));
          }
        });
    if (pending.size() > MOST_CLEARED) {
      pending = new LinkedHashMap<>();
    } else {
      pending.clear();
    }
    PrefixTrie trie = editor.build();
    if (fromNothing) {
      handles.allLive();
    }
    if (handles.isSweepDue()) {
      handles.sweep(trie);
    }
    state = handles.in(trie);
  }
}
