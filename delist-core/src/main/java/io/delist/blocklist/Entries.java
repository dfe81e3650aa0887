package io.delist.blocklist;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.trie.PrefixTrie;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map from prefixes to values, looked up by address: a trie of handles, and the values
 * by handle. Made by an {@link EntriesWriter}.
 *
 * <p>The slots' array may go on being filled at handles that this trie does not have; what this
 * reads in it was written before it was made and never changes.
 */
final class Entries<T> {

  private final PrefixTrie trie;
  private final @Nullable Object[] slots;
  private final int next;
  private final int livingAtSweep;

  /**
   * @param next the handle after the last one given out
   * @param livingAtSweep one more than there were handles in use at the last {@link Handles#sweep}
   */
  Entries(PrefixTrie trie, @Nullable Object[] slots, int next, int livingAtSweep) {
    this.trie = trie;
    this.slots = slots;
    this.next = next;
    this.livingAtSweep = livingAtSweep;
  }

  static <T> Entries<T> empty() {
    return new Entries<>(PrefixTrie.empty(), new Object[1], 1, 0);
  }

  /** The value of the longest prefix that covers the address. Allocates nothing. */
  @Nullable T longest(boolean v4, long high, long low) {
    return value(v4 ? trie.lookup((int) low) : trie.lookup(high, low));
  }

  @Nullable T exact(IpPrefix prefix) {
    return value(trie.exact(prefix));
  }

  /** Every prefix that covers the address, most specific first. */
  void forEachCovering(IpAddress address, BiConsumer<IpPrefix, T> visitor) {
    trie.forEachCovering(address, (prefix, handle) -> visitor.accept(prefix, known(handle)));
  }

  /** Of the prefixes that cover the address and are at most so long, the longest. */
  long match(boolean v4, long high, long low, int atMost) {
    return v4
        ? trie.longestCovering((int) low, Math.min(atMost, Integer.SIZE))
        : trie.longestCovering(high, low, atMost);
  }

  /** The value of a match. */
  T of(long match) {
    return known(PrefixTrie.handleOf(match));
  }

  /** Every prefix, in order. */
  void forEach(BiConsumer<IpPrefix, T> visitor) {
    trie.forEach((prefix, handle) -> visitor.accept(prefix, known(handle)));
  }

  long size() {
    return trie.size();
  }

  PrefixTrie trie() {
    return trie;
  }

  /** The handle after the last one given out: those with a value are 1 and up to before it. */
  int next() {
    return next;
  }

  int livingAtSweep() {
    return livingAtSweep;
  }

  /** The value of a handle that was given out. */
  T of(int handle) {
    return known(handle);
  }

  /**
   * The values by handle, as they are now. Those of handles that are not in the trie may be others
   * when they are asked for again, but there is one for each up to {@link #next}.
   */
  @Nullable Object[] values() {
    return Arrays.copyOf(slots, next);
  }

  /** The values by handle, with no room for more. */
  @Nullable Object[] slots() {
    return slots.length == next ? slots : Arrays.copyOf(slots, next);
  }

  @SuppressWarnings("unchecked")
  private @Nullable T value(int handle) {
    return handle == PrefixTrie.NONE ? null : (T) slots[handle];
  }

  private T known(int handle) {
    T value = value(handle);
    if (value == null) {
      throw new IllegalStateException("handle " + handle + " has no value");
    }
    return value;
  }
}
