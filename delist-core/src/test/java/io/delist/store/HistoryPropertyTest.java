package io.delist.store;

import static io.delist.store.Samples.changesAfter;
import static io.delist.store.Samples.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.AllowEntry;
import io.delist.blocklist.Change;
import io.delist.blocklist.Exemption;
import io.delist.blocklist.Listing;
import io.delist.blocklist.ListingTerms;
import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import io.delist.net.IpPrefix;
import io.delist.store.memory.MemoryStore;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Random histories: the databases hold what the memory store holds, after each step. */
class HistoryPropertyTest {

  /** A transaction: its changes, and whether it is committed. */
  record Step(List<Change> changes, boolean kept) {}

  private final MovableClock clock = new MovableClock(StoreContract.NOON);

  @Property(tries = 40)
  void h2HoldsWhatMemoryHolds(@ForAll("histories") List<Step> history) {
    compare(history, Backend.H2);
  }

  @Property(tries = 40)
  void postgresqlHoldsWhatMemoryHolds(@ForAll("histories") List<Step> history) {
    compare(history, Backend.POSTGRESQL);
  }

  private void compare(List<Step> history, Backend backend) {
    Store expected = new MemoryStore(clock);
    try (StoreFixture fixture = backend.open(clock)) {
      Store store = fixture.store();
      for (Step step : history) {
        long before = StoreContract.revision(expected);
        assertThat(run(store, step)).isEqualTo(run(expected, step));
        assertThat(state(store)).containsExactlyInAnyOrderElementsOf(state(expected));
        assertThat(changesAfter(store, before)).isEqualTo(changesAfter(expected, before));
      }
      assertThat(changesAfter(store, 0)).isEqualTo(changesAfter(expected, 0));
      assertThat(state(store)).containsExactlyInAnyOrderElementsOf(folded(changesAfter(store, 0)));
    }
  }

  private static long run(Store store, Step step) {
    return step.kept()
        ? store.write(transaction -> transaction.list().apply(step.changes()))
        : store.read(transaction -> transaction.list().apply(step.changes()));
  }

  /** The state is what the log adds up to. */
  private static List<Change> folded(List<Change> log) {
    return log.stream()
        .filter(change -> log.lastIndexOf(change) == lastAbout(log, change))
        .filter(HistoryPropertyTest::adds)
        .distinct()
        .toList();
  }

  private static int lastAbout(List<Change> log, Change change) {
    int last = log.size() - 1;
    while (!subject(log.get(last)).equals(subject(change))) {
      last--;
    }
    return last;
  }

  private static boolean adds(Change change) {
    return change instanceof Change.Listed
        || change instanceof Change.Exempted
        || change instanceof Change.Allowed;
  }

  /** What a change is about: of several with the same subject the last one counts. */
  private static List<Object> subject(Change change) {
    if (change instanceof Change.Listed listed) {
      return List.of(change.prefix(), listed.listing().terms().source());
    } else if (change instanceof Change.Unlisted unlisted) {
      return List.of(change.prefix(), unlisted.source());
    } else if (change instanceof Change.Exempted || change instanceof Change.ExemptionEnded) {
      return List.of(change.prefix(), "exemption");
    }
    return List.of(change.prefix(), "allowlist");
  }

  /** Few prefixes and sources, so that most changes meet an earlier one. */
  @Provide
  Arbitrary<List<Step>> histories() {
    Arbitrary<IpPrefix> prefixes =
        Arbitraries.of("192.0.2.0/24", "192.0.2.0/32", "192.0.2.1/32", "2001:db8::/32", "::/0")
            .map(IpPrefix::parse);
    Arbitrary<Source> sources = Arbitraries.of(Source.OPERATOR, Samples.DROP);
    Arbitrary<Instant> times = Arbitraries.longs().between(0, 3).map(Samples.EARLIER::plusMillis);
    Arbitrary<ListingTerms> terms =
        Combinators.combine(sources, times, times.injectNull(0.5))
            .as(
                (source, seen, end) ->
                    new ListingTerms(
                        source,
                        ReasonCode.BANNED,
                        "",
                        Samples.EARLIER,
                        seen,
                        end == null ? null : end.plusSeconds(60)));
    Arbitrary<Change> changes =
        Arbitraries.oneOf(
            Combinators.combine(prefixes, terms).as((p, t) -> new Change.Listed(new Listing(p, t))),
            Combinators.combine(prefixes, sources).as(Change.Unlisted::new),
            Combinators.combine(prefixes, times, times.injectNull(0.5))
                .as((p, cutoff, end) -> new Change.Exempted(new Exemption(p, cutoff, end))),
            prefixes.map(Change.ExemptionEnded::new),
            Combinators.combine(prefixes, Arbitraries.of("own", "partner"))
                .as((p, comment) -> new Change.Allowed(new AllowEntry(p, comment))),
            prefixes.map(Change.Disallowed::new));
    Arbitrary<Boolean> kept =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.just(true)), Tuple.of(1, Arbitraries.just(false)));
    return Combinators.combine(changes.list().ofMaxSize(8), kept)
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(12);
  }
}
