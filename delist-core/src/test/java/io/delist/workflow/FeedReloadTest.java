package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Verdict;
import io.delist.feed.FeedFormat;
import io.delist.store.Store;
import io.delist.store.StoreException;
import io.delist.store.Transaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedReloadTest {

  private static final ListingDesk.Grounds GROUNDS =
      new ListingDesk.Grounds(Bench.FEED, ReasonCode.BANNED, "", null, null);

  private final Bench bench = new Bench();
  private final FeedReload reload = new FeedReload(bench.desk, Bench.GUARD);

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void aListIsInService() throws IOException {
    file = directory.resolve("list.txt");
    load("203.0.113.9\n");
  }

  @Test
  void aBadLineIsReportedAndTheRestLoads() throws IOException {
    FeedReload.Outcome outcome =
        load("198.51.100.1\n198.51.100.2\n".repeat(6) + "not an address\n203.0.113.9");

    assertThat(outcome)
        .isInstanceOfSatisfying(
            FeedReload.Outcome.Loaded.class,
            loaded -> {
              assertThat(loaded.entries()).isEqualTo(3);
              assertThat(loaded.changes()).isEqualTo(2);
              assertThat(loaded.problems())
                  .singleElement()
                  .asString()
                  .startsWith("feed " + file + ", line 13: ");
            });
  }

  @Test
  void moreThanATenthBadLinesLeaveThePreviousListInPlace() throws IOException {
    FeedReload.Outcome outcome = load("198.51.100.1\nno\n198.51.100.2\n");

    assertThat(kept(outcome)).contains("1 of 3 lines").contains("more than a tenth");
  }

  @Test
  void aFileThatIsGoneLeavesThePreviousListInPlace() throws IOException {
    Files.delete(file);

    assertThat(kept(reload.load(file, feed(file)))).contains("cannot be read");
  }

  @Test
  void aDirectoryInItsPlaceLeavesThePreviousListInPlace() {
    assertThat(kept(reload.load(directory, feed(directory)))).contains("cannot be read");
  }

  @Test
  void aStoreThatIsAwayLeavesThePreviousListInPlace() {
    FeedReload broken =
        new FeedReload(
            new ListingDesk(new StoreThatIsAway(), Bench.GUARD, bench.policy), Bench.GUARD);

    assertThat(kept(broken.load(file, feed(file)))).contains("the store failed");
  }

  private static Feed feed(Path file) {
    return new Feed(file.toString(), FeedFormat.CIDR, GROUNDS, false);
  }

  private FeedReload.Outcome load(String text) throws IOException {
    Files.writeString(file, text);
    return reload.load(file, feed(file));
  }

  private String kept(FeedReload.Outcome outcome) {
    assertThat(outcome).isInstanceOf(FeedReload.Outcome.Kept.class);
    bench.replica.follow();
    assertThat(bench.verdict()).as("the previous list").isInstanceOf(Verdict.Listed.class);
    assertThat(bench.revision()).isEqualTo(1);
    return ((FeedReload.Outcome.Kept) outcome).why();
  }

  /** A store whose database cannot be reached. */
  private static final class StoreThatIsAway implements Store {
    @Override
    public <T> T write(Function<Transaction, T> work) {
      throw new StoreException("connection refused", null);
    }

    @Override
    public <T> T read(Function<Transaction, T> work) {
      throw new StoreException("connection refused", null);
    }

    @Override
    public void onListChange(Consumer<Long> listener) {
      throw new StoreException("connection refused", null);
    }
  }
}
