package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.AllowEntry;
import io.delist.blocklist.Change;
import io.delist.blocklist.ListingTerms;
import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Verdict;
import io.delist.feed.FeedFormat;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.store.DelistRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file says of its entries, and how little of a reload is written. */
class FeedEntriesReloadTest {

  private final Bench bench = new Bench();
  private final FeedReload reload = new FeedReload(bench.desk, Bench.GUARD);
  private FeedFormat format = FeedFormat.JSON_LINES;

  @TempDir private Path directory;

  private FeedReload.Outcome load(String... lines) throws IOException {
    Path file = Files.writeString(directory.resolve("list"), String.join("\n", lines));
    FeedReload.Outcome outcome =
        reload.load(
            file,
            new Feed(
                "list",
                format,
                new ListingDesk.Grounds(Bench.FEED, ReasonCode.BANNED, "by us", null, null),
                false));
    bench.replica.follow();
    return outcome;
  }

  private static int changes(FeedReload.Outcome outcome) {
    assertThat(outcome).isInstanceOf(FeedReload.Outcome.Loaded.class);
    return ((FeedReload.Outcome.Loaded) outcome).changes();
  }

  private ListingTerms terms(String address) {
    return ((Verdict.Listed) check(address)).terms();
  }

  private Verdict check(String address) {
    return bench.replica.blocklist().check(IpAddress.parse(address));
  }

  private static String entry(String address, String more) {
    return "{\"prefix\":\"" + address + "\"" + more + "}";
  }

  @Test
  void whatTheFileSaysOfAnEntryBeatsWhatIsSaidOfTheFeed() throws IOException {
    load(
        entry("203.0.113.1", ",\"reason_code\":\"620\",\"reason\":\"seen in a trap\""),
        entry("203.0.113.2", ",\"listed_at\":\"2026-05-01T00:00:00Z\""),
        entry("203.0.113.3", ",\"expires_at\":\"2026-05-04T11:00:00Z\""),
        entry("203.0.113.4", ""));

    assertThat(terms("203.0.113.1").reasonCode().value()).isEqualTo(620);
    assertThat(terms("203.0.113.1").reason()).isEqualTo("seen in a trap");
    assertThat(terms("203.0.113.2").listedAt()).isEqualTo(Instant.parse("2026-05-01T00:00:00Z"));
    assertThat(terms("203.0.113.2").evidenceAt()).isEqualTo(Instant.parse("2026-05-01T00:00:00Z"));
    assertThat(terms("203.0.113.3").expiresAt()).isEqualTo(Instant.parse("2026-05-04T11:00:00Z"));
    assertThat(terms("203.0.113.4").reason()).isEqualTo("by us");
    assertThat(terms("203.0.113.4").listedAt()).isEqualTo(bench.clock.instant());
  }

  @Test
  void anEntryThatIsOverIsNotListedAndOneThatEndsLaterEndsThen() throws IOException {
    FeedReload.Outcome outcome =
        load(
            entry("203.0.113.1", ",\"expires_at\":\"2026-05-04T10:11:12Z\""),
            entry("203.0.113.2", ",\"expires_at\":\"2026-05-04T10:11:13Z\""));

    assertThat(((FeedReload.Outcome.Loaded) outcome).entries()).isEqualTo(1);
    assertThat(check("203.0.113.1")).isInstanceOf(Verdict.NotListed.class);
    assertThat(check("203.0.113.2")).isInstanceOf(Verdict.Listed.class);
    bench.pass(Duration.ofSeconds(1));
    assertThat(check("203.0.113.2")).isInstanceOf(Verdict.NotListed.class);
  }

  @Test
  void aFileWhoseTimeIsOverOrHasNotComeLeavesThePreviousListInPlace() throws IOException {
    format = FeedFormat.IP4SET;
    load("203.0.113.1");

    assertThat(kept(load("$TIMESTAMP 2026:05:01 2026:05:03", "203.0.113.2")))
        .contains("not to be used after 2026-05-03T00:00:00Z");
    FeedReload.Outcome early = load("$TIMESTAMP 2026:06:01", "203.0.113.2");
    assertThat(kept(early)).contains("in the future");
    assertThat(((FeedReload.Outcome.Kept) early).tryAgain()).isTrue();
    assertThat(check("203.0.113.1")).isInstanceOf(Verdict.Listed.class);
    assertThat(changes(load("$TIMESTAMP 2026:05:01 2026:05:05", "203.0.113.2"))).isEqualTo(2);
  }

