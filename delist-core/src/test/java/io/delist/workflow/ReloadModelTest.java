package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.AllowEntry;
import io.delist.blocklist.GuardLimits;
import io.delist.blocklist.ListingGuard;
import io.delist.blocklist.ListingTerms;
import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import io.delist.feed.FeedEntry;
import io.delist.feed.FeedValue;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** Random lists of one source, one after the other, beside a map that says what is to be there. */
class ReloadModelTest {

  private static final ReasonCode CODE = ReasonCode.BANNED;
  private static final IpPrefix ALLOWED = IpPrefix.parse("8.8.0.64/28");
  private static final ListingGuard GUARD =
      new ListingGuard(GuardLimits.builder().mostChangedShare(1000).mostGrowth(1_000_000).build());

  private final Bench bench = new Bench();
  private final ListingDesk desk = new ListingDesk(bench.store, GUARD, bench.policy);
  private final Map<IpPrefix, FeedValue> model = new TreeMap<>();

  private void pass(RandomGenerator random) {
    bench.pass(Duration.ofMinutes(random.nextInt(90)));
    Instant now = bench.clock.instant();
    model.values().removeIf(value -> ends(value, now));
  }

  private static boolean ends(FeedValue value, Instant now) {
    return value.expiresAt() != null && !value.expiresAt().isAfter(now);
  }

  private Map<IpPrefix, FeedValue> next(RandomGenerator random) {
    Map<IpPrefix, FeedValue> next = new TreeMap<>(model);
    next.values().removeIf(value -> random.nextInt(5) == 0);
    for (int i = random.nextInt(30); i > 0; i--) {
      IpAddress address =
          random.nextInt(4) == 0
              ? IpAddress.ofV6(0x2a00_1450_0000_0000L, random.nextInt(64))
              : IpAddress.ofV4(0x0808_0000 + random.nextInt(256));
      int length = address.lengthBits() - random.nextInt(4);
      next.put(address.prefix(length), value(random));
    }
    return next;
  }

  private FeedValue value(RandomGenerator random) {
    Instant now = bench.clock.instant();
    @Nullable Instant end =
        random.nextInt(3) == 0 ? now.plusSeconds(random.nextInt(-3600, 7200)) : null;
    return new FeedValue(null, "reason " + random.nextInt(3), null, end, "", null);
  }

  private ListOutcome load(Map<IpPrefix, FeedValue> list) {
    ListingDesk.Grounds grounds = new ListingDesk.Grounds(Bench.FEED, CODE, "", null, null);
    List<FeedEntry> entries =
        list.entrySet().stream().map(e -> new FeedEntry(e.getKey(), e.getValue())).toList();
    return desk.replace(
            new SourceReplacement(grounds, entries, false, null, now -> Optional.empty()))
        .outcome();
  }

  private Map<IpPrefix, ListingTerms> listed() {
    Map<IpPrefix, ListingTerms> listed = new TreeMap<>();
    long now = bench.clock.instant().toEpochMilli();
    bench.store.read(
        transaction -> {
          transaction
              .list()
              .readListings(
                  Bench.FEED,
                  listing -> {
                    if (listing.terms().appliesAt(now)) {
                      listed.put(listing.prefix(), listing.terms());
                    }
                  });
          return "";
        });
    return listed;
  }

  @Property(tries = 150)
  void theSourceListsWhatTheLastListSaysAndNothingElseIsTouched(@ForAll long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    desk.allow(new AllowEntry(ALLOWED, "partner"));
    desk.list(
        IpPrefix.parse("8.8.0.1/32"),
        new ListingDesk.Grounds(Source.OPERATOR, CODE, "by hand", null, null));
    for (int round = 0; round < 12; round++) {
      pass(random);
      Map<IpPrefix, FeedValue> list = next(random);
      ListOutcome outcome = load(list);
      if (outcome instanceof ListOutcome.Held held) {
        assertThat(held.counts().after()).as("only empty lists are held").isZero();
        continue;
      }
      Instant now = bench.clock.instant();
      Map<IpPrefix, FeedValue> same = new TreeMap<>(list);
      list.keySet().removeIf(ALLOWED::contains);
      list.values().removeIf(value -> ends(value, now));
      model.clear();
      model.putAll(list);
      Map<IpPrefix, ListingTerms> listed = listed();
      assertThat(listed.keySet()).isEqualTo(model.keySet());
      listed.forEach(
          (prefix, terms) -> {
            assertThat(terms.reason()).isEqualTo(model.get(prefix).reason());
            assertThat(terms.expiresAt()).isEqualTo(model.get(prefix).expiresAt());
          });
      assertThat(load(same))
          .as("the same again writes nothing")
          .isEqualTo(new ListOutcome.Done(bench.revision(), 0));
    }
    assertThat(
            bench.store.<Integer>read(
                transaction ->
                    transaction.list().listingsCovering(IpPrefix.parse("8.8.0.1/32")).stream()
                        .filter(listing -> listing.terms().source().equals(Source.OPERATOR))
                        .toList()
                        .size()))
        .isEqualTo(1);
  }
}
