package io.delist.store;

import java.util.Collection;
import java.util.List;

/**
 * What the limits have counted. The number of rows is bounded by whoever puts them, however many
 * keys there are.
 *
 * <p>To count: lock the keys, find their rows, put them. A transaction that also changes the list
 * or requests locks the list first, then these, then changes requests: everyone who needs several
 * takes them in this order.
 */
public interface LimitRegister {

  /**
   * Waits until no other transaction that locked one of these keys is under way. Keys that share a
   * {@link LimitKey#part()} wait for each other. All keys that a transaction locks are locked by
   * one call, so that nobody waits in a circle.
   */
  void lock(Collection<LimitKey> keys);

  /** The rows of these keys, as far as there are any, in no particular order; ended ones too. */
  List<LimitRow> find(Collection<LimitKey> keys);

  /**
   * Keeps a row, in the place of the one of this key. Its key must be locked.
   *
   * @param mostRowsOfPool how many rows the key's pool may hold; each of its 16 parts has a
   *     sixteenth of it
   * @return false if it is a new key and its part is full of rows that have not ended: nothing is
   *     kept then
   */
  boolean put(LimitRow row, int mostRowsOfPool);

  /**
   * Removes the rows of one part that have ended. To be called in a transaction of its own, again
   * until it says 0.
   *
   * @return how many; 0 if no part has any
   */
  int purge();
}
