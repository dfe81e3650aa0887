package io.delist.trie;

import io.delist.net.Edges;
import io.delist.net.IpAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * The oracle for tables that are too large for a scan: one sweep over the prefixes in order, which
 * cuts the addresses into intervals with one answer each.
 */
final class SweptTable {

  private record Interval(IpAddress from, int handle) {}

  private final List<Interval> intervals = new ArrayList<>();
  private final IpAddress[] starts;

  /**
   * @param entries each prefix once, in any order
   */
  SweptTable(Collection<PrefixList.Entry> entries) {
    PrefixList.Entry[] sorted = entries.toArray(new PrefixList.Entry[0]);
    Arrays.sort(sorted, Comparator.comparing(PrefixList.Entry::prefix));
    Deque<PrefixList.Entry> open = new ArrayDeque<>();
    for (PrefixList.Entry entry : sorted) {
      while (!open.isEmpty() && !open.getLast().prefix().contains(entry.prefix())) {
        close(open);
      }
      begin(entry.prefix().first(), entry.handle());
      open.addLast(entry);
    }
    while (!open.isEmpty()) {
      close(open);
    }
    starts = intervals.stream().map(Interval::from).toArray(IpAddress[]::new);
  }

  /** What is behind a prefix belongs to the one around it again. */
  private void close(Deque<PrefixList.Entry> open) {
    IpAddress last = open.removeLast().prefix().last();
    int around = open.isEmpty() ? PrefixTrie.NONE : open.getLast().handle();
    Edges.after(last).ifPresent(next -> begin(next, around));
  }

  /** Of intervals with the same start the last counts: the others are empty. */
  private void begin(IpAddress from, int handle) {
    int last = intervals.size() - 1;
    if (last >= 0 && intervals.get(last).from().equals(from)) {
      intervals.remove(last);
    }
    intervals.add(new Interval(from, handle));
  }

  int lookup(IpAddress address) {
    int found = Arrays.binarySearch(starts, address);
    int at = found >= 0 ? found : -found - 2;
    if (at < 0 || starts[at].isV4() != address.isV4()) {
      return PrefixTrie.NONE;
    }
    return intervals.get(at).handle();
  }
}
