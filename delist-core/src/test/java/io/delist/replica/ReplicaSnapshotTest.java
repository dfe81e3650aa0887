package io.delist.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.delist.blocklist.Change;
import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Snapshot;
import io.delist.blocklist.SnapshotFile;
import io.delist.blocklist.SoftMark;
import io.delist.blocklist.Verdict;
import io.delist.net.IpAddress;
import io.delist.workflow.Bench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a replica keeps for the time without a store. */
class ReplicaSnapshotTest {

  private static final IpAddress ADDRESS = Bench.ADDRESS;

  @TempDir Path dir;
  private final Bench bench = new Bench();
  private final CountedStore store = new CountedStore(bench.store);

  private Path file() {
    return dir.resolve("list");
  }

  private Replica replica(@Nullable Duration maxStaleness) {
    return new Replica(
        store,
        bench.settlement,
        "node-2",
        bench.clock,
        Duration.ofHours(1),
        new SnapshotSettings(file(), Duration.ofHours(1), maxStaleness));
  }

  /** A run that reads the store and ends. */
  private void run() {
    try (Replica replica = replica(null)) {
      replica.start();
      assertThat(replica.origin()).isEqualTo(ListOrigin.STORE);
    }
  }

  @Test
  void theListIsServedBeforeTheStoreIsAsked() {
    bench.list("203.0.113.9/32");
    run();
    store.asked.set(0);
    bench.pass(Duration.ofMinutes(90));

    Replica replica = replica(null);
    replica.restore();

    assertThat(store.asked).hasValue(0);
    assertThat(replica.blocklist().check(ADDRESS)).isInstanceOf(Verdict.Listed.class);
    assertThat(replica.blocklist().view().revision()).isEqualTo(1);
    assertThat(replica.origin()).isEqualTo(ListOrigin.SNAPSHOT);
    assertThat(replica.isLoaded()).isTrue();
    assertThat(replica.ageMillis()).isEqualTo(Duration.ofMinutes(90).toMillis());
    replica.close();
  }

  @Test
  void softMarksAreReadFromTheStoreSinceNoSnapshotHoldsThem() {
    bench.list("203.0.113.9/32");
    SoftMark mark =
        new SoftMark(ADDRESS.toPrefix(), ReasonCode.BANNED, bench.clock.instant().plusSeconds(60));
    bench.store.run(transaction -> transaction.list().apply(List.of(new Change.Softened(mark))));
    run();

    try (Replica replica = replica(null)) {
      replica.restore();
      assertThat(replica.blocklist().check(ADDRESS)).isInstanceOf(Verdict.Listed.class);
      replica.follow();
      assertThat(replica.blocklist().check(ADDRESS)).isEqualTo(new Verdict.Removing(mark));
      bench.store.run(
          transaction ->
              transaction.list().apply(List.of(new Change.Hardened(ADDRESS.toPrefix()))));
      replica.follow();
      assertThat(replica.blocklist().check(ADDRESS)).isInstanceOf(Verdict.Listed.class);
    }
  }

  @Test
  void fromASnapshotOnlyTheChangesAfterItAreRead() {
    bench.list("203.0.113.9/32");
    run();
    bench.list("203.0.113.10/32");
    store.wholeReads.set(0);

    try (Replica replica = replica(null)) {
      replica.start();
      assertThat(replica.blocklist().view().revision()).isEqualTo(2);
      assertThat(replica.blocklist().view().listedPrefixes()).isEqualTo(2);
      assertThat(replica.origin()).isEqualTo(ListOrigin.STORE);
      assertThat(store.wholeReads).hasValue(0);
    }
  }

  @Test
  void aStoreThatWasAwayAndIsBackIsReadOnFromWhereItWas() {
    bench.list("203.0.113.9/32");
    Replica replica = replica(null);
    replica.follow();
    store.wholeReads.set(0);
    store.away.set(true);
    replica.follow();
    store.away.set(false);
    bench.list("203.0.113.10/32");

    replica.follow();

    assertThat(replica.blocklist().view().listedPrefixes()).isEqualTo(2);
    assertThat(store.wholeReads).hasValue(0);
    replica.close();
  }

