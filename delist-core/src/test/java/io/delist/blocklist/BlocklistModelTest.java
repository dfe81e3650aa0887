package io.delist.blocklist;

import java.util.Map;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsCollector;

/**
 * Random histories of the list against a plain scan: listings, removals, expiry, exemptions, the
 * allowlist and whole feeds, every edge of every prefix after each revision, and the structure of
 * every trie inside.
 *
 * <p>{@code -Ddelist.test.tries=1000000} plays so many of each shape, {@code -Ddelist.test.seed=…}
 * others.
 */
class BlocklistModelTest {

  @Property(shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
  void chains(@ForAll long seed) {
    play(seed, HistoryMaker.Shape.CHAIN);
  }

  @Property(shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
  void siblings(@ForAll long seed) {
    play(seed, HistoryMaker.Shape.SIBLINGS);
  }

  @Property(shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
  void edges(@ForAll long seed) {
    play(seed, HistoryMaker.Shape.EDGES);
  }

  @Property(shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
  void clusters(@ForAll long seed) {
    play(seed, HistoryMaker.Shape.CLUSTER);
  }

  private static void play(long seed, HistoryMaker.Shape shape) {
    History history = new HistoryMaker(seed, shape).make();
    try {
      collect(history.play().verdicts());
    } catch (AssertionError | RuntimeException e) {
      History shortest = history.shortest(shorter -> !shorter.holds());
      throw new AssertionError(
          "the list and the scan differ; this is a test of it:\n\n" + shortest, e);
    }
  }

  /** Fails a property of which fewer than a fifth of the probes found something. */
  private static void collect(Map<String, Integer> verdicts) {
    StatisticsCollector probes = Statistics.label("probes");
    verdicts.forEach(
        (verdict, count) -> {
          for (int i = 0; i < count; i++) {
            probes.collect(verdict);
          }
        });
    probes.coverage(
        checker -> {
          checker.check("not-listed").percentage(share -> share >= 5 && share <= 80);
          checker.check("listed").percentage(share -> share >= 20);
          checker.check("exempt").percentage(share -> share >= 2);
          checker.check("allowed").percentage(share -> share >= 2);
        });
  }
}
