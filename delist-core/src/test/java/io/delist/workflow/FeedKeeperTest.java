package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.Guard;
import io.delist.blocklist.GuardLimits;
import io.delist.blocklist.ListingGuard;
import io.delist.blocklist.ReasonCode;
import io.delist.feed.FeedFormat;
import io.delist.fetch.FetchLimits;
import io.delist.fetch.FetchedUrl;
import io.delist.fetch.ListPlace;
import io.delist.fetch.ListServer;
import io.delist.fetch.ListUrl;
import io.delist.fetch.WatchedFile;
import io.delist.net.IpAddress;
import io.delist.store.Store;
import io.delist.store.StoreException;
import io.delist.store.Transaction;
import io.delist.store.memory.MemoryStore;
import io.delist.workflow.FeedStatus.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A feed from its place to the store, with everything on the way going wrong in turn. */
@Timeout(60)
class FeedKeeperTest {

  private static final ListingGuard GUARD = new ListingGuard(List.of());

  private final ListServer server = new ListServer();
  private final CutStore store = new CutStore();

  @TempDir private Path directory;

  @AfterEach
  void close() {
    server.close();
  }

  private static String addresses(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> IpAddress.ofV4(0x0808_0000 + i).toString())
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private FeedKeeper keeper(ListPlace place) {
    return keeper(place, GUARD);
  }

  private FeedKeeper keeper(ListPlace place, ListingGuard guard) {
    return new FeedKeeper(
        new Feed(
            "list.txt",
            FeedFormat.CIDR,
            new ListingDesk.Grounds(Bench.FEED, ReasonCode.BANNED, "", null, null),
            false),
        place,
        new FeedReload(new ListingDesk(store, guard, DelistPolicy.defaults()), guard),
        InstantSource.system());
  }

  private ListPlace url() {
    return new FetchedUrl(
        ListUrl.parse(server.url("/list.txt")),
        FetchLimits.DEFAULT,
        directory,
        "feed=test",
        InstantSource.system());
  }

  private List<String> listed() {
    List<String> listed = new ArrayList<>();
    store.store.read(
        transaction -> {
          transaction
              .list()
              .readListings(Bench.FEED, listing -> listed.add(listing.prefix().toString()));
          return "";
        });
    return listed;
  }

  @Test
  void aListIsFetchedAndServes() {
    FeedKeeper keeper = keeper(url());
    assertThat(keeper.status().state()).isEqualTo(State.WAITING);
    server.does(ListServer.list(addresses(0, 20)));

    FeedStatus status = keeper.turn();

    assertThat(status.state()).isEqualTo(State.SERVING);
    assertThat(status.loadedAt()).isNotNull();
    assertThat(status.why()).isEmpty();
    assertThat(listed()).hasSize(20);
  }

  @Test
  void aPageOfHtmlWithStatus200LeavesThePreviousListInService() {
    FeedKeeper keeper = keeper(url());
    server.does(ListServer.list(addresses(0, 20)));
    keeper.turn();
    server.does(
        ListServer.with(
            Map.of("Content-Type", "text/html"),
            ListServer.list(
                """
                <!DOCTYPE html>
                <html><head><title>Sign in</title></head>
                <body>Please sign in.</body></html>
                """)));

    FeedStatus status = keeper.turn();

    assertThat(status.state()).isEqualTo(State.KEPT);
    assertThat(status.why()).contains("3 of 3 lines");
    assertThat(status.isFailing()).as("the same page will not do later").isFalse();
    assertThat(listed()).hasSize(20);
  }

  @Test
  void aServerThatIsAwayLeavesThePreviousListInServiceAndComesBack() {
    FeedKeeper keeper = keeper(url());
    server.does(ListServer.list(addresses(0, 20)));
    keeper.turn();
    server.does(ListServer.status(503, Map.of()));

    assertThat(keeper.turn().state()).isEqualTo(State.KEPT);
    assertThat(keeper.status().why()).isEqualTo("is answered with status 503");
    assertThat(keeper.status().isFailing()).isTrue();
    assertThat(listed()).hasSize(20);
    server.does(ListServer.list(addresses(0, 20)));
    assertThat(keeper.turn().state()).isEqualTo(State.SERVING);
  }

  @Test
  void aStoreThatIsAwayGetsTheListLaterWithoutAskingForItAgain() {
    FeedKeeper keeper = keeper(url());
    server.does(ListServer.list(addresses(0, 20)));
    store.away = true;

    assertThat(keeper.turn().state()).isEqualTo(State.KEPT);
    assertThat(keeper.status().isFailing()).isTrue();
    store.away = false;
    assertThat(keeper.turn().state()).isEqualTo(State.SERVING);
    assertThat(server.requests()).hasSize(1);
    assertThat(listed()).hasSize(20);
  }