  @Test
  void aSnapshotOfAnotherHistoryGivesWay() throws Exception {
    bench.list("203.0.113.9/32");
    run();
    Snapshot kept = SnapshotFile.read(file());
    SnapshotFile.write(file(), new Snapshot("another epoch", kept.asOf(), kept.view()));
    bench.list("203.0.113.10/32");

    try (Replica replica = replica(null)) {
      replica.start();
      assertThat(replica.blocklist().view().listedPrefixes()).isEqualTo(2);
      assertThat(store.wholeReads.get()).isEqualTo(2);
    }
  }

  @Test
  void aSnapshotThatIsAheadOfTheStoreGivesWay() throws Exception {
    bench.list("203.0.113.9/32");
    bench.list("203.0.113.10/32");
    run();
    Path ahead = Files.move(file(), dir.resolve("ahead"));
    Bench restored = new Bench();
    restored.list("203.0.113.77/32");
    CountedStore behind = new CountedStore(restored.store);
    Snapshot kept = SnapshotFile.read(ahead);
    String epoch = restored.store.read(transaction -> transaction.list().epoch());
    SnapshotFile.write(file(), new Snapshot(epoch, kept.asOf(), kept.view()));

    try (Replica replica =
        new Replica(
            behind,
            restored.settlement,
            "node-2",
            restored.clock,
            Duration.ofHours(1),
            SnapshotSettings.in(file()))) {
      replica.start();
      assertThat(replica.blocklist().view().revision()).isEqualTo(1);
      assertThat(replica.blocklist().check(ADDRESS)).isInstanceOf(Verdict.NotListed.class);
    }
    assertThat(SnapshotFile.read(file()).revision()).isEqualTo(1);
  }

  @Test
  void aDamagedSnapshotIsSetAsideAndTheStoresListServed() throws Exception {
    bench.list("203.0.113.9/32");
    run();
    byte[] bytes = Files.readAllBytes(file());
    bytes[bytes.length - 1] ^= 1;
    Files.write(file(), bytes);
    store.away.set(true);

    try (Replica replica = replica(null)) {
      replica.start();
      assertThat(replica.isLoaded()).isFalse();
      assertThat(replica.ageMillis()).isEqualTo(-1);
      assertThat(file()).doesNotExist();
      assertThat(dir.resolve("list.corrupt")).hasBinaryContent(bytes);

      store.away.set(false);
      replica.follow();
      assertThat(replica.blocklist().check(ADDRESS)).isInstanceOf(Verdict.Listed.class);
    }
    assertThat(SnapshotFile.read(file()).revision()).isEqualTo(1);
  }

  @Test
  void aListThatIsServedStaysWhateverTheFileHolds() throws Exception {
    bench.list("203.0.113.9/32");
    Replica replica = replica(null);
    replica.follow();
    Files.writeString(file(), "nonsense");

    replica.restore();

    assertThat(replica.blocklist().check(ADDRESS)).isInstanceOf(Verdict.Listed.class);
    assertThat(replica.origin()).isEqualTo(ListOrigin.STORE);
    replica.close();
  }

  @Test
  void aSnapshotThatCannotBeSavedIsNoTroubleForTheList() throws Exception {
    Files.createDirectories(file().resolve("in the way"));
    bench.list("203.0.113.9/32");

    run();

    assertThat(file().resolve("in the way")).exists();
  }

  @Test
  void aListTooOldIsWithheldUntilTheStoreIsBack() {
    bench.list("203.0.113.9/32");
    Replica replica = replica(Duration.ofHours(2));
    replica.follow();
    store.away.set(true);
    bench.pass(Duration.ofHours(2));
    replica.follow();
    assertThat(replica.blocklist().check(ADDRESS)).isInstanceOf(Verdict.Listed.class);

    bench.pass(Duration.ofMillis(1));
    replica.follow();
    assertThat(replica.blocklist().check(ADDRESS)).isInstanceOf(Verdict.NotListed.class);
    assertThat(replica.isLoaded()).isFalse();
    assertThat(replica.ageMillis()).isEqualTo(Duration.ofHours(2).toMillis() + 1);

    store.away.set(false);
    replica.follow();
    assertThat(replica.blocklist().check(ADDRESS)).isInstanceOf(Verdict.Listed.class);
    assertThat(replica.isLoaded()).isTrue();
    replica.close();
  }

