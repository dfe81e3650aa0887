package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.Guard;
import io.delist.blocklist.ListingGuard;
import io.delist.blocklist.Objection;
import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Verdict;
import io.delist.feed.FeedFormat;
import io.delist.net.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list whose entries have expired is what the next list is compared with. */
class ExpiredBaselineTest {

  private static final ListingGuard GUARD = new ListingGuard(List.of());
  private static final Duration HOUR = Duration.ofHours(1);

  private final Bench bench = new Bench();
  private final FeedReload reload =
      new FeedReload(new ListingDesk(bench.store, GUARD, bench.policy), GUARD);

  @TempDir private Path directory;

  private FeedReload.Outcome load(String text) throws IOException {
    return reload.load(
        Files.writeString(directory.resolve("list"), text),
        new Feed(
            "list",
            FeedFormat.JSON_LINES,
            new ListingDesk.Grounds(Bench.FEED, ReasonCode.BANNED, "", null, null),
            false));
  }

  /** A thousand addresses; each ends when it is said to. */
  private static String addresses(int first, IntFunction<Instant> ends) {
    return IntStream.range(0, 1000)
        .mapToObj(
            i ->
                "{\"prefix\":\"%s\",\"expires_at\":\"%s\"}"
                    .formatted(IpAddress.ofV4(first + i), ends.apply(i)))
        .collect(Collectors.joining("\n"));
  }

  private String these(IntFunction<Instant> ends) {
    return addresses(0x0808_0000, ends);
  }

  private String others() {
    return addresses(0x0c00_0000, i -> later());
  }

  private Instant later() {
    return bench.clock.instant().plus(Duration.ofDays(30));
  }

  private Instant soon() {
    return bench.clock.instant().plus(HOUR);
  }

  private static void assertHeld(FeedReload.Outcome outcome, Guard guard) {
    assertThat(outcome).isInstanceOf(FeedReload.Outcome.Held.class);
    assertThat(((FeedReload.Outcome.Held) outcome).objections())
        .extracting(Objection::guard)
        .containsExactly(guard);
  }

  private static SourceCounts counts(FeedReload.Outcome outcome) {
    assertThat(outcome).isInstanceOf(FeedReload.Outcome.Loaded.class);
    return ((FeedReload.Outcome.Loaded) outcome).counts();
  }

  @Test
  void anotherListEntirelyIsNoFirstListWhenAllEntriesHaveExpired() throws IOException {
    Instant end = soon();
    load(these(i -> end));
    bench.pass(HOUR.multipliedBy(2));

    assertHeld(load(others()), Guard.CHANGE_SHARE);
  }

  @Test
  void wideRangesAreNoFirstListWhenAllEntriesHaveExpired() throws IOException {
    Instant end = soon();
    load(these(i -> end));
    bench.pass(HOUR.multipliedBy(2));
    String ranges =
        IntStream.range(0, 100)
            .mapToObj(i -> "{\"prefix\":\"12." + i + ".0.0/16\"}")
            .collect(Collectors.joining("\n"));

    assertHeld(load(ranges), Guard.COVERED_SPACE);
  }

  @Test
  void theSameEntriesWithNewEndsAreTheSameListAlthoughAllButOneHaveExpired() throws IOException {
    Instant end = soon();
    Instant late = later();
    load(these(i -> i == 0 ? late : end));
    bench.pass(HOUR.multipliedBy(2));

    SourceCounts counts = counts(load(these(i -> later())));

    assertThat(counts.before()).isEqualTo(1000);
    assertThat(counts.expired()).isEqualTo(999);
    assertThat(counts.serving()).isEqualTo(1);
    assertThat(counts.added()).as("they come again").isZero();
    assertThat(counts.changedShare()).isZero();
    bench.replica.follow();
    assertThat(bench.replica.blocklist().check(IpAddress.parse("8.8.3.231")))
        .isInstanceOf(Verdict.Listed.class);
  }

  @Test
  void theSameFileAgainAfterItsEntriesHaveExpiredKeepsThemAsTheMeasure() throws IOException {
    Instant end = soon();
    String expiring = these(i -> end);
    load(expiring);
    bench.pass(HOUR.multipliedBy(2));

    assertThat(((FeedReload.Outcome.Loaded) load(expiring)).changes()).isZero();
    assertHeld(load(others()), Guard.CHANGE_SHARE);
  }

  @Test
  void anEmptyListBetweenDoesNotMakeTheNextOneAFirstList() throws IOException {
    Instant end = soon();
    load(these(i -> end));
    bench.pass(HOUR.multipliedBy(2));

    assertThat(counts(load("")).after()).isZero();
    assertHeld(load(others()), Guard.CHANGE_SHARE);
  }

  @Test
  void entriesThatHaveExpiredLeaveTheStoreWhenAListWithoutThemPasses() throws IOException {
    Instant end = soon();
    Instant late = later();
    load(these(i -> i < 100 ? end : late));
    bench.pass(HOUR.multipliedBy(2));

    FeedReload.Outcome outcome =
        load(these(i -> late).lines().skip(100).collect(Collectors.joining("\n")));

    assertThat(((FeedReload.Outcome.Loaded) outcome).changes()).isEqualTo(100);
    assertThat(counts(outcome).removed()).as("that they end was known").isZero();
    assertThat(bench.store.read(t -> t.list().countBySource()).get(Bench.FEED)).isEqualTo(900);
  }
}