  private static String kept(FeedReload.Outcome outcome) {
    assertThat(outcome).isInstanceOf(FeedReload.Outcome.Kept.class);
    return ((FeedReload.Outcome.Kept) outcome).why();
  }

  @Test
  void everyFormatIsLoaded() throws IOException {
    format = FeedFormat.DROP;
    load("; Spamhaus DROP List", "203.0.113.0/24 ; SBL123");
    assertThat(terms("203.0.113.9").reason()).isEqualTo("SBL123");
    format = FeedFormat.DROP_JSON;
    load(
        "{\"cidr\":\"203.0.113.0/25\",\"sblid\":\"SBL124\",\"rir\":\"arin\"}",
        "{\"type\":\"metadata\",\"timestamp\":1777888999,\"size\":100,\"records\":1}");
    assertThat(terms("203.0.113.9").reason()).isEqualTo("SBL124");
    format = FeedFormat.IP4TRIE;
    load(":127.0.0.2:in a trap", "203.0.113.0/26", "!203.0.113.9");
    assertThat(terms("203.0.113.8").reason()).isEqualTo("in a trap");
    assertThat(check("203.0.113.9")).isInstanceOf(Verdict.NotListed.class);
    format = FeedFormat.IP6TRIE;
    load("2001:db8:1");
    assertThat(check("2001:db8:1::9")).isInstanceOf(Verdict.Listed.class);
    format = FeedFormat.CSV;
    load("address,reason_code", "203.0.113.9,633");
    assertThat(terms("203.0.113.9").reasonCode().value()).isEqualTo(633);
    format = FeedFormat.CIDR;
    load("203.0.113.7\t12");
    assertThat(check("203.0.113.7")).isInstanceOf(Verdict.Listed.class);
  }

  @Test
  void entriesOfWhichTheSameIsSaidShareTheirTerms() throws IOException {
    load(
        entry("203.0.113.1", ",\"reason\":\"a\""),
        entry("203.0.113.2", ",\"reason\":\"b\""),
        entry("203.0.113.3", ",\"reason\":\"a\""),
        entry("203.0.113.4", ",\"reason\":\"b\""));

    assertThat(terms("203.0.113.1")).isSameAs(terms("203.0.113.3"));
    assertThat(terms("203.0.113.2")).isSameAs(terms("203.0.113.4"));
    assertThat(terms("203.0.113.1")).isNotEqualTo(terms("203.0.113.2"));
  }

  @Test
  void theSameFileAgainWritesNothing() throws IOException {
    String[] lines = {
      entry("203.0.113.1", ",\"reason\":\"a\",\"listed_at\":\"2026-05-01T00:00:00Z\""),
      entry("203.0.113.2", ",\"expires_at\":\"2026-06-01T00:00:00.123456Z\""),
      entry("203.0.113.3", ",\"listed_at\":\"2030-01-01T00:00:00Z\""),
      entry("203.0.113.4", "")
    };
    load(lines);
    long revision = bench.revision();
    bench.pass(Duration.ofHours(1));

    assertThat(changes(load(lines))).isZero();
    assertThat(bench.revision()).isEqualTo(revision);
  }

  @Test
  void aReloadInWhichAHundredChangedCostsAHundredUpdates() throws IOException {
    format = FeedFormat.CIDR;
    load(lines(0, 20_000));
    bench.pass(Duration.ofHours(1));

    FeedReload.Outcome outcome = load(lines(50, 20_050));

    assertThat(changes(outcome)).isEqualTo(100);
    List<Change> written = new ArrayList<>();
    bench.store.read(transaction -> transaction.list().readChanges(1, written::add));
    assertThat(written).hasSize(100);
  }

