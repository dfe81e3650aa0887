package io.delist.trie;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Prefixes that are near one another, as lists are and as an enemy would choose them. */
final class Cases {

  /** A change: a handle puts, NONE removes. */
  record Change(IpPrefix prefix, int handle) {}

  private static final Arbitrary<Integer> V4_LENGTHS =
      Arbitraries.frequencyOf(
          Tuple.of(12, Arbitraries.just(32)),
          Tuple.of(6, Arbitraries.just(24)),
          Tuple.of(8, Arbitraries.of(16, 17, 23, 25, 31)),
          Tuple.of(1, Arbitraries.of(0, 1, 7, 8, 9, 15)),
          Tuple.of(4, Arbitraries.integers().between(12, 32)));

  private static final Arbitrary<Integer> V6_LENGTHS =
      Arbitraries.frequencyOf(
          Tuple.of(16, Arbitraries.of(32, 48, 56, 64, 128)),
          Tuple.of(6, Arbitraries.of(63, 65, 95, 96, 127)),
          Tuple.of(1, Arbitraries.of(0, 1)),
          Tuple.of(4, Arbitraries.integers().between(20, 128)));

  private static final Arbitrary<String> V4_CLUSTERS =
      Arbitraries.of(
          "0.0.0.0",
          "192.0.2.0",
          "198.51.100.0",
          "198.51.255.248",
          "127.255.255.255",
          "128.0.0.0",
          "255.255.255.255");

  private static final Arbitrary<String> V6_CLUSTERS =
      Arbitraries.of(
          "::",
          "::fffe:ffff:ffff",
          "::1:0:0:0",
          "2001:db8::",
          "2001:db8:0:1::",
          "7fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
          "8000::",
          "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");

  private Cases() {}

  /** An address that differs from the middle of a cluster in a few bits, mostly the last. */
  static Arbitrary<IpAddress> addresses() {
    Arbitrary<IpAddress> v4 = near(V4_CLUSTERS, 32);
    Arbitrary<IpAddress> v6 = near(V6_CLUSTERS, 128);
    Arbitrary<IpAddress> random = Arbitraries.integers().map(IpAddress::ofV4);
    return Arbitraries.frequencyOf(Tuple.of(6, v4), Tuple.of(5, v6), Tuple.of(1, random));
  }

  private static Arbitrary<IpAddress> near(Arbitrary<String> clusters, int bits) {
    Arbitrary<List<Integer>> flips =
        Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.integers().between(0, 8)),
                Tuple.of(1, Arbitraries.integers().between(0, bits - 1)))
            .list()
            .ofMaxSize(3);
    return Combinators.combine(clusters, flips)
        .as(
            (cluster, flipped) -> {
              BigInteger value = number(IpAddress.parse(cluster));
              for (int bit : flipped) {
                value = value.flipBit(bit);
              }
              return address(value, bits == 32);
            });
  }

  static Arbitrary<IpPrefix> prefixes() {
    return addresses()
        .flatMap(a -> (a.isV4() ? V4_LENGTHS : V6_LENGTHS).map(length -> prefix(a, length)));
  }

  /** A mapped address that was made by chance is IPv4, and so are its lengths. */
  private static IpPrefix prefix(IpAddress address, int length) {
    return address.prefix(Math.min(length, address.lengthBits()));
  }

  /** Changes one by one, with some that nest three deep, and some removals of what is there. */
  static Arbitrary<List<Change>> changes(int atMost) {
    Arbitrary<Integer> handles = Arbitraries.integers().between(1, 4);
    Arbitrary<List<Change>> put =
        Combinators.combine(prefixes(), handles).as((p, h) -> List.of(new Change(p, h)));
    Arbitrary<List<Change>> nested =
        Combinators.combine(addresses(), handles, Arbitraries.integers().between(1, 12))
            .as(Cases::triple);
    Arbitrary<List<Change>> remove = prefixes().map(p -> List.of(new Change(p, PrefixTrie.NONE)));
    return Arbitraries.frequencyOf(Tuple.of(6, put), Tuple.of(2, nested), Tuple.of(2, remove))
        .list()
        .ofMaxSize(atMost)
        .map(lists -> lists.stream().flatMap(List::stream).toList());
  }

  /** A prefix in a prefix in a prefix: 1 in 2 in 1, as an exemption in a listing is. */
  private static List<Change> triple(IpAddress address, int handle, int step) {
    List<Change> changes = new ArrayList<>();
    int length = address.lengthBits();
    for (int i = 0; i < 3; i++) {
      changes.add(new Change(address.prefix(length), i == 1 ? handle + 10 : handle));
      length = Math.max(0, length - step);
    }
    return changes;
  }

  /** First, last, one before and one after. */
  static List<IpAddress> edges(IpPrefix prefix) {
    List<IpAddress> edges = new ArrayList<>(List.of(prefix.first(), prefix.last()));
    BigInteger before = number(prefix.first()).subtract(BigInteger.ONE);
    BigInteger after = number(prefix.last()).add(BigInteger.ONE);
    if (before.signum() >= 0) {
      edges.add(address(before, prefix.isV4()));
    }
    if (after.bitLength() <= prefix.first().lengthBits()) {
      edges.add(address(after, prefix.isV4()));
    }
    return edges;
  }

  static BigInteger number(IpAddress address) {
    return new BigInteger(1, address.toBytes());
  }

  static IpAddress address(BigInteger value, boolean v4) {
    return v4
        ? IpAddress.ofV4(value.intValue())
        : IpAddress.ofV6(value.shiftRight(64).longValue(), value.longValue());
  }
}