  @Test
  void aListTooOldIsNotSavedAsIfItWereYoung() throws Exception {
    bench.list("203.0.113.9/32");
    try (Replica replica = replica(Duration.ofHours(2))) {
      replica.start();
      store.away.set(true);
      bench.pass(Duration.ofHours(3));
      replica.follow();
    }

    assertThat(file()).doesNotExist();
  }

  @Test
  void theTimeOfTheLastAnswerIsSavedNotTheTimeOfTheEnd() throws Exception {
    bench.list("203.0.113.9/32");
    try (Replica replica = replica(null)) {
      replica.start();
      store.away.set(true);
      bench.pass(Duration.ofHours(3));
      replica.follow();
    }

    assertThat(SnapshotFile.read(file()).asOf())
        .isEqualTo(bench.clock.instant().minus(Duration.ofHours(3)));
  }

  @Test
  void aLongReadDoesNotMakeTheListLookYoung() {
    bench.list("203.0.113.9/32");
    Replica replica = replica(null);
    store.meanwhile = () -> bench.pass(Duration.ofMinutes(10));

    replica.follow();

    assertThat(replica.ageMillis()).isEqualTo(Duration.ofMinutes(10).toMillis());
    replica.close();
  }

  @Test
  void aSnapshotOlderThanALongCanSayIsNeitherYoungNorDamaged() throws Exception {
    bench.list("203.0.113.9/32");
    run();
    Snapshot kept = SnapshotFile.read(file());
    Instant longAgo = Instant.ofEpochMilli(Long.MIN_VALUE);
    SnapshotFile.write(file(), new Snapshot(kept.epoch(), longAgo, kept.view()));

    Replica replica = replica(null);
    replica.restore();
    assertThat(replica.isLoaded()).isTrue();
    assertThat(replica.ageMillis()).isEqualTo(Long.MAX_VALUE);

    Replica strict = replica(Duration.ofHours(2));
    strict.restore();
    assertThat(strict.isLoaded()).isFalse();
    assertThat(file()).exists();
    strict.close();
    replica.close();
  }

  @Test
  void theAgeOfAnyTimeIsANumber() {
    Instant now = bench.clock.instant();

    assertThat(ServedList.ageMillis(Instant.MIN, now)).isEqualTo(Long.MAX_VALUE);
    assertThat(ServedList.ageMillis(Instant.MIN, Instant.MAX)).isEqualTo(Long.MAX_VALUE);
    assertThat(ServedList.ageMillis(Instant.MAX, now)).isZero();
    assertThat(ServedList.ageMillis(Instant.MAX, Instant.MIN)).isZero();
    assertThat(ServedList.ageMillis(now.minusMillis(7), now)).isEqualTo(7);
  }

  @Test
  void aFileThatTheReaderStumblesOverIsSetAsideAsADamagedOne() throws Exception {
    Files.writeString(file(), "hostile");
    SnapshotKeeper keeper =
        new SnapshotKeeper(
            SnapshotSettings.in(file()),
            path -> {
              throw new ArrayIndexOutOfBoundsException("Index 7 out of bounds for length 7");
            });

    assertThat(keeper.load(bench.clock.instant())).isNull();

    assertThat(file()).doesNotExist();
    assertThat(dir.resolve("list.corrupt")).hasContent("hostile");
    keeper.close(null);
  }

  @Test
  void itIsSavedWhileItRuns() {
    bench.list("203.0.113.9/32");
    try (Replica replica =
        new Replica(
            store,
            bench.settlement,
            "node-2",
            bench.clock,
            Duration.ofHours(1),
            new SnapshotSettings(file(), Duration.ofSeconds(1), null))) {
      replica.start();
      await().until(() -> Files.exists(file()));
      await().untilAsserted(() -> assertThat(SnapshotFile.read(file()).revision()).isEqualTo(1));
    }
  }

  @Test
  void aStoreThatHangsHoldsUpNeitherTheListNorTheEnd() throws Exception {
    bench.list("203.0.113.9/32");
    run();
    store.hangs = new CountDownLatch(1);
    Replica replica = replica(null);
    Thread starter = new Thread(replica::start);
    starter.start();

    await().until(() -> replica.origin() == ListOrigin.SNAPSHOT);
    assertThat(replica.blocklist().check(ADDRESS)).isInstanceOf(Verdict.Listed.class);
    replica.close();

    assertThat(starter.isAlive()).isTrue();
    store.hangs.countDown();
    starter.join();
  }
}
