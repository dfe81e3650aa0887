package io.delist.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.Blocklist;
import io.delist.blocklist.SnapshotFile;
import io.delist.blocklist.Verdict;
import io.delist.net.IpAddress;
import io.delist.replica.ListOrigin;
import io.delist.replica.Replica;
import io.delist.spring.actuator.DelistActuatorAutoConfiguration;
import io.delist.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A node that starts while the store is away serves the list of its last run. */
class SnapshotStartTest {

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final IpAddress LISTED = IpAddress.parse("203.0.113.9");

  @TempDir Path dir;
  private final SwitchableStore store = new SwitchableStore(false);
  private Instant now = START;

  private void start(Consumer<AssertableApplicationContext> work, String... properties) {
    Instant startedAt = now;
    new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                DelistAutoConfiguration.class, DelistActuatorAutoConfiguration.class))
        .withBean(Store.class, () -> store, definition -> definition.setDestroyMethodName(""))
        .withBean(InstantSource.class, () -> InstantSource.fixed(startedAt))
        .withPropertyValues(
            "delist.data-dir=" + dir, "delist.node=mx1", "delist.ordinary-ranges=203.0.113.0/24")
        .withPropertyValues(properties)
        .run(work::accept);
  }

  private Path file() {
    return dir.resolve(Snapshots.FILE_NAME);
  }

  /** A run that lists an address and ends. */
  private void listAndStop(String... properties) throws Exception {
    Path feed = Files.writeString(dir.resolve("feed.txt"), LISTED + "\n");
    String[] all = Arrays.copyOf(properties, properties.length + 1);
    all[properties.length] = "delist.feeds[0].location=" + feed;
    start(
        context -> {
          assertThat(context).hasNotFailed();
          assertThat(context.getBean(Replica.class).origin()).isEqualTo(ListOrigin.STORE);
          assertThat(blocks(context)).isTrue();
        },
        all);
    store.setAway(true);
  }

  private static boolean blocks(AssertableApplicationContext context) {
    return context.getBean(Blocklist.class).check(LISTED) instanceof Verdict.Listed;
  }

  private static Health health(AssertableApplicationContext context) {
    return context.getBean(HealthIndicator.class).health();
  }

  @Test
  void theLastListIsServedAndItsAgeTold() throws Exception {
    listAndStop();
    now = START.plus(Duration.ofHours(3));

    start(
        context -> {
          assertThat(context).hasNotFailed();
          assertThat(blocks(context)).isTrue();
          Health health = health(context);
          assertThat(health.getStatus()).isEqualTo(Status.UP);
          assertThat(health.getDetails())
              .containsEntry("list", "from a snapshot")
              .containsEntry("ageMillis", Duration.ofHours(3).toMillis())
              .containsEntry("store", "away; the list is served on");

          store.setAway(false);
          context.getBean(Replica.class).follow();
          assertThat(health(context).getDetails())
              .containsEntry("list", "from the store")
              .containsEntry("ageMillis", 0L)
              .containsEntry("store", "answers");
        });
  }

  @Test
  void aStoreThatHangsDoesNotHoldUpTheStart() throws Exception {
    listAndStop();
    CountDownLatch hang = new CountDownLatch(1);
    store.hangOn(hang);
    try {
      start(
          context -> {
            assertThat(context).hasNotFailed();
            assertThat(blocks(context)).isTrue();
            assertThat(context.getBean(Replica.class).origin()).isEqualTo(ListOrigin.SNAPSHOT);
          });
    } finally {
      hang.countDown();
    }
  }

  @Test
  void theListOfTheLastMomentIsSaved() throws Exception {
    listAndStop();

    assertThat(SnapshotFile.read(file()).view().listedPrefixes()).isEqualTo(1);
    assertThat(SnapshotFile.read(file()).asOf()).isEqualTo(START);
  }

  @Test
  void anOlderListThanTheLimitIsNotServed() throws Exception {
    listAndStop();
    now = START.plus(Duration.ofDays(8));

    start(
        context -> {
          assertThat(blocks(context)).isFalse();
          assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
        },
        "delist.snapshot.max-staleness=7d");
    start(context -> assertThat(blocks(context)).isTrue(), "delist.snapshot.max-staleness=9d");
  }

  @Test
  void aDamagedFileIsSetAsideAndTheStartGoesOn() throws Exception {
    listAndStop();
    byte[] bytes = Files.readAllBytes(file());
    bytes[bytes.length / 2] ^= 1;
    Files.write(file(), bytes);

    start(
        context -> {
          assertThat(context).hasNotFailed();
          assertThat(blocks(context)).isFalse();
          assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
          assertThat(dir.resolve("blocklist.snapshot.corrupt")).hasBinaryContent(bytes);
          assertThat(file()).doesNotExist();

          store.setAway(false);
          context.getBean(Replica.class).follow();
          assertThat(blocks(context)).isTrue();
        });
    assertThat(SnapshotFile.read(file()).view().listedPrefixes()).isEqualTo(1);
  }

  @Test
  void whoWantsNoSnapshotGetsNone() throws Exception {
    listAndStop("delist.snapshot.enabled=false");

    assertThat(file()).doesNotExist();
    start(
        context -> assertThat(context.getBean(Replica.class).isLoaded()).isFalse(),
        "delist.snapshot.enabled=false");
  }
}
