package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.ListingGuard;
import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Verdict;
import io.delist.feed.FeedFormat;
import io.delist.fetch.FetchLimits;
import io.delist.fetch.FetchedUrl;
import io.delist.fetch.ListPlace;
import io.delist.fetch.ListServer;
import io.delist.fetch.ListUrl;
import io.delist.fetch.WatchedFile;
import io.delist.net.IpAddress;
import io.delist.workflow.FeedStatus.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A list that is found unchanged still has its entries: they do not end while it is there. */
@Timeout(60)
class UnchangedListTest {

  private static final IpAddress LISTED = IpAddress.parse("8.8.0.7");
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration TENTH = WEEK.dividedBy(10);
  private static final Duration MILLI = Duration.ofMillis(1);
  private static final ListingGuard GUARD = new ListingGuard(List.of());

  private final Bench bench = new Bench();
  private final ListServer server = new ListServer();
  private final ListingDesk desk = new ListingDesk(bench.store, GUARD, bench.policy);

  @TempDir private Path directory;

  @AfterEach
  void close() {
    server.close();
  }

  private FeedKeeper keeper(ListPlace place, @Nullable Duration life) {
    return new FeedKeeper(
        new Feed(
            "list.txt",
            FeedFormat.CIDR,
            new ListingDesk.Grounds(Bench.FEED, ReasonCode.BANNED, "", null, life),
            false),
        place,
        new FeedReload(desk, GUARD),
        bench.clock);
  }

