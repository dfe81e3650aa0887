package io.delist.blocklist;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.trie.PrefixTrie;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A list taken apart into prefixes, so that the longest that covers an address has its answer.
 *
 * <p>Every entry that covers an address is as long as the longest of them or shorter, so it covers
 * that one too: what is said of a prefix by all entries up to its own length is what is said of its
 * addresses that no longer entry has.
 */
final class AnswersByPrefix {

  private final BlocklistView view;
  private final long epochMillis;

  AnswersByPrefix(BlocklistView view, long epochMillis) {
    this.view = view;
    this.epochMillis = epochMillis;
  }

  void forEach(BiConsumer<IpPrefix, List<Verdict.Listed>> visitor) {
    view.listings().forEach((prefix, here) -> visitor.accept(prefix, blocking(prefix)));
    Set<IpPrefix> others = new LinkedHashSet<>();
    view.exemptions().forEach((prefix, here) -> others.add(prefix));
    view.softMarks().forEach((prefix, here) -> others.add(prefix));
    view.allowed().forEach((prefix, here) -> others.add(prefix));
    for (IpPrefix prefix : others) {
      if (view.listings().exact(prefix) == null && isCovered(prefix)) {
        visitor.accept(prefix, blocking(prefix));
      }
    }
  }

  private boolean isCovered(IpPrefix prefix) {
    IpAddress first = prefix.first();
    return view.listings().match(prefix.isV4(), first.high(), first.low(), prefix.length())
        != PrefixTrie.NO_MATCH;
  }

  private List<Verdict.Listed> blocking(IpPrefix prefix) {
    List<Verdict.Listed> found = new ArrayList<>();
    IpAddress first = prefix.first();
    view.forEachBlocking(
        prefix.isV4(), first.high(), first.low(), prefix.length(), epochMillis, found::add);
    return found;
  }
}
