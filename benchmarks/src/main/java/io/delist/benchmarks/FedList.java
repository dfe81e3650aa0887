package io.delist.benchmarks;

import io.delist.blocklist.Blocklist;
import io.delist.blocklist.GuardLimits;
import io.delist.blocklist.ListingGuard;
import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import io.delist.feed.FeedFormat;
import io.delist.replica.Replica;
import io.delist.store.memory.MemoryStore;
import io.delist.workflow.DelistPolicy;
import io.delist.workflow.Feed;
import io.delist.workflow.FeedReload;
import io.delist.workflow.ListingDesk;
import io.delist.workflow.Settlement;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * A list that comes from a file of so many lines, which is read again as a node does it: the reader
 * of feeds, the difference to what the source lists, a store in memory, and a replica that follows.
 * Two files take turns, so that a thousandth of the lines has changed each time.
 *
 * <p><b>Threads:</b> one that loads; the blocklist is for any number.
 */
final class FedList implements AutoCloseable {

  /** One line in so many is missing from one file, and another from the other. */
  private static final int DIFFERS = 2_000;

  private final Path directory;
  private final Path[] files;
  private final Feed feed;
  private final FeedReload reload;
  private final Replica replica;
  private int next;

  FedList(int size) throws IOException {
    InstantSource clock = InstantSource.system();
    ListingGuard guard =
        new ListingGuard(
            GuardLimits.builder().ordinaryRanges(List.of(GatedList.OF_LISTED)).build());
    DelistPolicy policy = DelistPolicy.defaults();
    MemoryStore store = new MemoryStore(clock);
    this.feed =
        new Feed(
            "benchmark",
            FeedFormat.CIDR,
            new ListingDesk.Grounds(
                new Source("feed:benchmark"), new ReasonCode(606), "benchmark", null, null),
            false);
    this.reload = new FeedReload(new ListingDesk(store, guard, policy), guard);
    this.replica =
        new Replica(store, new Settlement(store, policy), "node", clock, Duration.ofHours(1));
    this.directory = Files.createTempDirectory("fed-list");
    PrefixList prefixes = ClusteredList.of(size, 7);
    this.files = new Path[] {file(prefixes, 0), file(prefixes, DIFFERS / 2)};
    reload();
  }

  private Path file(PrefixList prefixes, int missing) throws IOException {
    Path file = directory.resolve("missing-" + missing);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.append(GatedList.OF_LISTED.toString()).append('\n');
      for (int i = 0; i < prefixes.size(); i++) {
        if (i % DIFFERS != missing) {
          out.append(prefixes.get(i).toString()).append('\n');
        }
      }
    }
    return file;
  }

  /** Reads the other file; readers see it when this returns. */
  void reload() {
    Path file = files[next];
    next = 1 - next;
    FeedReload.Outcome outcome = reload.load(file, feed);
    if (outcome instanceof FeedReload.Outcome.Held held) {
      outcome = reload.accept(file, feed, held.fingerprint());
    }
    if (!(outcome instanceof FeedReload.Outcome.Loaded)) {
      throw new IllegalStateException("not loaded: " + outcome);
    }
    replica.follow();
  }

  Blocklist blocklist() {
    return replica.blocklist();
  }

  @Override
  public void close() throws IOException {
    for (Path file : files) {
      Files.delete(file);
    }
    Files.delete(directory);
  }
}
