package io.delist.store;

import static io.delist.store.Samples.DROP;
import static io.delist.store.Samples.listed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.delist.store.jdbc.JdbcStore;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JdbcSchemaTest {

  /** A kind of database, and how to make an empty one. */
  enum Kind {
    H2,
    POSTGRESQL;

    TestDatabase open() {
      return this == H2 ? TestDatabase.h2InMemory() : TestDatabase.postgresql();
    }
  }

  @ParameterizedTest
  @EnumSource
  void severalWhoStartAtOnceMakeOneSchema(Kind kind) {
    int starters = 8;
    for (int round = 0; round < 10; round++) {
      Set<String> epochs = Collections.synchronizedSet(new HashSet<>());
      try (TestDatabase database = kind.open()) {
        CyclicBarrier start = new CyclicBarrier(starters);
        Threads threads = new Threads();
        for (int i = 0; i < starters; i++) {
          threads.start(
              () -> {
                JdbcStore store = new JdbcStore(database.dataSource());
                Threads.await(start);
                store.prepare();
                epochs.add(StoreContract.epoch(store));
                store.run(
                    transaction -> transaction.list().apply(List.of(listed("192.0.2.1/32", DROP))));
              });
        }
        threads.join();
        assertThat(epochs).hasSize(1);
        assertThat(StoreContract.revision(new JdbcStore(database.dataSource())))
            .isEqualTo(starters);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void tablesOfANewerVersionAreLeftAlone(Kind kind) {
    try (TestDatabase database = kind.open()) {
      new JdbcStore(database.dataSource()).prepare();
      database.execute("UPDATE delist_meta SET schema_version = 99");
      JdbcStore store = new JdbcStore(database.dataSource());
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(store::prepare)
          .withMessageContaining("schema version 99")
          .withMessageContaining("versions up to ")
          .withMessageContaining("run the newer delist");
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> StoreContract.revision(store));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStartThatWasInterruptedIsFinishedByTheNext(Kind kind) {
    try (TestDatabase database = kind.open()) {
      new JdbcStore(database.dataSource()).prepare();
      // H2 commits each CREATE: this is what it leaves when it stops before the last steps.
      database.execute("DELETE FROM delist_meta");
      database.execute("DROP TABLE delist_node");
      database.execute("DROP INDEX delist_outbox_due");
      JdbcStore store = new JdbcStore(database.dataSource());
      store.run(transaction -> transaction.nodes().report("mx1", 1));
      assertThat(StoreContract.revision(store)).isZero();
    }
  }

  @Test
  void aRoleThatMayNotCreateTablesCanUseThoseThatAreThere() {
    try (TestDatabase database = TestDatabase.postgresql()) {
      new JdbcStore(database.dataSource()).prepare();
      TestDatabase.Role role = database.createRole();
      JdbcStore store = new JdbcStore(role.dataSource());
      store.run(transaction -> transaction.list().apply(List.of(listed("192.0.2.1/32", DROP))));
      assertThat(Samples.state(store)).hasSize(1);
    }
  }

  @Test
  void aDatabaseOfAnotherKindIsRefusedByName() {
    try (TestDatabase database = TestDatabase.h2InMemory()) {
      JdbcStore store = new JdbcStore(OtherDatabase.named("Oracle", database.dataSource()));
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(store::prepare)
          .withMessageContaining("the database is Oracle; the store works with H2 and PostgreSQL");
    }
  }
}
