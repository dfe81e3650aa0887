package io.delist.store;

import static io.delist.store.Samples.DROP;
import static io.delist.store.Samples.id;
import static io.delist.store.Samples.listed;
import static io.delist.store.Samples.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delist.blocklist.Change;
import io.delist.blocklist.ListingTerms;
import io.delist.store.jdbc.JdbcStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What only a store in a database has to keep. */
class JdbcStoreTest {

  private final MovableClock clock = new MovableClock(StoreContract.NOON);

  @Test
  void everythingSurvivesClosingAndReopeningAnH2File(@TempDir Path directory) {
    Path file = directory.resolve("delist");
    String epoch;
    try (TestDatabase database = TestDatabase.h2File(file)) {
      Store store = new JdbcStore(database.dataSource(), clock);
      store.run(
          transaction -> {
            transaction.list().apply(List.of(listed("192.0.2.0/24", DROP)));
            transaction.requests().insert(request(1, "192.0.2.7", StoreContract.NOON));
            transaction.outbox().add(id(1), MailKind.CONFIRMATION);
            transaction
                .audit()
                .append(
                    new AuditEntry(
                        transaction.now(), "visitor", "request", id(1), null, 1L, "detail"));
            transaction.nodes().report("mx1", 1);
          });
      epoch = StoreContract.epoch(store);
    }
    try (TestDatabase database = TestDatabase.h2File(file)) {
      Store store = new JdbcStore(database.dataSource(), clock);
      assertThat(StoreContract.epoch(store)).isEqualTo(epoch);
      assertThat(StoreContract.revision(store)).isEqualTo(1);
      assertThat(Samples.state(store)).containsExactly(listed("192.0.2.0/24", DROP));
      assertThat(Samples.changesAfter(store, 0)).containsExactly(listed("192.0.2.0/24", DROP));
      store.run(
          transaction -> {
            assertThat(transaction.requests().find(id(1)))
                .contains(request(1, "192.0.2.7", StoreContract.NOON));
            assertThat(transaction.outbox().size()).isEqualTo(1);
            assertThat(transaction.audit().of(id(1))).hasSize(1);
            assertThat(transaction.nodes().seenSince(Instant.EPOCH)).hasSize(1);
            assertThat(transaction.list().apply(List.of(listed("192.0.2.1/32", DROP))))
                .isEqualTo(2);
          });
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL"})
  void aReaderSeesOneStateWhileOthersWrite(Backend backend) {
    try (StoreFixture fixture = backend.open(clock)) {
      Store store = fixture.store();
      store.run(transaction -> transaction.list().apply(List.of(listed("192.0.2.1/32", DROP))));
      store.read(
          transaction -> {
            assertThat(transaction.list().revision()).isEqualTo(1);
            writeElsewhere(store);
            List<Change> seen = new ArrayList<>();
            assertThat(transaction.list().readState(seen::add)).isEqualTo(1);
            assertThat(transaction.list().readChanges(0, seen::add)).isEqualTo(1);
            assertThat(seen).hasSize(2);
            assertThat(transaction.requests().find(id(1))).isEmpty();
            return seen;
          });
      assertThat(StoreContract.revision(store)).isEqualTo(2);
    }
  }

  private static void writeElsewhere(Store store) {
    Threads threads = new Threads();
    threads.start(
        () ->
            store.run(
                transaction -> {
                  transaction.list().apply(List.of(listed("192.0.2.2/32", DROP)));
                  transaction.requests().insert(request(1, "192.0.2.7", StoreContract.NOON));
                }));
    threads.join();
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL"})
  void listingsOfOneChangeSetShareTheirTerms(Backend backend) {
    try (StoreFixture fixture = backend.open(clock)) {
      fixture
          .store()
          .run(
              transaction ->
                  transaction
                      .list()
                      .apply(List.of(listed("192.0.2.1/32", DROP), listed("192.0.2.2/32", DROP))));
      List<ListingTerms> terms =
          Samples.state(fixture.store()).stream()
              .map(change -> ((Change.Listed) change).listing().terms())
              .toList();
      assertThat(terms).hasSize(2);
      assertThat(terms.get(0)).isSameAs(terms.get(1));
    }
  }

  @Test
  void aDatabaseThatIsAwayIsAStoreExceptionThatSaysSo() {
    SQLException refused = new SQLException("connection refused");
    Store store = new JdbcStore(BrokenDataSource.thatFailsToConnect(refused), clock);
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> store.run(transaction -> {}))
        .withMessageContaining("cannot connect")
        .withMessageContaining("connection refused")
        .withCause(refused);
  }

  @Test
  void aStoreComesToLifeWhenItsDatabaseDoes() {
    try (TestDatabase database = TestDatabase.h2InMemory()) {
      BrokenDataSource broken = new BrokenDataSource(database.dataSource());
      Store store = new JdbcStore(broken.dataSource(), clock);
      broken.failOn("getConnection");
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> StoreContract.revision(store));
      broken.failOn("nothing");
      assertThat(StoreContract.revision(store)).isZero();
    }
  }

  @Test
  void aFailedRollbackDoesNotHideWhatTheWorkThrew() {
    try (TestDatabase database = TestDatabase.h2InMemory()) {
      BrokenDataSource broken = new BrokenDataSource(database.dataSource());
      Store store = new JdbcStore(broken.dataSource(), clock);
      StoreContract.revision(store);
      UncheckedIOException thrown = new UncheckedIOException(new IOException("the work's own"));
      broken.failOn("rollback");
      assertThatThrownBy(
              () ->
                  store.run(
                      transaction -> {
                        throw thrown;
                      }))
          .isSameAs(thrown)
          .satisfies(
              e ->
                  assertThat(e.getSuppressed())
                      .singleElement()
                      .isInstanceOf(StoreException.class)
                      .extracting(Throwable::getMessage)
                      .asString()
                      .contains("cannot roll back"));
    }
  }

  @Test
  void aCommitThatFailsIsAStoreExceptionAndTellsNobody() {
    try (TestDatabase database = TestDatabase.h2InMemory()) {
      BrokenDataSource broken = new BrokenDataSource(database.dataSource());
      Store store = new JdbcStore(broken.dataSource(), clock);
      List<Long> heard = new ArrayList<>();
      store.onListChange(heard::add);
      StoreContract.revision(store);
      broken.failOn("commit");
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(
              () ->
                  store.run(
                      transaction ->
                          transaction.list().apply(List.of(listed("192.0.2.1/32", DROP)))))
          .withMessageContaining("cannot commit");
      broken.failOn("nothing");
      assertThat(heard).isEmpty();
      assertThat(StoreContract.revision(store)).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL"})
  void connectionsThatDoNotCommitByThemselvesAreHandedBackSo(Backend backend) {
    try (TestDatabase database =
        backend == Backend.H2 ? TestDatabase.h2InMemory() : TestDatabase.postgresql()) {
      ManualCommitDataSource manual = new ManualCommitDataSource(database.dataSource());
      Store store = new JdbcStore(manual.dataSource(), clock);
      store.run(transaction -> transaction.list().apply(List.of(listed("192.0.2.1/32", DROP))));
      assertThat(StoreContract.revision(store)).isEqualTo(1);
      clock.advance(Duration.ofMillis(1));
      assertThat(manual.handedBack()).isGreaterThanOrEqualTo(3);
    }
  }
}
