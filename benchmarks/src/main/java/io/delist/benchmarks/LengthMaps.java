package io.delist.benchmarks;

import io.delist.benchmarks.Rival.Handles;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A {@code HashMap} for each length that occurs, the longest asked first; keys are {@code Integer}
 * for IPv4 and a record of two {@code long} for IPv6, made for each map that is asked.
 */
final class LengthMaps {

  private record Key(long high, long low) {}

  private LengthMaps() {}

  static Rival of(PrefixList list, Handles handles, Queries queries) {
    return list.isV4()
        ? v4(build4(list, handles), queries.bits())
        : v6(build6(list, handles), queries.high(), queries.low());
  }

  /** By length. */
  static NavigableMap<Integer, Map<Integer, Integer>> build4(PrefixList list, Handles handles) {
    NavigableMap<Integer, Map<Integer, Integer>> maps = new TreeMap<>();
    for (int i = 0; i < list.size(); i++) {
      maps.computeIfAbsent(list.length(i), length -> new HashMap<>())
          .put(list.bits(i), handles.of(i));
    }
    return maps;
  }

  static NavigableMap<Integer, Map<Object, Integer>> build6(PrefixList list, Handles handles) {
    NavigableMap<Integer, Map<Object, Integer>> maps = new TreeMap<>();
    for (int i = 0; i < list.size(); i++) {
      maps.computeIfAbsent(list.length(i), length -> new HashMap<>())
          .put(new Key(list.high(i), list.low(i)), handles.of(i));
    }
    return maps;
  }

  private static Rival v4(NavigableMap<Integer, Map<Integer, Integer>> byLength, int[] bits) {
    int[] lengths = lengths(byLength);
    Object[] maps = byLength.descendingMap().values().toArray();
    return i -> {
      for (int at = 0; at < lengths.length; at++) {
        int first = (int) Bits.firstOf32(bits[i], lengths[at]);
        if (((Map<?, ?>) maps[at]).get(first) instanceof Integer handle) {
          return handle;
        }
      }
      return 0;
    };
  }

  private static Rival v6(
      NavigableMap<Integer, Map<Object, Integer>> byLength, long[] high, long[] low) {
    int[] lengths = lengths(byLength);
    Object[] maps = byLength.descendingMap().values().toArray();
    return i -> {
      for (int at = 0; at < lengths.length; at++) {
        int length = lengths[at];
        Key key = new Key(Bits.firstHigh(high[i], length), Bits.firstLow(low[i], length));
        if (((Map<?, ?>) maps[at]).get(key) instanceof Integer handle) {
          return handle;
        }
      }
      return 0;
    };
  }

  private static int[] lengths(NavigableMap<Integer, ?> byLength) {
    return byLength.descendingKeySet().stream().mapToInt(Integer::intValue).toArray();
  }
}
