package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.ListingGuard;
import io.delist.blocklist.ReasonCode;
import io.delist.feed.FeedFormat;
import io.delist.fetch.FetchLimits;
import io.delist.fetch.FetchedUrl;
import io.delist.fetch.ListPlace;
import io.delist.fetch.ListServer;
import io.delist.fetch.ListUrl;
import io.delist.fetch.WatchedFile;
import io.delist.workflow.FeedStatus.State;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What keeps a list out for now and passes: the same bytes are looked at again, and serve. */
@Timeout(60)
class PassingTroubleTest {

  private static final ListingGuard GUARD = new ListingGuard(List.of());
  private static final String TWO_SECONDS_AHEAD = "$TIMESTAMP 2026:05:04:10:11:14\n8.8.8.0/24\n";

  private final Bench bench = new Bench();
  private final ListServer server = new ListServer();
  private final FeedReload reload = new FeedReload(desk(), GUARD);

  @TempDir private Path directory;

  private ListingDesk desk() {
    return new ListingDesk(bench.store, GUARD, bench.policy);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private FeedKeeper keeper(ListPlace place, FeedFormat format, FeedReload by) {
    return new FeedKeeper(
        new Feed(
            "list.txt",
            format,
            new ListingDesk.Grounds(Bench.FEED, ReasonCode.BANNED, "", null, null),
            false),
        place,
        by,
        bench.clock);
  }

  private WatchedFile file(String text) throws IOException {
    return new WatchedFile(Files.writeString(directory.resolve("list.txt"), text));
  }

  private FetchedUrl url() {
    return new FetchedUrl(
        ListUrl.parse(server.url("/list.txt")),
        FetchLimits.DEFAULT,
        directory,
        "feed=test",
        bench.clock);
  }

  private State after(FeedKeeper keeper, Duration time) {
    bench.pass(time);
    return keeper.turn().state();
  }

  @Test
  void aWatchedFileWhoseMakersClockIsAheadServesOnceItsTimeHasCome() throws IOException {
    FeedKeeper keeper = keeper(file(TWO_SECONDS_AHEAD), FeedFormat.IP4SET, reload);

    assertThat(keeper.turn().state()).isEqualTo(State.KEPT);
    assertThat(keeper.status().isFailing()).as("it is looked at again soon").isTrue();
    assertThat(after(keeper, Duration.ofSeconds(1))).isEqualTo(State.KEPT);
    assertThat(after(keeper, Duration.ofSeconds(1))).isEqualTo(State.SERVING);
  }

  @Test
  void dropJsonWhoseMakersClockIsAheadServesOnceItsTimeHasCome() throws IOException {
    String lines =
        """
        {"cidr":"8.8.8.0/24","sblid":"SBL124","rir":"arin"}
        {"type":"metadata","timestamp":%d,"size":100,"records":1}
        """
            .formatted(bench.clock.instant().getEpochSecond() + 2);
    FeedKeeper keeper = keeper(file(lines), FeedFormat.DROP_JSON, reload);

    assertThat(keeper.turn().state()).isEqualTo(State.KEPT);
    assertThat(after(keeper, Duration.ofSeconds(2))).isEqualTo(State.SERVING);
  }

  @Test
  void aFetchedListWhoseMakersClockIsAheadServesWithoutBeingFetchedAgain() {
    FeedKeeper keeper = keeper(url(), FeedFormat.IP4SET, reload);
    server.does(ListServer.list(TWO_SECONDS_AHEAD));

    assertThat(keeper.turn().state()).isEqualTo(State.KEPT);
    assertThat(after(keeper, Duration.ofMinutes(1))).isEqualTo(State.SERVING);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aFetchedListFromFarAheadDoesNotKeepANewerOneFromBeingFetched() {
    FeedKeeper keeper = keeper(url(), FeedFormat.IP4SET, reload);
    server.does(ListServer.list("$TIMESTAMP 2031:01:01\n8.8.8.0/24\n"));
    keeper.turn();
    assertThat(after(keeper, Duration.ofMinutes(59))).isEqualTo(State.KEPT);
    assertThat(server.requests()).as("it waits").hasSize(1);
    assertThat(after(keeper, Duration.ofMinutes(1))).as("the same").isEqualTo(State.KEPT);
    assertThat(server.requests()).hasSize(2);
    server.does(ListServer.list("8.8.8.0/24\n"));

    assertThat(after(keeper, Duration.ofMinutes(60))).isEqualTo(State.SERVING);
  }

  @Test
  void aFetchedListThatSomebodyDeletedWhileItWaitedIsFetchedAgain() throws IOException {
    FeedKeeper keeper = keeper(url(), FeedFormat.IP4SET, reload);
    server.does(ListServer.list(TWO_SECONDS_AHEAD));
    keeper.turn();
    Files.delete(directory.resolve("feed=test.new"));

    assertThat(after(keeper, Duration.ofMinutes(1))).isEqualTo(State.SERVING);
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void aFileWhoseTimeIsOverIsNotLookedAtAgain() throws IOException {
    FeedKeeper keeper =
        keeper(file("$TIMESTAMP 2026:05:01 2026:05:03\n8.8.8.0/24\n"), FeedFormat.IP4SET, reload);

    assertThat(keeper.turn().state()).isEqualTo(State.KEPT);
    assertThat(keeper.status().isFailing()).isFalse();
  }

  /** Opens nothing the first so many times. */
  private FeedReload opensAfter(int refusals) {
    int[] asked = {0};
    return new FeedReload(
        desk(),
        GUARD,
        path -> {
          if (asked[0]++ < refusals) {
            throw new AccessDeniedException(path.toString());
          }
          return Files.newInputStream(path);
        });
  }

  @Test
  void aWatchedFileThatCouldNotBeOpenedIsOpenedAgain() throws IOException {
    FeedKeeper keeper = keeper(file("8.8.8.0/24\n"), FeedFormat.CIDR, opensAfter(2));

    assertThat(keeper.turn().state()).isEqualTo(State.KEPT);
    assertThat(keeper.status().isFailing()).isTrue();
    assertThat(keeper.turn().state()).isEqualTo(State.KEPT);
    assertThat(keeper.turn().state()).isEqualTo(State.SERVING);
  }

  @Test
  void aFetchedListThatCouldNotBeOpenedIsOpenedAgain() {
    FeedKeeper keeper = keeper(url(), FeedFormat.CIDR, opensAfter(2));
    server.does(ListServer.list("8.8.8.0/24\n"));

    assertThat(keeper.turn().state()).isEqualTo(State.KEPT);
    assertThat(keeper.turn().state()).isEqualTo(State.KEPT);
    assertThat(keeper.turn().state()).isEqualTo(State.SERVING);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void whatIsTriedAgainIsSaidOnceUntilSomethingElseIsWrong() throws IOException {
    FeedKeeper keeper = keeper(file(TWO_SECONDS_AHEAD), FeedFormat.IP4SET, opensAfter(2));

    assertThat(logOf(keeper)).contains("cannot be read").contains("the previous list stays");
    assertThat(logOf(keeper)).as("the same again").isEmpty();
    assertThat(logOf(keeper)).contains("in the future");
    assertThat(logOf(keeper)).isEmpty();
    bench.pass(Duration.ofSeconds(2));
    assertThat(logOf(keeper)).isEmpty();
    assertThat(keeper.status().state()).isEqualTo(State.SERVING);
  }

  /** Warnings and errors of one turn. */
  private static String logOf(FeedKeeper keeper) {
    PrintStream before = System.err;
    ByteArrayOutputStream caught = new ByteArrayOutputStream();
    System.setErr(new PrintStream(caught, true, StandardCharsets.UTF_8));
    try {
      keeper.turn();
    } finally {
      System.setErr(before);
    }
    return caught.toString(StandardCharsets.UTF_8);
  }
}
