package io.delist.store.memory;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A map whose changes the journal can undo. Its values must be immutable. */
final class JournaledMap<K, V> {

  private final Map<K, V> map;
  private final Journal journal;

  JournaledMap(Supplier<Map<K, V>> kind, Journal journal) {
    this.map = kind.get();
    this.journal = journal;
  }

  /** One whose values come in the order of the keys. */
  static <K extends Comparable<K>, V> JournaledMap<K, V> sorted(Journal journal) {
    return new JournaledMap<>(TreeMap::new, journal);
  }

  @Nullable V get(K key) {
    return map.get(key);
  }

  void put(K key, V value) {
    V before = map.put(key, value);
    journal.onRollback(() -> restore(key, before));
  }

  void remove(K key) {
    V before = map.remove(key);
    journal.onRollback(() -> restore(key, before));
  }

  private void restore(K key, @Nullable V before) {
    if (before == null) {
      map.remove(key);
    } else {
      map.put(key, before);
    }
  }

  Collection<V> values() {
    return map.values();
  }

  Map<K, V> entries() {
    return map;
  }

  int size() {
    return map.size();
  }
}
