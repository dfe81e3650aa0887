package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.AllowEntry;
import io.delist.blocklist.Guard;
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
import io.delist.net.IpPrefix;
import io.delist.store.Store;
import io.delist.store.StoreException;
import io.delist.store.Transaction;
import io.delist.workflow.FeedStatus.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Entries of a list that the allowlist covers for a time come back when it does not any more. */
@Timeout(60)
class AllowedForATimeTest {

  private static final ListingGuard GUARD = new ListingGuard(List.of());
  private static final IpAddress LISTED = IpAddress.parse("8.8.0.7");
  private static final IpPrefix ALLOWED = IpPrefix.parse("8.8.0.4/30");
  private static final IpPrefix AROUND = IpPrefix.parse("8.8.0.0/29");
  private static final IpPrefix ELSEWHERE = IpPrefix.parse("9.9.9.0/24");
  private static final String LIST =
      IntStream.range(0, 100)
          .mapToObj(i -> IpAddress.ofV4(0x0808_0000 + i).toString())
          .collect(Collectors.joining("\n", "", "\n"));

  private final Bench bench = new Bench();
  private final Cut store = new Cut(bench.store);
  private final ListingDesk desk = new ListingDesk(store, GUARD, bench.policy);
  private final ListServer server = new ListServer();

  @TempDir private Path directory;

  /** The bench's store, whose connection can be cut. */
  private static final class Cut implements Store {
    private final Store store;
    private boolean away;

    Cut(Store store) {
      this.store = store;
    }

    @Override
    public <T> T write(Function<Transaction, T> work) {
      fail();
      return store.write(work);
    }

    @Override
    public <T> T read(Function<Transaction, T> work) {
      fail();
      return store.read(work);
    }

    private void fail() {
      if (away) {
        throw new StoreException("the connection is cut", null);
      }
    }

    @Override
    public void onListChange(Consumer<Long> listener) {
      store.onListChange(listener);
    }
  }

  @AfterEach
  void close() {
    server.close();
  }

  private FeedKeeper keeper(ListPlace place) {
    return new FeedKeeper(
        new Feed(
            "list.txt",
            FeedFormat.CIDR,
            new ListingDesk.Grounds(Bench.FEED, ReasonCode.BANNED, "", null, null),
            false),
        place,
        new FeedReload(desk, GUARD),
        bench.clock);
  }

  private FeedKeeper ofFile() throws IOException {
    return keeper(new WatchedFile(Files.writeString(directory.resolve("list.txt"), LIST)));
  }

  private void allow(IpPrefix prefix) {
    assertThat(desk.allow(new AllowEntry(prefix, ""))).isInstanceOf(ListOutcome.Done.class);
  }

  private FeedStatus next(FeedKeeper keeper) {
    bench.pass(Duration.ofSeconds(10));
    return keeper.turn();
  }

  private boolean isListed() {
    bench.replica.follow();
    return bench.replica.blocklist().check(LISTED) instanceof Verdict.Listed;
  }

  @Test
  void anEntryThatWasPassedOverIsListedWithTheNextLookAfterItsAllowlistEntryIsGone()
      throws IOException {
    allow(ALLOWED);
    FeedKeeper keeper = ofFile();
    keeper.turn();
    next(keeper);
    assertThat(isListed()).isFalse();

    desk.disallow(ALLOWED);
    FeedStatus status = next(keeper);

    assertThat(status.state()).isEqualTo(State.SERVING);
    assertThat(status.counts()).isNotNull().extracting(SourceCounts::added).isEqualTo(4L);
    assertThat(isListed()).isTrue();
  }

  @Test
  void aFetchedListIsNotFetchedAgainForIt() {
    allow(ALLOWED);
    FeedKeeper keeper =
        keeper(
            new FetchedUrl(
                ListUrl.parse(server.url("/list.txt")),
                FetchLimits.DEFAULT,
                directory,
                "feed=test",
                bench.clock));
    server.does(ListServer.list(LIST));
    keeper.turn();

    desk.disallow(ALLOWED);
    assertThat(next(keeper).state()).isEqualTo(State.SERVING);

    assertThat(isListed()).isTrue();
    assertThat(server.requests()).as("one a look").hasSize(2);
  }

  @Test
  void theListIsNotReadAgainWhileTheAllowlistCoversWhatItCovered() throws IOException {
    allow(ALLOWED);
    allow(ELSEWHERE);
    FeedKeeper keeper = ofFile();
    keeper.turn();
    Instant loadedAt = bench.clock.instant();

    desk.disallow(ELSEWHERE);
    allow(AROUND);

    assertThat(next(keeper).loadedAt()).isEqualTo(loadedAt);
  }

  @Test
  void anEntryThatAnotherOfTheAllowlistCoversAsWellIsListedWhenBothAreGone() throws IOException {
    allow(ALLOWED);
    allow(AROUND);
    FeedKeeper keeper = ofFile();
    keeper.turn();

    desk.disallow(ALLOWED);
    next(keeper);
    assertThat(isListed()).isFalse();
    desk.disallow(AROUND);
    next(keeper);
    assertThat(isListed()).isTrue();
  }

  @Test
  void whatAListLostWhileItWasAllowedComesBackToo() throws IOException {
    FeedKeeper keeper = ofFile();
    keeper.turn();
    allow(ALLOWED);
    Files.writeString(directory.resolve("list.txt"), LIST + "8.8.1.1\n");
    next(keeper);
    next(keeper);
    assertThat(isListed()).isFalse();

    desk.disallow(ALLOWED);
    next(keeper);
    assertThat(isListed()).isTrue();
  }

  @Test
  void aStoreThatIsAwayIsAskedAgainWithTheNextLook() throws IOException {
    allow(ALLOWED);
    FeedKeeper keeper = ofFile();
    keeper.turn();
    desk.disallow(ALLOWED);

    store.away = true;
    assertThat(next(keeper).state()).as("nothing is known").isEqualTo(State.SERVING);
    store.away = false;
    next(keeper);
    assertThat(isListed()).isTrue();
  }

  @Test
  void moreThanTheGuardsLetComeAtOnceIsHeldAndCanBeAccepted() throws IOException {
    IpPrefix half = IpPrefix.parse("8.8.0.0/26");
    allow(half);
    FeedKeeper keeper = ofFile();
    keeper.turn();

    desk.disallow(half);
    FeedStatus status = next(keeper);

    assertThat(status.state()).isEqualTo(State.HELD);
    assertThat(status.guards()).containsExactly(Guard.CHANGE_SHARE);
    assertThat(isListed()).isFalse();
    FeedReload.Outcome.Held held = (FeedReload.Outcome.Held) status.outcome();
    assertThat(held).isNotNull();
    keeper.accept(held.fingerprint());
    assertThat(isListed()).isTrue();
  }
}
