package io.delist.trie;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The oracle: prefixes in a plain list, every question answered by looking at all of them. */
final class PrefixList {

  record Entry(IpPrefix prefix, int handle) {}

  private final List<Entry> entries = new ArrayList<>();

  void put(IpPrefix prefix, int handle) {
    remove(prefix);
    entries.add(new Entry(prefix, handle));
  }

  void remove(IpPrefix prefix) {
    entries.removeIf(entry -> entry.prefix().equals(prefix));
  }

  int lookup(IpAddress address) {
    Entry best = null;
    for (Entry entry : entries) {
      boolean longer = best == null || entry.prefix().length() > best.prefix().length();
      if (longer && entry.prefix().contains(address)) {
        best = entry;
      }
    }
    return best == null ? PrefixTrie.NONE : best.handle();
  }

  int exact(IpPrefix prefix) {
    for (Entry entry : entries) {
      if (entry.prefix().equals(prefix)) {
        return entry.handle();
      }
    }
    return PrefixTrie.NONE;
  }

  int size() {
    return entries.size();
  }

  /** In order. */
  List<Entry> all() {
    return entries.stream().sorted(Comparator.comparing(Entry::prefix)).toList();
  }

  /** The longest first. */
  List<Entry> covering(IpPrefix prefix) {
    return entries.stream()
        .filter(entry -> entry.prefix().contains(prefix))
        .sorted(Comparator.comparing(entry -> -entry.prefix().length()))
        .toList();
  }

  /** In order. */
  List<Entry> within(IpPrefix prefix) {
    return all().stream().filter(entry -> prefix.contains(entry.prefix())).toList();
  }
}