  private static String[] lines(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> IpAddress.ofV4(0x0808_0000 + i * 3).toString())
        .toArray(String[]::new);
  }

  @Test
  void aReloadDoesNotUndoADelistingAndNewerEvidenceInTheFileDoes() throws IOException {
    String at = ",\"listed_at\":\"";
    load(entry("203.0.113.9", at + "2026-05-01T00:00:00Z\""));
    bench.pass(Duration.ofMinutes(1));
    DelistRequest request = bench.accepted();
    bench.delisting.confirm(bench.linkOf(request), Bench.BROWSER, "");
    bench.pass(Duration.ofMinutes(1));

    load(entry("203.0.113.9", at + "2026-05-02T00:00:00Z\""));
    assertThat(bench.verdict()).as("evidence before it").isInstanceOf(Verdict.Exempt.class);
    load(entry("203.0.113.8", ""));
    load(entry("203.0.113.9", at + "2026-05-03T00:00:00Z\""));
    assertThat(bench.verdict()).as("off the file and on it").isInstanceOf(Verdict.Exempt.class);

    load(entry("203.0.113.9", at + "2026-05-04T10:12:30Z\""));
    assertThat(bench.verdict()).as("evidence after it").isInstanceOf(Verdict.Listed.class);
    assertThat(bench.find(request).state().name()).isEqualTo("RELISTED");
  }

  @Test
  void oldEvidenceThatOutlastsAnExemptionMovesItsEnd() throws IOException {
    load(
        entry(
            "203.0.113.9",
            ",\"listed_at\":\"2026-05-01T00:00:00Z\",\"expires_at\":\"2026-05-05T00:00:00Z\""));
    bench.pass(Duration.ofMinutes(1));
    bench.delisting.confirm(bench.linkOf(bench.accepted()), Bench.BROWSER, "");

    load(entry("203.0.113.9", ",\"listed_at\":\"2026-05-01T00:00:00Z\""));

    bench.pass(Duration.ofDays(365));
    assertThat(bench.verdict()).isInstanceOf(Verdict.Exempt.class);
  }

  @Test
  void anEntryThatHasExpiredAndComesAgainIsListedAgain() throws IOException {
    load(entry("203.0.113.9", ",\"expires_at\":\"2026-05-04T11:00:00Z\""));
    bench.pass(Duration.ofHours(2));

    FeedReload.Outcome outcome =
        load(entry("203.0.113.9", ",\"expires_at\":\"2026-05-05T00:00:00Z\""));

    assertThat(changes(outcome)).isEqualTo(1);
    SourceCounts counts = ((FeedReload.Outcome.Loaded) outcome).counts();
    assertThat(counts.before()).isEqualTo(1);
    assertThat(counts.serving()).isZero();
    assertThat(counts.added()).as("it comes again").isZero();
    assertThat(bench.verdict()).isInstanceOf(Verdict.Listed.class);
  }

  @Test
  void whatTheAllowlistCameToCoverLeavesTheListAtTheNextReload() throws IOException {
    load(entry("203.0.113.9", ""), entry("203.0.113.10", ""));
    bench.desk.allow(new AllowEntry(IpPrefix.parse("203.0.113.8/31"), "partner"));

    assertThat(changes(load(entry("203.0.113.9", ""), entry("203.0.113.10", "")))).isEqualTo(1);
    bench.desk.disallow(IpPrefix.parse("203.0.113.8/31"));
    bench.replica.follow();
    assertThat(bench.verdict()).isInstanceOf(Verdict.NotListed.class);
  }

  @Test
  void aFileThatIsWrittenOrReplacedWhileItIsReadIsNotTaken() throws IOException {
    Path file = Files.writeString(directory.resolve("list"), "203.0.113.9\n");
    Path other = Files.writeString(directory.resolve("other"), "203.0.113.9\n");

    assertThat(loadWhile(file, () -> Files.writeString(file, "203.0.113.9\n203.0.113.8\n")))
        .contains("changed while it was read");
    assertThat(loadWhile(file, () -> Files.move(other, file, StandardCopyOption.ATOMIC_MOVE)))
        .contains("changed while it was read");
    assertThat(loadWhile(file, () -> Files.delete(file))).contains("cannot be read");
    assertThat(bench.revision()).isZero();
  }

  private interface Meddling {
    void run() throws IOException;
  }

  /** Loads the file while somebody else meddles with it at the end of the reading. */
  private String loadWhile(Path file, Meddling meddling) {
    FeedReload.Opening opening =
        path ->
            new FilterInputStream(Files.newInputStream(path)) {
              @Override
              public void close() throws IOException {
                super.close();
                meddling.run();
              }
            };
    FeedReload disturbed = new FeedReload(bench.desk, Bench.GUARD, opening);
    return kept(
        disturbed.load(
            file,
            new Feed(
                "list",
                FeedFormat.CIDR,
                new ListingDesk.Grounds(Bench.FEED, ReasonCode.BANNED, "", null, null),
                false)));
  }
}
