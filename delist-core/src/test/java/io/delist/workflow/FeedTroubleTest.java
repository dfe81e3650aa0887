package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import io.delist.feed.FeedFormat;
import io.delist.fetch.ListPlace;
import io.delist.fetch.Look;
import io.delist.store.DelistRequest;
import io.delist.workflow.FeedStatus.State;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Feeds that do not come, or not whole: what is kept, what is tried again, and what is said. */
class FeedTroubleTest {

  private final Bench bench = new Bench();
  private final Place place = new Place();

  @TempDir private Path directory;

  /** A place that has what it is told to have, and writes down what it is told. */
  private static final class Place implements ListPlace {
    private Look look = new Look.Unchanged();
    private @Nullable Path good;
    private boolean slow;
    private boolean full;
    private final List<Boolean> settled = new ArrayList<>();

    @Override
    public Look look() {
      return look;
    }

    @Override
    public void settle(Path file, boolean serves) throws IOException {
      settled.add(serves);
      if (full) {
        throw new IOException("no space left");
      }
    }

    @Override
    public boolean isSlow() {
      return slow;
    }

    @Override
    public Optional<Path> lastGood() {
      return Optional.ofNullable(good);
    }
  }

  private static Feed feed(Source source) {
    return new Feed(
        "list.txt",
        FeedFormat.CIDR,
        new ListingDesk.Grounds(source, ReasonCode.BANNED, "", null, null),
        false);
  }

  private FeedKeeper keeper(FeedReload reload) {
    return new FeedKeeper(feed(Bench.FEED), place, reload, bench.clock);
  }

  private FeedKeeper keeper() {
    return keeper(new FeedReload(bench.desk, Bench.GUARD));
  }

  private Path write(String text) {
    try {
      return Files.writeString(directory.resolve("list.txt"), text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String logOf(Runnable work) {
    PrintStream before = System.err;
    ByteArrayOutputStream caught = new ByteArrayOutputStream();
    System.setErr(new PrintStream(caught, true, StandardCharsets.UTF_8));
    try {
      work.run();
    } finally {
      System.setErr(before);
    }
    return caught.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aReaderThatBreaksLeavesThePreviousListAndIsTriedAgain() {
    FeedReload broken =
        new FeedReload(
            bench.desk,
            Bench.GUARD,
            path -> {
              throw new IllegalStateException("a defect in the reader");
            });
    place.look = new Look.Found(write("203.0.113.9\n"));
    FeedKeeper keeper = keeper(broken);

    assertThat(keeper.turn().state()).isEqualTo(State.KEPT);
    assertThat(keeper.status().why())
        .contains("loading it failed")
        .contains("a defect in the reader");
    assertThat(keeper.status().isFailing()).isTrue();
    assertThat(keeper.status().counts()).as("no list was looked at").isNull();
    assertThat(place.settled).as("to be found again").containsExactly(false);
    assertThat(bench.revision()).isZero();
  }

  @Test
  void aListOfWhichTheProcessRanOutOfMemoryIsFoundAgain() {
    FeedReload broken =
        new FeedReload(
            bench.desk,
            Bench.GUARD,
            path -> {
              throw new OutOfMemoryError("of the test's own");
            });
    place.look = new Look.Found(write("203.0.113.9\n"));

    assertThatThrownBy(() -> keeper(broken).turn()).hasMessage("of the test's own");
    assertThat(place.settled).containsExactly(false);
  }

  @Test
  void aListThatServesButCannotBeKeptServes() {
    place.look = new Look.Found(write("203.0.113.9\n"));
    place.full = true;
    FeedKeeper keeper = keeper();

    assertThat(logOf(keeper::turn))
        .contains("serves, but cannot be kept")
        .contains("no space left");
    assertThat(keeper.status().state()).isEqualTo(State.SERVING);
    assertThat(keeper.status().counts()).isNotNull();
    assertThat(place.settled).containsExactly(true);
  }

  @Test
  void aPlaceThatIsAwayIsLoggedOnceForEachReason() {
    FeedKeeper keeper = keeper();
    place.look = new Look.Failed("is answered with status 503");
    assertThat(logOf(keeper::turn))
        .contains("feed list.txt as feed:test: is answered with status 503; the previous list");
    assertThat(logOf(keeper::turn)).as("the same again").isEmpty();

    place.look = new Look.Failed("is answered with status 404");
    assertThat(logOf(keeper::turn)).contains("status 404");
    place.look = new Look.Unchanged();
    assertThat(logOf(keeper::turn)).as("nothing is wrong any more").isEmpty();
    assertThat(keeper.status().state()).isEqualTo(State.WAITING);
  }

  @Test
  void aListThatIsKeptOutIsLoggedWithItsReason() {
    place.look = new Look.Found(write("no\nlist\nat all\n"));

    assertThat(logOf(keeper()::turn))
        .contains("feed list.txt as feed:test: 3 of 3 lines")
        .contains("the previous list stays in service");
  }

  @Test
  void theLastGoodListIsBroughtInOnlyWhereThereIsOneAndIsThenTheTimeOfLoading() {
    FeedKeeper keeper = keeper();
    keeper.bringInLastGood();
    assertThat(keeper.status().state()).isEqualTo(State.WAITING);
    assertThat(keeper.status().loadedAt()).isNull();

    place.good = write("203.0.113.9\n");
    keeper.bringInLastGood();
    assertThat(keeper.status().state()).isEqualTo(State.SERVING);
    assertThat(keeper.status().loadedAt()).isEqualTo(bench.clock.instant());
    assertThat(keeper.status().lookedAt()).as("nobody has looked").isNull();
  }

  @Test
  void aKeeperIsAsSlowAsItsPlace() {
    FeedKeeper keeper = keeper();
    assertThat(keeper.isSlow()).isFalse();
    place.slow = true;
    assertThat(keeper.isSlow()).isTrue();
  }

  @Test
  void ofSeveralKeepersTheSourcesOwnIsFound() {
    Source other = new Source("feed:other");
    FeedReload reload = new FeedReload(bench.desk, Bench.GUARD);
    FeedKeeper first = new FeedKeeper(feed(other), place, reload, bench.clock);
    FeedKeepers keepers = new FeedKeepers(List.of(first, keeper(reload)));

    assertThat(keepers.of(Bench.FEED).orElseThrow().feed()).isEqualTo(feed(Bench.FEED));
    assertThat(keepers.of(other)).contains(first);
    assertThat(keepers.of(Source.OPERATOR)).isEmpty();
  }

  @Test
  void aReviewThatIsLateIsWarnedOfInTheLog() {
    bench.delisted();
    DelistRequest held = bench.confirmedAgain();
    bench.reviews.approve(held.id(), "kim");
    bench.replica.follow();
    DelistRequest inReview = bench.confirmedAgain();
    bench.pass(Duration.ofDays(2));

    assertThat(logOf(bench.timers::run))
        .contains("review of request " + inReview.id() + ": warning, in review since");
  }
}
