package io.delist.blocklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A list that is restarted from its snapshot again and again, beside one that never is. */
class SnapshotContinuationTest {

  private static final int STEPS = 30;
  private static final String[] SOURCES = {"operator", "feed:a", "detector:trap"};

  @Property(tries = 100)
  void aRestartedListIsTheOneThatWasNeverRestarted(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    Path file = Files.createTempFile("delist", ".snapshot");
    try {
      BlocklistProjection never = projection();
      BlocklistProjection restarted = projection();
      int restarts = 0;
      for (int step = 1; step <= STEPS; step++) {
        for (int i = random.nextInt(4); i >= 0; i--) {
          Change change = change(random);
          never.apply(change);
          restarted.apply(change);
        }
        never.publish(step);
        restarted.publish(step);
        if (random.nextInt(4) == 0) {
          restarts++;
          BlocklistView view = restarted.blocklist().view();
          // Not forced to disk: that would be most of the time.
          Files.write(file, SampleLists.bytes(new Snapshot("epoch", SampleLists.START, view)));
          restarted = projection();
          restarted.restore(SnapshotFile.read(file));
        }
        if (random.nextInt(3) > 0) {
          continue;
        }
        BlocklistView view = restarted.blocklist().view();
        assertThat(SampleLists.contents(view))
            .isEqualTo(SampleLists.contents(never.blocklist().view()));
        assertThat(view.revision()).isEqualTo(step);
        assertThat(view.listings().next()).isEqualTo(never.blocklist().view().listings().next());
        sameAnswers(random, view, never.blocklist().view());
      }
      assertThat(restarts).as("restarts").isPositive();
    } finally {
      Files.delete(file);
    }
  }

  private static BlocklistProjection projection() {
    return new BlocklistProjection(InstantSource.fixed(SampleLists.START));
  }

  private static void sameAnswers(Random random, BlocklistView one, BlocklistView other) {
    for (int i = 0; i < 20; i++) {
      IpAddress address = prefix(random).last();
      Instant now = at(random);
      assertThat(one.check(address, now.toEpochMilli()))
          .isEqualTo(other.check(address, now.toEpochMilli()));
      assertThat(one.explain(address, now)).isEqualTo(other.explain(address, now));
    }
  }

  private static Change change(Random random) {
    IpPrefix prefix = prefix(random);
    Source source = new Source(SOURCES[random.nextInt(SOURCES.length)]);
    return switch (random.nextInt(9)) {
      case 0, 1, 2, 3 ->
          new Change.Listed(
              new Listing(
                  prefix,
                  new ListingTerms(
                      source,
                      new ReasonCode(606 + random.nextInt(44)),
                      random.nextBoolean() ? "" : "이유 " + random.nextInt(5),
                      at(random),
                      at(random),
                      random.nextBoolean() ? null : at(random).plusSeconds(200))));
      case 4 -> new Change.Unlisted(prefix, source);
      case 5 ->
          new Change.Exempted(
              new Exemption(prefix, at(random), random.nextBoolean() ? null : at(random)));
      case 6 -> new Change.ExemptionEnded(prefix);
      case 7 -> new Change.Allowed(new AllowEntry(prefix, "partner " + random.nextInt(3)));
      default -> new Change.Disallowed(prefix);
    };
  }

  /** Few, so that changes meet. */
  private static IpPrefix prefix(Random random) {
    if (random.nextInt(3) == 0) {
      int[] lengths = {32, 48, 64, 128};
      return IpAddress.ofV6(0x20010db8_00000000L | random.nextInt(2), random.nextInt(3))
          .prefix(lengths[random.nextInt(lengths.length)]);
    }
    int[] lengths = {7, 8, 15, 16, 24, 31, 32};
    return IpAddress.ofV4(0x0a000000 | random.nextInt(3) << 16 | random.nextInt(6))
        .prefix(lengths[random.nextInt(lengths.length)]);
  }

  private static Instant at(Random random) {
    return SampleLists.START.plusSeconds(random.nextInt(200));
  }
}
