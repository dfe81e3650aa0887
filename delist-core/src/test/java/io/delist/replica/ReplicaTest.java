package io.delist.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import io.delist.blocklist.Verdict;
import io.delist.net.IpAddress;
import io.delist.store.NodeStatus;
import io.delist.store.Store;
import io.delist.store.StoreException;
import io.delist.store.Transaction;
import io.delist.store.jdbc.JdbcStore;
import io.delist.workflow.Bench;
import io.delist.workflow.ListingDesk;
import io.delist.workflow.Settlement;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

class ReplicaTest {

  private static final IpAddress ADDRESS = Bench.ADDRESS;

  private final Bench bench = new Bench();

  @Test
  void aNodeThatStartsLaterReadsTheWholeState() {
    bench.list("203.0.113.9/32");
    bench.list("203.0.113.0/24");
    Replica late = replica(bench.store, "late");

    late.follow();

    assertThat(late.blocklist().check(ADDRESS)).isInstanceOf(Verdict.Listed.class);
    assertThat(late.blocklist().view().revision()).isEqualTo(2);
    assertThat(late.blocklist().view().listedPrefixes()).isEqualTo(2);
  }

  @Test
  void beforeAnythingWasReadNothingIsBlockedAndItSaysSo() {
    bench.list("203.0.113.9/32");
    FlakyStore store = new FlakyStore(bench.store);
    store.away.set(true);
    Replica replica = replica(store, "cold");

    replica.follow();

    assertThat(replica.isLoaded()).isFalse();
    assertThat(replica.ageMillis()).isEqualTo(-1);
    assertThat(replica.blocklist().check(ADDRESS)).isInstanceOf(Verdict.NotListed.class);
  }

  @Test
  void whileTheStoreIsAwayTheLastListIsServedAndItsAgeGrows() {
    FlakyStore store = new FlakyStore(bench.store);
    Replica replica = replica(store, "node-2");
    bench.list("203.0.113.9/32");
    replica.follow();
    store.away.set(true);
    bench.pass(Duration.ofMinutes(7));

    replica.follow();

    assertThat(replica.blocklist().check(ADDRESS)).isInstanceOf(Verdict.Listed.class);
    assertThat(replica.ageMillis()).isEqualTo(Duration.ofMinutes(7).toMillis());
    store.away.set(false);
    bench.list("203.0.113.10/32");
    replica.follow();
    assertThat(replica.ageMillis()).isZero();
    assertThat(replica.blocklist().view().revision()).isEqualTo(2);
  }

  @Test
  void aStoreThatFailsInTheMiddleOfAReadLeavesNoHalfRevision() {
    FlakyStore store = new FlakyStore(bench.store);
    Replica replica = replica(store, "node-2");
    replica.follow();
    bench.list("203.0.113.9/32");
    store.breaksAfterWork.set(true);

    replica.follow();
    assertThat(replica.blocklist().view().revision()).isZero();
    assertThat(replica.blocklist().check(ADDRESS)).isInstanceOf(Verdict.NotListed.class);

    store.breaksAfterWork.set(false);
    replica.follow();
    assertThat(replica.blocklist().view().listedPrefixes()).isEqualTo(1);
    assertThat(replica.blocklist().view().revision()).isEqualTo(1);
  }

  @Test
  void aRestoredStoreIsReadAnewAlsoAtTheSameRevision() throws SQLException {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:restored;DB_CLOSE_DELAY=-1");
    JdbcStore store = new JdbcStore(database, bench.clock);
    new ListingDesk(store, Bench.GUARD, bench.policy)
        .list(
            ADDRESS.toPrefix(),
            new ListingDesk.Grounds(Source.OPERATOR, ReasonCode.BANNED, "", null, null));
    Replica replica =
        new Replica(
            store, new Settlement(store, bench.policy), "node", bench.clock, Duration.ofHours(1));
    replica.follow();
    assertThat(replica.blocklist().check(ADDRESS)).isInstanceOf(Verdict.Listed.class);
    try (Connection restore = database.getConnection();
        Statement statement = restore.createStatement()) {
      statement.execute("DELETE FROM delist_listing");
      statement.execute("UPDATE delist_meta SET epoch = 'restored'");
    }

    replica.follow();

    assertThat(replica.blocklist().view().revision()).isEqualTo(1);
    assertThat(replica.blocklist().check(ADDRESS)).isInstanceOf(Verdict.NotListed.class);
  }

  @Test
  void aNodeThatClosesIsNotWaitedFor() {
    Replica replica = replica(bench.store, "node-2");
    replica.follow();

    replica.close();

    List<NodeStatus> nodes =
        bench.store.read(transaction -> transaction.nodes().seenSince(bench.clock.instant()));
    assertThat(nodes).extracting(NodeStatus::node).containsExactly("node-1");
  }

  @Test
  void itReportsTheRevisionThatItServes() {
    bench.list("203.0.113.9/32");
    Replica replica = replica(bench.store, "node-2");

    replica.follow();

    List<NodeStatus> nodes =
        bench.store.read(transaction -> transaction.nodes().seenSince(bench.clock.instant()));
    assertThat(nodes).hasSize(2);
    NodeStatus status = nodes.get(1);
    assertThat(status.node()).isEqualTo("node-2");
    assertThat(status.revision()).isEqualTo(1);
  }

  @Test
  void aCommitInThisProcessWakesItLongBeforeItsPollIsDue() {
    try (Replica replica = replica(bench.store, "background")) {
      replica.start();

      bench.list("203.0.113.9/32");

      await()
          .untilAsserted(
              () ->
                  assertThat(replica.blocklist().check(ADDRESS))
                      .isInstanceOf(Verdict.Listed.class));
    }
  }

  private Replica replica(Store store, String node) {
    return new Replica(store, bench.settlement, node, bench.clock, Duration.ofHours(1));
  }

  /** A real store behind a connection that can be cut. */
  private static final class FlakyStore implements Store {
    private final Store store;
    final AtomicBoolean away = new AtomicBoolean();
    final AtomicBoolean breaksAfterWork = new AtomicBoolean();

    FlakyStore(Store store) {
      this.store = store;
    }

    @Override
    public <T> T write(Function<Transaction, T> work) {
      cut(away);
      return store.write(work);
    }

    @Override
    public <T> T read(Function<Transaction, T> work) {
      cut(away);
      T result = store.read(work);
      cut(breaksAfterWork);
      return result;
    }

    @Override
    public void onListChange(Consumer<Long> listener) {
      store.onListChange(listener);
    }

    private static void cut(AtomicBoolean broken) {
      if (broken.get()) {
        throw new StoreException("connection reset", null);
      }
    }
  }
}
