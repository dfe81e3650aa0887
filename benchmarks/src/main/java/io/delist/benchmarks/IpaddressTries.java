package io.delist.benchmarks;

import inet.ipaddr.ipv4.IPv4Address;
import inet.ipaddr.ipv4.IPv4AddressAssociativeTrie;
import inet.ipaddr.ipv4.IPv4AddressAssociativeTrie.IPv4AssociativeTrieNode;
import inet.ipaddr.ipv6.IPv6Address;
import inet.ipaddr.ipv6.IPv6AddressAssociativeTrie;
import inet.ipaddr.ipv6.IPv6AddressAssociativeTrie.IPv6AssociativeTrieNode;
import io.delist.benchmarks.Rival.Handles;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The associative tries of {@code com.github.seancfoley:ipaddress}, asked for the node of the
 * longest match with addresses that are made before the clock runs.
 */
final class IpaddressTries {

  private IpaddressTries() {}

  static IPv4AddressAssociativeTrie<Integer> build4(PrefixList list, Handles handles) {
    IPv4AddressAssociativeTrie<Integer> trie = new IPv4AddressAssociativeTrie<>();
    for (int i = 0; i < list.size(); i++) {
      IPv4Address first = new IPv4Address(list.bits(i));
      int length = list.length(i);
      trie.put(length == 32 ? first : first.toPrefixBlock(length), handles.of(i));
    }
    return trie;
  }

  static IPv6AddressAssociativeTrie<Integer> build6(PrefixList list, Handles handles) {
    IPv6AddressAssociativeTrie<Integer> trie = new IPv6AddressAssociativeTrie<>();
    for (int i = 0; i < list.size(); i++) {
      IPv6Address first = new IPv6Address(list.get(i).first().toBytes());
      int length = list.length(i);
      trie.put(length == 128 ? first : first.toPrefixBlock(length), handles.of(i));
    }
    return trie;
  }

  static Rival v4(PrefixList list, Handles handles, Queries queries) {
    IPv4AddressAssociativeTrie<Integer> trie = build4(list, handles);
    IPv4Address[] keys = new IPv4Address[queries.size()];
    Arrays.setAll(keys, i -> new IPv4Address(queries.bits()[i]));
    return i -> {
      @Nullable IPv4AssociativeTrieNode<Integer> node = trie.longestPrefixMatchNode(keys[i]);
      return node == null ? 0 : node.getValue();
    };
  }

  static Rival v6(PrefixList list, Handles handles, Queries queries) {
    IPv6AddressAssociativeTrie<Integer> trie = build6(list, handles);
    IPv6Address[] keys = new IPv6Address[queries.size()];
    Arrays.setAll(keys, i -> new IPv6Address(queries.get(i).toBytes()));
    return i -> {
      @Nullable IPv6AssociativeTrieNode<Integer> node = trie.longestPrefixMatchNode(keys[i]);
      return node == null ? 0 : node.getValue();
    };
  }
}