  private static String addresses(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> IpAddress.ofV4(0x0808_0000 + i).toString())
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("list.txt"), text);
  }

  private FetchedUrl url() {
    return new FetchedUrl(
        ListUrl.parse(server.url("/list.txt")),
        FetchLimits.DEFAULT,
        directory,
        "feed=test",
        bench.clock);
  }

  private State after(Duration time, FeedKeeper keeper) {
    bench.pass(time);
    return keeper.turn().state();
  }

  private boolean isListed() {
    bench.replica.follow();
    return bench.replica.blocklist().check(LISTED) instanceof Verdict.Listed;
  }

  private @Nullable Instant end() {
    return bench.store.read(
        transaction -> {
          Instant[] end = {null};
          transaction
              .list()
              .readListings(Bench.FEED, listing -> end[0] = listing.terms().expiresAt());
          return end[0];
        });
  }

  @Test
  void theEntriesOfAFileThatIsLookedAtEachDayOutliveTheirLife() throws IOException {
    FeedKeeper keeper = keeper(new WatchedFile(file(addresses(20))), WEEK);
    keeper.turn();

    for (int day = 1; day <= 30; day++) {
      assertThat(after(Duration.ofDays(1), keeper)).isEqualTo(State.SERVING);
      assertThat(isListed()).as("on day %d", day).isTrue();
    }
  }

  @Test
  void theEntriesOfAListThatIsNotToBeHadAnyMoreEnd() throws IOException {
    Path file = file(addresses(20));
    FeedKeeper keeper = keeper(new WatchedFile(file), WEEK);
    keeper.turn();
    Files.delete(file);

    for (int day = 1; day <= 7; day++) {
      assertThat(after(Duration.ofDays(1), keeper)).isEqualTo(State.KEPT);
    }
    assertThat(isListed()).isFalse();
  }

  @Test
  void theEndIsWrittenAnewOnceMoreThanATenthOfTheLifeHasPassed() throws IOException {
    FeedKeeper keeper = keeper(new WatchedFile(file(addresses(20))), WEEK);
    keeper.turn();
    Instant loadedAt = bench.clock.instant();
    long revision = bench.revision();

    after(TENTH, keeper);
    assertThat(keeper.status().loadedAt()).as("a tenth is not more").isEqualTo(loadedAt);
    assertThat(bench.revision()).isEqualTo(revision);

    after(MILLI, keeper);
    assertThat(keeper.status().loadedAt()).isEqualTo(bench.clock.instant());
    assertThat(end()).isEqualTo(bench.clock.instant().plus(WEEK));
    assertThat(bench.revision()).isEqualTo(revision + 1);

    after(TENTH, keeper);
    assertThat(bench.revision()).as("it counts from the last time").isEqualTo(revision + 1);
  }

  @Test
  void aListWhoseEntriesHaveNoLifeIsNotReadAgain() throws IOException {
    FeedKeeper keeper = keeper(new WatchedFile(file(addresses(20))), null);
    keeper.turn();
    Instant loadedAt = bench.clock.instant();

    after(Duration.ofDays(400), keeper);
    assertThat(keeper.status().loadedAt()).isEqualTo(loadedAt);
    assertThat(isListed()).isTrue();
  }

  @Test
  void aListThatIsHeldProlongsNothingUntilItIsAccepted() throws IOException {
    Path file = file(addresses(100));
    FeedKeeper keeper = keeper(new WatchedFile(file), WEEK);
    keeper.turn();
    Instant end = end();
    file(addresses(50));
    keeper.turn();
    assertThat(keeper.turn().state()).isEqualTo(State.HELD);

    assertThat(after(Duration.ofDays(2), keeper)).isEqualTo(State.HELD);
    assertThat(end()).isEqualTo(end);

    FeedReload.Outcome.Held held = (FeedReload.Outcome.Held) keeper.status().outcome();
    assertThat(held).isNotNull();
    keeper.accept(held.fingerprint());
    after(TENTH.plus(MILLI), keeper);
    assertThat(end()).isEqualTo(bench.clock.instant().plus(WEEK));
  }

  @Test
  void aListThatIsNoListProlongsNothing() throws IOException {
    FeedKeeper keeper = keeper(new WatchedFile(file(addresses(20))), WEEK);
    keeper.turn();
    Instant end = end();
    file("no\nlist\nat all\n");
    keeper.turn();
    assertThat(keeper.turn().state()).isEqualTo(State.KEPT);

    assertThat(after(Duration.ofDays(2), keeper)).isEqualTo(State.KEPT);
    assertThat(end()).isEqualTo(end);
  }

  @Test
  void aFileThatIsBeingWrittenWhenItsTimeIsDueIsNotReadHalf() throws IOException {
    FeedKeeper keeper = keeper(new WatchedFile(file(addresses(20))), WEEK);
    keeper.turn();
    bench.pass(Duration.ofDays(1));
    file(addresses(22));

    assertThat(keeper.turn().counts()).isNotNull().extracting(SourceCounts::after).isEqualTo(20L);
    assertThat(keeper.turn().counts()).isNotNull().extracting(SourceCounts::after).isEqualTo(22L);
  }

  @Test
  void aFetchedListIsNotFetchedAgain() {
    FeedKeeper keeper = keeper(url(), WEEK);
    server.does(ListServer.list(addresses(20)));
    keeper.turn();

    for (int day = 1; day <= 8; day++) {
      assertThat(after(Duration.ofDays(1), keeper)).isEqualTo(State.SERVING);
    }
    assertThat(isListed()).isTrue();
    assertThat(server.requests()).as("one a look").hasSize(9);
  }

  @Test
  void aFetchedListThatWasTakenOutOfTheDirectoryIsFetchedAgain() throws IOException {
    FeedKeeper keeper = keeper(url(), WEEK);
    server.does(ListServer.list(addresses(20)));
    keeper.turn();
    Files.delete(directory.resolve("feed=test.list"));

    assertThat(after(Duration.ofDays(1), keeper)).isEqualTo(State.SERVING);
    assertThat(end()).isEqualTo(bench.clock.instant().plus(WEEK));
    assertThat(directory.resolve("feed=test.list")).exists();
  }

  @Test
  void theLastGoodListIsTheOneThatIsFoundUnchangedAfterAnother() {
    FeedKeeper keeper = keeper(url(), WEEK);
    server.does(ListServer.list(addresses(20)));
    keeper.turn();
    server.does(ListServer.list(addresses(22)));
    keeper.turn();

    after(Duration.ofDays(1), keeper);

    assertThat(keeper.status().counts()).isNotNull().extracting(SourceCounts::after).isEqualTo(22L);
    assertThat(end()).isEqualTo(bench.clock.instant().plus(WEEK));
  }
}