  @Test
  void aListThatShrinksToOneLineIsHeldUntilItIsAccepted() {
    FeedKeeper keeper = keeper(url());
    server.does(ListServer.list(addresses(0, 100)));
    keeper.turn();
    server.does(ListServer.list(addresses(0, 1)));

    FeedStatus status = keeper.turn();
    assertThat(status.state()).isEqualTo(State.HELD);
    assertThat(status.guards()).containsExactly(Guard.CHANGE_SHARE);
    assertThat(status.counts()).isNotNull();
    assertThat(keeper.turn().state()).as("nothing new since").isEqualTo(State.HELD);
    assertThat(listed()).hasSize(100);

    String fingerprint = ((FeedReload.Outcome.Held) held(status)).fingerprint();
    assertThat(keeper.status().why()).contains("accept it as fingerprint " + fingerprint);
    assertThat(keeper.accept("0".repeat(32))).isInstanceOf(FeedReload.Outcome.Held.class);
    assertThat(keeper.accept(fingerprint)).isInstanceOf(FeedReload.Outcome.Loaded.class);
    assertThat(listed()).hasSize(1);
    assertThat(keeper.status().state()).isEqualTo(State.SERVING);
    assertThat(keeper.accept(fingerprint))
        .as("once is enough")
        .isInstanceOf(FeedReload.Outcome.Kept.class);
  }

  private static FeedReload.Outcome held(FeedStatus status) {
    FeedReload.Outcome outcome = status.outcome();
    assertThat(outcome).isNotNull();
    return outcome;
  }

  @Test
  void whatIsHeldGoesAwayWhenAGoodListComes() {
    FeedKeeper keeper = keeper(url());
    server.does(ListServer.list(addresses(0, 100)));
    keeper.turn();
    server.does(ListServer.list(addresses(0, 1)));
    keeper.turn();
    server.does(ListServer.list(addresses(0, 101)));

    assertThat(keeper.turn().state()).isEqualTo(State.SERVING);
    assertThat(listed()).hasSize(101);
  }

  @Test
  void aRestartWithoutNetworkHasTheLastGoodListAndNotTheOneThatWasHeld() {
    FeedKeeper keeper = keeper(url());
    server.does(ListServer.list(addresses(0, 100)));
    keeper.turn();
    server.does(ListServer.list(addresses(0, 1)));
    keeper.turn();
    server.does(ListServer.status(503, Map.of()));
    store.store = new MemoryStore(InstantSource.system());

    FeedKeeper restarted = keeper(url());
    restarted.bringInLastGood();
    restarted.turn();

    assertThat(listed()).hasSize(100);
    assertThat(restarted.status().state()).isEqualTo(State.KEPT);
    assertThat(restarted.status().loadedAt()).isNotNull();
  }

  @Test
  void anAcceptedLastGoodListStaysTheLastGoodOneAndAListThatWasHeldDoesNotReplaceIt() {
    FeedKeeper keeper = keeper(url());
    server.does(ListServer.list(addresses(0, 100)));
    keeper.turn();
    server.does(ListServer.list(addresses(0, 1)));
    assertThat(keeper.turn().state()).isEqualTo(State.HELD);

    store.store = new MemoryStore(InstantSource.system());
    ListingGuard canary =
        new ListingGuard(GuardLimits.builder().mustNotBeListed(IpAddress.parse("8.8.0.7")).build());
    FeedKeeper second = keeper(url(), canary);
    second.bringInLastGood();
    String fingerprint = ((FeedReload.Outcome.Held) held(second.status())).fingerprint();
    assertThat(second.accept(fingerprint)).isInstanceOf(FeedReload.Outcome.Loaded.class);
    assertThat(listed()).hasSize(100);

    store.store = new MemoryStore(InstantSource.system());
    keeper(url()).bringInLastGood();
    assertThat(listed()).hasSize(100);
  }

  @Test
  void aListWhoseLoadingFailedUnexpectedlyIsTriedAgain() {
    FeedKeeper keeper = keeper(url());
    server.does(ListServer.list(addresses(0, 20)));
    store.broken = true;

    assertThat(keeper.turn().state()).isEqualTo(State.KEPT);
    assertThat(keeper.status().why()).contains("a defect in the store");
    assertThat(keeper.status().isFailing()).isTrue();
    store.broken = false;
    assertThat(keeper.turn().state()).isEqualTo(State.SERVING);
    assertThat(listed()).hasSize(20);
  }

  @Test
  void aWatchedFileIsLoadedWhenItHasSettled() throws IOException {
    Path file = Files.writeString(directory.resolve("list.txt"), addresses(0, 20));
    FeedKeeper keeper = keeper(new WatchedFile(file));
    keeper.turn();
    Files.writeString(file, addresses(0, 22));

    keeper.turn();
    assertThat(listed()).as("it may be half written").hasSize(20);
    keeper.turn();
    assertThat(listed()).hasSize(22);
    Files.delete(file);
    assertThat(keeper.turn().state()).isEqualTo(State.KEPT);
    assertThat(listed()).hasSize(22);
  }

  @Test
  void keepersAreFoundByTheirSource() {
    FeedKeeper keeper = keeper(url());
    FeedKeepers keepers = new FeedKeepers(List.of(keeper));

    assertThat(keepers.of(Bench.FEED)).contains(keeper);
    assertThat(keepers.statuses()).containsExactly(keeper.status());
  }

  /** A store in memory whose connection can be cut. */
  private static final class CutStore implements Store {
    private Store store = new MemoryStore(InstantSource.system());
    private boolean away;
    private boolean broken;

    @Override
    public <T> T write(Function<Transaction, T> work) {
      if (away) {
        throw new StoreException("the connection is cut", null);
      }
      if (broken) {
        throw new IllegalStateException("a defect in the store");
      }
      return store.write(work);
    }

    @Override
    public <T> T read(Function<Transaction, T> work) {
      return store.read(work);
    }

    @Override
    public void onListChange(Consumer<Long> listener) {
      store.onListChange(listener);
    }
  }
}
