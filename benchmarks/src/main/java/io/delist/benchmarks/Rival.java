package io.delist.benchmarks;

import com.google.common.collect.ImmutableRangeMap;
import com.google.common.collect.Range;
import inet.ipaddr.ipv4.IPv4Address;
import inet.ipaddr.ipv4.IPv4AddressAssociativeTrie;
import inet.ipaddr.ipv4.IPv4AddressAssociativeTrie.IPv4AssociativeTrieNode;
import io.delist.net.IpPrefix;
import io.delist.trie.PrefixTrie;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A structure that answers which prefix is the longest that covers an address. Queries are handed
 * over beforehand in whatever form it likes best, so that making keys is not measured.
 */
interface Rival {

  /** The handle (place in the list, from 1) for query number {@code i}, or 0. */
  int lookup(int i);

  /** Builds the structure of this name from a list in order. */
  static Rival of(String name, List<IpPrefix> prefixes, int[] queries) {
    return switch (name) {
      case "delist" -> delist(prefixes, queries);
      case "treeMap" -> treeMap(prefixes, queries);
      case "rangeMap" -> rangeMap(prefixes, queries);
      case "ipaddress" -> ipaddress(prefixes, queries);
      default -> throw new IllegalArgumentException("no structure is called " + name);
    };
  }

  private static Rival delist(List<IpPrefix> prefixes, int[] queries) {
    PrefixTrie.Editor editor = PrefixTrie.empty().edit();
    for (int i = 0; i < prefixes.size(); i++) {
      editor.put(prefixes.get(i), i + 1);
    }
    PrefixTrie trie = editor.build();
    return i -> trie.lookup(queries[i]);
  }

  private static Rival treeMap(List<IpPrefix> prefixes, int[] queries) {
    TreeMap<Long, Ranges.Range> map = new TreeMap<>();
    for (Ranges.Range range : Ranges.of(prefixes)) {
      map.put(range.first(), range);
    }
    Long[] keys = boxed(queries);
    return i -> {
      Map.@Nullable Entry<Long, Ranges.Range> entry = map.floorEntry(keys[i]);
      return entry == null || entry.getValue().last() < keys[i] ? 0 : entry.getValue().handle();
    };
  }

  private static Rival rangeMap(List<IpPrefix> prefixes, int[] queries) {
    ImmutableRangeMap.Builder<Long, Integer> builder = ImmutableRangeMap.builder();
    for (Ranges.Range range : Ranges.of(prefixes)) {
      builder.put(Range.closed(range.first(), range.last()), range.handle());
    }
    ImmutableRangeMap<Long, Integer> map = builder.build();
    Long[] keys = boxed(queries);
    return i -> {
      Integer handle = map.get(keys[i]);
      return handle == null ? 0 : handle;
    };
  }

  private static Rival ipaddress(List<IpPrefix> prefixes, int[] queries) {
    IPv4AddressAssociativeTrie<Integer> trie = new IPv4AddressAssociativeTrie<>();
    for (int i = 0; i < prefixes.size(); i++) {
      IpPrefix prefix = prefixes.get(i);
      IPv4Address first = new IPv4Address(prefix.first().v4Bits());
      trie.put(prefix.isSingle() ? first : first.toPrefixBlock(prefix.length()), i + 1);
    }
    IPv4Address[] keys = new IPv4Address[queries.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = new IPv4Address(queries[i]);
    }
    return i -> {
      @Nullable IPv4AssociativeTrieNode<Integer> node = trie.longestPrefixMatchNode(keys[i]);
      return node == null ? 0 : node.getValue();
    };
  }

  private static Long[] boxed(int[] queries) {
    Long[] keys = new Long[queries.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = Integer.toUnsignedLong(queries[i]);
    }
    return keys;
  }
}
