package io.delist.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.delist.benchmarks.Rival.Handles;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is compared gives the same answers; else its times would mean nothing. */
class RivalTest {

  private static final List<String> V4 =
      List.of(
          "delist",
          "ipaddress",
          "dir24",
          "treeMap",
          "rangeMap",
          "sorted",
          "hashMaps",
          "netty",
          "spring",
          "roaring");
  private static final List<String> V6 =
      List.of(
          "delist",
          "ipaddress",
          "treeMap",
          "rangeMap",
          "sorted",
          "hashMaps",
          "openHash",
          "patricia",
          "netty",
          "spring");
  private static final Set<String> YES_OR_NO = Set.of("netty", "spring", "roaring");

  static Stream<Arguments> structures() {
    return Stream.concat(
        V4.stream().map(name -> Arguments.of(name, true)),
        V6.stream().map(name -> Arguments.of(name, false)));
  }

  @ParameterizedTest
  @MethodSource("structures")
  void allAnswerAsAScanDoesWherePrefixesNest(String name, boolean v4) {
    for (int seed = 0; seed < 8; seed++) {
      PrefixList list = NestedTables.nested(v4, 1 + 20 * seed, seed);
      for (Handles handles : Handles.values()) {
        check(name, list, handles, NestedTables.edges(list));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("structures")
  void allAnswerAsAScanDoesOnAListLikeARealOne(String name, boolean v4) {
    int size = name.equals("spring") ? 200 : 2000;
    PrefixList list = v4 ? ClusteredList.of(size, 7) : ClusteredList6.of(size, 7);
    for (String stream : List.of(Queries.HITS, Queries.TENTH)) {
      Queries queries = Queries.of(stream, list, 500, 3);
      IpAddress[] addresses = new IpAddress[queries.size()];
      Arrays.setAll(addresses, queries::get);
      check(name, list, Handles.DISTINCT, addresses);
    }
  }

  private static void check(String name, PrefixList list, Handles handles, IpAddress[] addresses) {
    Rival rival = Rival.of(name, list, handles, Queries.of(addresses));
    List<IpPrefix> prefixes = new ArrayList<>(list);
    for (int i = 0; i < addresses.length; i++) {
      int place = Scan.longest(prefixes, addresses[i]);
      int handle = place < 0 ? 0 : handles.of(place);
      int answer = rival.lookup(i);
      boolean right = YES_OR_NO.contains(name) ? answer != 0 == (handle != 0) : answer == handle;
      if (!right) {
        fail("%s says %d and not %d for %s in %s", name, answer, handle, addresses[i], list);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theStreamsHitAsOftenAsTheySay(boolean v4) {
    PrefixList list = v4 ? ClusteredList.of(5000, 7) : ClusteredList6.of(5000, 7);
    assertThat(hitShare(list, Queries.HITS)).isEqualTo(1.0);
    assertThat(hitShare(list, Queries.TENTH)).isBetween(0.09, 0.11);
    // The first of a hundred thousand clients makes one in twelve requests: hit or miss weighs.
    assertThat(hitShare(list, Queries.ZIPF)).isBetween(0.02, 0.4);
  }

  private static double hitShare(PrefixList list, String stream) {
    Queries queries = Queries.of(stream, list, 20_000, 3);
    Rival rival = Rival.of("delist", list, Handles.DISTINCT, queries);
    int hits = 0;
    for (int i = 0; i < queries.size(); i++) {
      hits += rival.lookup(i) == 0 ? 0 : 1;
    }
    return (double) hits / queries.size();
  }

  @Test
  void nestedPrefixesBecomeRangesInTurn() {
    List<IpPrefix> nested = new ArrayList<>();
    for (String text : List.of("192.0.2.0/24", "192.0.2.0/26", "192.0.2.64/32", "192.0.3.0/32")) {
      nested.add(IpPrefix.parse(text));
    }
    Ranges ranges = Ranges.of(PrefixList.of(nested));
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < ranges.size(); i++) {
      texts.add(
          IpAddress.ofV4((int) ranges.firstLow(i))
              + " to "
              + IpAddress.ofV4((int) ranges.lastLow(i))
              + " of "
              + nested.get(ranges.owner(i)));
    }
    assertThat(texts)
        .containsExactly(
            "192.0.2.0 to 192.0.2.63 of 192.0.2.0/26",
            "192.0.2.64 to 192.0.2.64 of 192.0.2.64/32",
            "192.0.2.65 to 192.0.2.255 of 192.0.2.0/24",
            "192.0.3.0 to 192.0.3.0 of 192.0.3.0/32");
  }

  @Test
  void aFloorLoadsFromAllOfItsArray() {
    PrefixList list = ClusteredList.of(1000, 7);
    Queries queries = Queries.of(Queries.TENTH, list, 10_000, 3);
    Rival floor = Floor.of(4 * 64, queries);
    Set<Integer> places = new HashSet<>();
    for (int i = 0; i < queries.size(); i++) {
      places.add(floor.lookup(i));
    }
    assertThat(places).hasSize(64);
  }
}
