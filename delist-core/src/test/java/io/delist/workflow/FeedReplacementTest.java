package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Sets;
import io.delist.blocklist.AllowEntry;
import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import io.delist.net.Edges;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Feeds that are replaced as a whole, through the store to a node, against plain sets. */
class FeedReplacementTest {

  private static final List<Source> FEEDS = List.of(new Source("feed:a"), new Source("feed:b"));
  private static final IpPrefix ALLOWED = IpPrefix.parse("198.51.100.128/26");
  private static final List<IpPrefix> POOL =
      Stream.of(
              "198.51.100.0/24",
              "198.51.100.0/25",
              "198.51.100.128/25",
              "198.51.100.128/26",
              "198.51.100.130/32",
              "198.51.100.0/31",
              "198.51.100.0/32",
              "198.51.100.1/32",
              "198.51.100.255/32",
              "2001:db8::/32",
              "2001:db8::/64",
              "2001:db8::/65",
              "2001:db8:0:0:8000::/65",
              "2001:db8::/128",
              "2001:db8::1/128")
          .map(IpPrefix::parse)
          .toList();

  private record Reload(Source source, Set<IpPrefix> prefixes) {}

  private record Entry(IpPrefix prefix, Source source) {}

  @Provide
  Arbitrary<List<Reload>> reloads() {
    return Combinators.combine(
            Arbitraries.of(FEEDS), Arbitraries.of(POOL).set().ofMinSize(1).ofMaxSize(POOL.size()))
        .as(Reload::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  @Property(tries = 100)
  void aNodeServesWhatTheFeedsHoldAndOnlyTheDifferenceIsWritten(
      @ForAll("reloads") List<Reload> reloads) {
    Bench bench = new Bench();
    bench.desk.allow(new AllowEntry(ALLOWED, "test"));
    Map<Source, Set<IpPrefix>> held = new HashMap<>();
    for (Reload reload : reloads) {
      Set<IpPrefix> before = held.getOrDefault(reload.source(), Set.of());
      Set<IpPrefix> now = new HashSet<>(reload.prefixes());
      now.removeIf(ALLOWED::contains);

      ListOutcome outcome = bench.desk.replace(grounds(reload.source()), inAnyOrder(reload));

      // What a guard holds changes nothing; it never holds the first list of a source.
      if (before.isEmpty() || !(outcome instanceof ListOutcome.Held)) {
        held.put(reload.source(), now);
        assertThat(outcome).isInstanceOf(ListOutcome.Done.class);
        assertThat(((ListOutcome.Done) outcome).changes())
            .isEqualTo(Sets.symmetricDifference(before, now).size());
      }
      bench.replica.follow();
      POOL.stream().flatMap(p -> Edges.of(p).stream()).forEach(at -> compare(bench, held, at));
    }
  }

  private static void compare(Bench bench, Map<Source, Set<IpPrefix>> held, IpAddress address) {
    Set<Entry> expected = new HashSet<>();
    held.forEach(
        (source, prefixes) ->
            prefixes.stream()
                .filter(prefix -> prefix.contains(address))
                .forEach(prefix -> expected.add(new Entry(prefix, source))));
    assertThat(bench.replica.blocklist().explain(address).listings())
        .extracting(listing -> new Entry(listing.prefix(), listing.terms().source()))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static List<IpPrefix> inAnyOrder(Reload reload) {
    return List.copyOf(reload.prefixes());
  }

  private static ListingDesk.Grounds grounds(Source source) {
    return new ListingDesk.Grounds(source, ReasonCode.BANNED, "", null, null);
  }
}
