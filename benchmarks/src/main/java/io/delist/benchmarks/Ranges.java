package io.delist.benchmarks;

import io.delist.net.IpPrefix;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Nested IPv4 prefixes as ranges that do not overlap, for structures that know only ranges. */
final class Ranges {

  /** Both ends included, unsigned. */
  record Range(long first, long last, int handle) {}

  private record Open(long last, int handle) {}

  private final List<Range> ranges = new ArrayList<>();
  private final Deque<Open> open = new ArrayDeque<>();
  private long next;

  private Ranges() {}

  /**
   * The longest prefix owns an address; prefix i of the list, which is in order, has handle i+1.
   */
  static List<Range> of(List<IpPrefix> prefixes) {
    Ranges ranges = new Ranges();
    for (int i = 0; i < prefixes.size(); i++) {
      IpPrefix prefix = prefixes.get(i);
      long first = prefix.first().low();
      ranges.closeBefore(first);
      ranges.fillTo(first - 1);
      ranges.next = first;
      ranges.open.push(new Open(prefix.last().low(), i + 1));
    }
    ranges.closeBefore(Long.MAX_VALUE);
    return ranges.ranges;
  }

  private void closeBefore(long first) {
    while (!open.isEmpty() && open.element().last() < first) {
      fillTo(open.element().last());
      open.pop();
    }
  }

  /** Gives what is not yet given, up to here, to the innermost open prefix. */
  private void fillTo(long last) {
    if (!open.isEmpty() && next <= last) {
      ranges.add(new Range(next, last, open.element().handle()));
      next = last + 1;
    }
  }
}
