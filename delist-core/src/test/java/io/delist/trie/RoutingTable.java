package io.delist.trie;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Makes tables of nested prefixes with the lengths of an Internet routing table. */
final class RoutingTable {

  /** Of a thousand prefixes so many have that length: a table of 2026, rounded. */
  private static final int[][] V4_LENGTHS = {
    {24, 590}, {23, 95}, {22, 110}, {21, 50}, {20, 45}, {19, 28}, {18, 14}, {17, 9}, {16, 15},
    {15, 3}, {14, 2}, {13, 1}, {12, 1}, {10, 1}, {8, 1}, {25, 5}, {28, 5}, {32, 25}
  };

  private static final int[][] V6_LENGTHS = {
    {48, 470}, {32, 140}, {44, 90}, {40, 80}, {36, 50}, {29, 40}, {46, 30}, {47, 30}, {33, 20},
    {64, 30}, {128, 10}, {24, 5}, {20, 5}
  };

  private RoutingTable() {}

  static Collection<IpPrefix> make(int v4, int v6) {
    Random random = new Random(20261123);
    Set<IpPrefix> table = new LinkedHashSet<>();
    fill(table, v4, random, V4_LENGTHS, true);
    fill(table, v4 + v6, random, V6_LENGTHS, false);
    return table;
  }

  private static void fill(
      Set<IpPrefix> table, int size, Random random, int[][] lengths, boolean v4) {
    List<IpPrefix> made = new ArrayList<>();
    while (table.size() < size) {
      int length = length(random, lengths);
      IpAddress any =
          v4
              ? IpAddress.ofV4((1 + random.nextInt(223)) << 24 | random.nextInt() >>> 8)
              : IpAddress.ofV6(0x2000L << 48 | random.nextLong() >>> 3, random.nextLong());
      IpPrefix prefix = any.prefix(length);
      if (!made.isEmpty() && random.nextInt(2) == 0) {
        prefix = within(made.get(random.nextInt(made.size())), prefix);
      }
      if (table.add(prefix)) {
        made.add(prefix);
      }
    }
  }

  /** The prefix moved into another, if it is longer. */
  private static IpPrefix within(IpPrefix outer, IpPrefix prefix) {
    IpAddress inner = prefix.first();
    IpAddress last = outer.last();
    IpAddress first = outer.first();
    IpAddress moved =
        inner.isV4()
            ? IpAddress.ofV4(first.v4Bits() | (inner.v4Bits() & (first.v4Bits() ^ last.v4Bits())))
            : IpAddress.ofV6(
                first.high() | (inner.high() & (first.high() ^ last.high())),
                first.low() | (inner.low() & (first.low() ^ last.low())));
    return moved.prefix(Math.max(prefix.length(), outer.length()));
  }

  private static int length(Random random, int[][] lengths) {
    int share = random.nextInt(1000);
    for (int[] each : lengths) {
      share -= each[1];
      if (share < 0) {
        return each[0];
      }
    }
    return lengths[0][0];
  }
}
