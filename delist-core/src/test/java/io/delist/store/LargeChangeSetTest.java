package io.delist.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.Change;
import io.delist.blocklist.Listing;
import io.delist.blocklist.ListingTerms;
import io.delist.net.IpAddress;
import io.delist.store.jdbc.JdbcStore;
import io.delist.store.memory.MemoryStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A feed's first load, and a reload that takes a tenth of it off. */
class LargeChangeSetTest {

  private static final int COUNT = 200_000;

  private final MovableClock clock = new MovableClock(StoreContract.NOON);

  @Test
  void aLargeChangeSetGoesIntoMemoryAndComesBack() {
    loadAndReload(new MemoryStore(clock));
  }

  @Test
  void aLargeChangeSetGoesIntoAnH2FileAndComesBack(@TempDir Path directory) {
    try (TestDatabase database = TestDatabase.h2File(directory.resolve("large"))) {
      loadAndReload(new JdbcStore(database.dataSource(), clock));
    }
  }

  @Test
  void aLargeChangeSetGoesIntoPostgresqlAndComesBack() {
    try (TestDatabase database = TestDatabase.postgresql()) {
      loadAndReload(new JdbcStore(database.dataSource(), clock));
    }
  }

  /** Checks what comes by, in order, and keeps nothing of it but the count. */
  private static final class InOrder implements Consumer<Change> {
    private final List<Change> expected;
    private int count;

    InOrder(List<Change> expected) {
      this.expected = expected;
    }

    @Override
    public void accept(Change change) {
      if (!change.equals(expected.get(count))) {
        assertThat(change).isEqualTo(expected.get(count));
      }
      count++;
    }
  }

  private static void loadAndReload(Store store) {
    // Two kinds of terms, so that a mix-up would show.
    ListingTerms even = Samples.terms(Samples.DROP);
    ListingTerms odd =
        new ListingTerms(
            Samples.DROP, even.reasonCode(), "odd", even.listedAt(), even.evidenceAt(), null);
    List<Change> listed = new ArrayList<>();
    List<Change> unlisted = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      // An odd factor visits every address once, and none in order.
      IpAddress address = IpAddress.ofV4(i * 0x9E37_79B1);
      ListingTerms terms = i % 2 == 0 ? even : odd;
      listed.add(new Change.Listed(new Listing(address.toPrefix(), terms)));
      if (i < COUNT / 10) {
        unlisted.add(new Change.Unlisted(address.toPrefix(), Samples.DROP));
      }
    }

    store.run(transaction -> transaction.list().apply(listed));
    assertReadsBack(store, 0, listed);
    assertThat(stateSum(store)).isEqualTo(listed.stream().mapToLong(Change::hashCode).sum());

    store.run(transaction -> transaction.list().apply(unlisted));
    assertReadsBack(store, 1, unlisted);
    List<Change> left = listed.subList(unlisted.size(), COUNT);
    assertThat(stateSum(store)).isEqualTo(left.stream().mapToLong(Change::hashCode).sum());
  }

  private static void assertReadsBack(Store store, long after, List<Change> changes) {
    InOrder reader = new InOrder(changes);
    store.read(transaction -> transaction.list().readChanges(after, reader));
    assertThat(reader.count).isEqualTo(changes.size());
  }

  /** The state comes in no order; the sum of the hash codes tells whether it is the same. */
  private static long stateSum(Store store) {
    long[] sum = {0};
    store.read(transaction -> transaction.list().readState(change -> sum[0] += change.hashCode()));
    return sum[0];
  }
}
