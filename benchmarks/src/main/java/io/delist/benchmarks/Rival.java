package io.delist.benchmarks;

import java.util.Locale;

/**
 * A structure that answers which prefix is the longest that covers an address. Queries are handed
 * over beforehand in whatever form it likes best, so that making keys is not measured.
 *
 * <p>Prefix i of the list has the handle that {@link Handles} gives it.
 */
@FunctionalInterface
interface Rival {

  /**
   * The handle for query number {@code i}, or 0; any other number where it only tells yes or no.
   */
  int lookup(int i);

  /** Which number stands for prefix i of a list. */
  enum Handles {
    /** Each prefix its own. */
    DISTINCT,
    /** One for all, as a feed's entries share their terms. */
    SHARED;

    static Handles named(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }

    int of(int i) {
      return this == SHARED ? 1 : i + 1;
    }
  }

  /** Builds the structure of this name. */
  static Rival of(String name, PrefixList list, Handles handles, Queries queries) {
    return switch (name) {
      case "delist" -> new Serving(list, handles).rival(queries);
      case "floor" -> Floor.of(list, handles, queries);
      case "dir24" -> Dir24.of(list, handles).rival(queries);
      case "ipaddress" ->
          list.isV4()
              ? IpaddressTries.v4(list, handles, queries)
              : IpaddressTries.v6(list, handles, queries);
      case "treeMap" -> RangeMaps.treeMap(list, handles, queries);
      case "rangeMap" -> RangeMaps.guava(list, handles, queries);
      case "sorted" -> new SortedRanges(list, handles).rival(queries);
      case "hashMaps" -> LengthMaps.of(list, handles, queries);
      case "openHash" -> new OpenHash6(list, handles).rival(queries);
      case "patricia" -> Patricia6.of(list, handles).rival(queries);
      case "netty" -> Filters.netty(list, queries);
      case "spring" -> Filters.spring(list, queries);
      case "roaring" -> Filters.roaring(list, queries);
      default -> throw new IllegalArgumentException("no structure is called " + name);
    };
  }
}
