package io.delist.feed;

import io.delist.net.IpPrefix;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The fewest prefixes that cover the same addresses: what another prefix covers is dropped, two
 * halves become their whole, again and again. {@code 192.0.2.0/25}, {@code 192.0.2.7/32} and {@code
 * 192.0.2.128/25} are {@code 192.0.2.0/24}.
 *
 * <p><b>Cost:</b> prefixes come in order and leave in order; at most 128 are held back. Each of
 * them is a lower half, and the next one lies in the upper half that it waits for.
 */
final class Aggregate {

  /** Takes what is final. */
  interface Sink {
    void accept(IpPrefix prefix) throws IOException;
  }

  private final Sink sink;
  private final Deque<IpPrefix> waiting = new ArrayDeque<>();

  Aggregate(Sink sink) {
    this.sink = sink;
  }

  void add(IpPrefix prefix) throws IOException {
    IpPrefix last = waiting.peekLast();
    if (last != null && last.contains(prefix)) {
      return;
    }
    IpPrefix whole = prefix;
    while (last != null && last.length() == whole.length() && isWithinWholeOf(whole, last)) {
      whole = wholeOf(last);
      waiting.removeLast();
      last = waiting.peekLast();
    }
    if (last != null && !isWithinWholeOf(whole, last)) {
      end();
    }
    waiting.addLast(whole);
  }

  /** Gives out what waits; to be called at the end. */
  void end() throws IOException {
    for (IpPrefix prefix : waiting) {
      sink.accept(prefix);
    }
    waiting.clear();
  }

  private static boolean isWithinWholeOf(IpPrefix prefix, IpPrefix half) {
    return half.length() > 0 && wholeOf(half).contains(prefix);
  }

  private static IpPrefix wholeOf(IpPrefix half) {
    return half.first().prefix(half.length() - 1);
  }
}
