package io.delist.net;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Addresses and prefixes of both families, with many runs of zeros and ones. */
final class NetArbitraries {

  private NetArbitraries() {}

  static Arbitrary<IpAddress> addresses() {
    Arbitrary<Integer> group =
        Arbitraries.frequencyOf(
            Tuple.of(5, Arbitraries.just(0)),
            Tuple.of(1, Arbitraries.just(0xffff)),
            Tuple.of(1, Arbitraries.integers().between(0, 0xff)),
            Tuple.of(3, Arbitraries.integers().between(0, 0xffff)));
    Arbitrary<IpAddress> v6 = group.list().ofSize(8).map(NetArbitraries::join);
    Arbitrary<IpAddress> v4 =
        group.list().ofSize(2).map(g -> IpAddress.ofV4(g.get(0) << 16 | g.get(1)));
    Arbitrary<IpAddress> nearMapped =
        Arbitraries.longs()
            .between(0xfff0_0000_0000L, 0x1_000f_ffff_ffffL)
            .map(low -> IpAddress.ofV6(0, low));
    return Arbitraries.frequencyOf(Tuple.of(4, v4), Tuple.of(8, v6), Tuple.of(1, nearMapped));
  }

  private static IpAddress join(List<Integer> groups) {
    long high = 0;
    long low = 0;
    for (int i = 0; i < 4; i++) {
      high = high << 16 | groups.get(i);
      low = low << 16 | groups.get(i + 4);
    }
    return IpAddress.ofV6(high, low);
  }

  static Arbitrary<IpPrefix> prefixes() {
    return addresses()
        .flatMap(a -> Arbitraries.integers().between(0, a.lengthBits()).map(a::prefix));
  }

  /** Two prefixes of which one often contains the other, or just fails to. */
  static Arbitrary<List<IpPrefix>> pairs() {
    Arbitrary<List<IpPrefix>> near =
        prefixes()
            .flatMap(
                prefix ->
                    Combinators.combine(
                            Arbitraries.integers().between(0, prefix.first().lengthBits() - 1),
                            Arbitraries.integers().between(0, prefix.first().lengthBits()),
                            Arbitraries.of(true, false))
                        .as(
                            (bit, length, flip) ->
                                List.of(prefix, near(prefix, bit, length, flip))));
    Arbitrary<List<IpPrefix>> far = prefixes().list().ofSize(2);
    return Arbitraries.frequencyOf(Tuple.of(2, near), Tuple.of(1, far));
  }

  private static IpPrefix near(IpPrefix prefix, int bit, int length, boolean flip) {
    IpAddress first = prefix.first();
    IpAddress moved =
        !flip
            ? first
            : first.isV4()
                ? IpAddress.ofV4(first.v4Bits() ^ 1 << bit)
                : IpAddress.ofV6(
                    bit < 64 ? first.high() : first.high() ^ 1L << (bit - 64),
                    bit < 64 ? first.low() ^ 1L << bit : first.low());
    return moved.prefix(Math.min(length, moved.lengthBits()));
  }
}
