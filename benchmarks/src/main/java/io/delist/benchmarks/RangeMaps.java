package io.delist.benchmarks;

import com.google.common.collect.ImmutableRangeMap;
import com.google.common.collect.Range;
import io.delist.benchmarks.Rival.Handles;
import io.delist.net.IpAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Maps from ranges that do not overlap: the keys are {@code Long} for IPv4 and {@code IpAddress}
 * for IPv6, and those of the queries are made before the clock runs.
 */
final class RangeMaps {

  private record Owned<K>(K last, int handle) {}

  private RangeMaps() {}

  static Rival treeMap(PrefixList list, Handles handles, Queries queries) {
    return list.isV4()
        ? ask(treeOf(longs(list, handles)), longKeys(queries))
        : ask(treeOf(addresses(list, handles)), addressKeys(queries));
  }

  static Rival guava(PrefixList list, Handles handles, Queries queries) {
    return list.isV4()
        ? ask(mapOf(longs(list, handles)), longKeys(queries))
        : ask(mapOf(addresses(list, handles)), addressKeys(queries));
  }

  /** The whole map, to be measured. */
  static Object treeMap(PrefixList list, Handles handles) {
    return list.isV4() ? treeOf(longs(list, handles)) : treeOf(addresses(list, handles));
  }

  static Object guava(PrefixList list, Handles handles) {
    return list.isV4() ? mapOf(longs(list, handles)) : mapOf(addresses(list, handles));
  }

  /** Ranges one by one. */
  private interface Source<K> {
    void forEach(Sink<K> sink);
  }

  private interface Sink<K> {
    void accept(K first, K last, int handle);
  }

  private static Source<Long> longs(PrefixList list, Handles handles) {
    return sink -> {
      Ranges ranges = Ranges.of(list);
      for (int i = 0; i < ranges.size(); i++) {
        sink.accept(ranges.firstLow(i), ranges.lastLow(i), handles.of(ranges.owner(i)));
      }
    };
  }

  private static Source<IpAddress> addresses(PrefixList list, Handles handles) {
    return sink -> {
      Ranges ranges = Ranges.of(list);
      for (int i = 0; i < ranges.size(); i++) {
        sink.accept(
            IpAddress.ofV6(ranges.firstHigh(i), ranges.firstLow(i)),
            IpAddress.ofV6(ranges.lastHigh(i), ranges.lastLow(i)),
            handles.of(ranges.owner(i)));
      }
    };
  }

  private static <K extends Comparable<K>> NavigableMap<K, Owned<K>> treeOf(Source<K> ranges) {
    TreeMap<K, Owned<K>> map = new TreeMap<>();
    ranges.forEach((first, last, handle) -> map.put(first, new Owned<>(last, handle)));
    return map;
  }

  private static <K extends Comparable<K>> ImmutableRangeMap<K, Integer> mapOf(Source<K> ranges) {
    ImmutableRangeMap.Builder<K, Integer> map = ImmutableRangeMap.builder();
    ranges.forEach((first, last, handle) -> map.put(Range.closed(first, last), handle));
    return map.build();
  }

  private static <K extends Comparable<K>> Rival ask(NavigableMap<K, Owned<K>> map, K[] keys) {
    return i -> {
      Map.@Nullable Entry<K, Owned<K>> below = map.floorEntry(keys[i]);
      return below == null || below.getValue().last().compareTo(keys[i]) < 0
          ? 0
          : below.getValue().handle();
    };
  }

  private static <K extends Comparable<K>> Rival ask(ImmutableRangeMap<K, Integer> map, K[] keys) {
    return i -> {
      Integer handle = map.get(keys[i]);
      return handle == null ? 0 : handle;
    };
  }

  private static Long[] longKeys(Queries queries) {
    Long[] keys = new Long[queries.size()];
    Arrays.setAll(keys, i -> queries.low()[i]);
    return keys;
  }

  private static IpAddress[] addressKeys(Queries queries) {
    IpAddress[] keys = new IpAddress[queries.size()];
    Arrays.setAll(keys, queries::get);
    return keys;
  }
}
