package io.delist.blocklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Random histories of the list against a plain scan. */
class BlocklistModelTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<Source> SOURCES =
      List.of(Source.OPERATOR, new Source("feed:a"), new Source("detector:trap"));
  private static final int STEPS = 40;

  @Property(tries = 400)
  void everyStateAnswersAsAPlainScanDoes(@ForAll long seed) {
    Random random = new Random(seed);
    boolean v6 = random.nextBoolean();
    BlocklistProjection projection = new BlocklistProjection(InstantSource.fixed(START));
    ScannedList oracle = new ScannedList();
    List<Change> history = new ArrayList<>();
    int hits = 0;
    int probes = 0;
    for (int step = 1; step <= STEPS; step++) {
      Change change = randomChange(random, v6, history);
      history.add(change);
      projection.apply(change);
      oracle.apply(change);
      if (random.nextInt(3) > 0) {
        continue;
      }
      projection.publish(step);
      for (IpPrefix prefix : oracle.prefixes()) {
        for (IpAddress address : List.of(prefix.first(), prefix.last(), near(prefix, random))) {
          long now = START.plusSeconds(random.nextInt(100)).toEpochMilli();
          BlocklistView view = projection.blocklist().view();
          Verdict expected = oracle.check(address, now);
          assertThat(view.check(address, now)).as("%s at %s", address, history).isEqualTo(expected);
          Explanation explanation = view.explain(address, Instant.ofEpochMilli(now));
          assertThat(explanation.verdict()).isEqualTo(expected);
          assertThat(explanation.listings()).isEqualTo(oracle.covering(address, now));
          hits += expected instanceof Verdict.NotListed ? 0 : 1;
          probes++;
        }
      }
    }
    assertThat(hits * 5).as("hits of %s probes", probes).isGreaterThanOrEqualTo(probes);
  }

  private static IpAddress near(IpPrefix prefix, Random random) {
    IpAddress last = prefix.last();
    return last.isV4()
        ? IpAddress.ofV4(last.v4Bits() + random.nextInt(3) - 1)
        : IpAddress.ofV6(last.high(), last.low() + random.nextInt(3) - 1);
  }

  private static Change randomChange(Random random, boolean v6, List<Change> history) {
    IpPrefix prefix =
        !history.isEmpty() && random.nextInt(3) == 0
            ? history.get(random.nextInt(history.size())).prefix()
            : randomPrefix(random, v6);
    return switch (random.nextInt(10)) {
      case 0, 1, 2, 3, 4 -> new Change.Listed(new Listing(prefix, randomTerms(random)));
      case 5 -> new Change.Unlisted(prefix, SOURCES.get(random.nextInt(SOURCES.size())));
      case 6, 7 ->
          new Change.Exempted(
              new Exemption(prefix, at(random), random.nextBoolean() ? null : at(random)));
      case 8 -> new Change.ExemptionEnded(prefix);
      default ->
          random.nextInt(3) == 0
              ? new Change.Allowed(new AllowEntry(prefix, "test"))
              : new Change.Disallowed(prefix);
    };
  }

  /** Few bits, so that prefixes nest often. */
  private static IpPrefix randomPrefix(Random random, boolean v6) {
    if (v6) {
      int[] lengths = {32, 48, 64, 127, 128};
      return IpAddress.ofV6(0x20010db800000000L | random.nextInt(3), random.nextInt(4))
          .prefix(lengths[random.nextInt(lengths.length)]);
    }
    int[] lengths = {8, 15, 16, 17, 24, 30, 31, 32};
    return IpAddress.ofV4(
            0x0a000000 | random.nextInt(2) << 16 | random.nextInt(2) << 8 | random.nextInt(6))
        .prefix(lengths[random.nextInt(lengths.length)]);
  }

  private static ListingTerms randomTerms(Random random) {
    Instant listedAt = at(random);
    return new ListingTerms(
        SOURCES.get(random.nextInt(SOURCES.size())),
        new ReasonCode(606 + random.nextInt(44)),
        "",
        listedAt,
        at(random),
        random.nextInt(3) == 0 ? listedAt.plusSeconds(1 + random.nextInt(60)) : null);
  }

  private static Instant at(Random random) {
    return START.plusSeconds(random.nextInt(100));
  }
}
