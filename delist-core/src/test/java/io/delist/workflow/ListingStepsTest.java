package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.store.AuditEntry;
import io.delist.store.Backend;
import io.delist.store.StoreFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Every step of a listing is booked, once, whoever takes it. */
@ParameterizedClass
@EnumSource
class ListingStepsTest {

  private static final IpPrefix HOST = Bench.ADDRESS.toPrefix();
  private static final Source TRAP = new Source("detector:trap");

  @Parameter Backend backend;
  private StoreFixture fixture;
  private Bench bench;
  private ListingExpiry expiry;

  @BeforeEach
  void open() {
    AtomicReference<StoreFixture> opened = new AtomicReference<>();
    bench =
        new Bench(
            clock -> {
              opened.set(backend.open(clock));
              return opened.get().store();
            });
    fixture = opened.get();
    expiry = new ListingExpiry(bench.store, bench.policy);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private void list(Source source, @Nullable Duration life) {
    bench.desk.list(HOST, new ListingDesk.Grounds(source, ReasonCode.BANNED, "", null, life));
  }

  private static ListingDesk.Grounds feed(@Nullable Duration life) {
    return new ListingDesk.Grounds(Bench.FEED, ReasonCode.BANNED, "", null, life);
  }

  /** The steps that the audit log tells of, each with who. */
  private List<String> steps() {
    List<String> steps = new ArrayList<>();
    bench.store.read(
        transaction -> {
          transaction
              .audit()
              .read(
                  0,
                  row -> {
                    AuditEntry entry = row.entry();
                    if (entry.action().startsWith(ListingBook.STATE_ACTION)) {
                      steps.add(
                          entry.action().substring(ListingBook.STATE_ACTION.length())
                              + " "
                              + (entry.prefix() == null ? entry.detail() : entry.prefix())
                              + " by "
                              + entry.actor());
                    }
                  });
          return true;
        });
    return steps;
  }

  @Test
  void anOperatorTakesOffWhatHeListedHimself() {
    list(Source.OPERATOR, null);
    list(Source.OPERATOR, null);
    bench.desk.takeOff(HOST);
    bench.desk.takeOff(HOST);
    assertThat(steps())
        .containsExactly("ACTIVE 203.0.113.9/32 by operator", "PURGED 203.0.113.9/32 by operator");
  }

  @Test
  void anOperatorTakesOffWhatAFeedLists() {
    bench.desk.replace(feed(null), List.of(IpPrefix.parse("203.0.113.0/24")));
    bench.desk.takeOff(HOST);
    bench.desk.takeOff(HOST);
    assertThat(steps())
        .containsExactly("ACTIVE 203.0.113.0/24 by feed:test", "PURGED 203.0.113.9/32 by operator");
    bench.desk.takeOffAllOf(Bench.FEED);
    assertThat(steps()).hasSize(3).endsWith("PURGED 203.0.113.0/24 by operator");
  }

  @Test
  void ofSeveralSourcesTheFirstToComeAndTheLastToGoCount() {
    list(TRAP, null);
    bench.desk.replace(feed(null), List.of(HOST));
    bench.desk.takeOffAllOf(TRAP);
    assertThat(steps()).containsExactly("ACTIVE 203.0.113.9/32 by detector:trap");
    bench.desk.takeOffAllOf(Bench.FEED);
    assertThat(steps()).hasSize(2).endsWith("PURGED 203.0.113.9/32 by operator");
  }

  @Test
  void theTimeIsOverOnceAndALaterListingBeginsAnew() {
    list(TRAP, Duration.ofHours(1));
    list(Source.OPERATOR, Duration.ofHours(2));
    bench.pass(Duration.ofMinutes(61));
    assertThat(expiry.run()).isEqualTo(1);
    assertThat(steps()).as("another source lists it").hasSize(1);
    bench.pass(Duration.ofMinutes(60));
    long revision = bench.revision();
    assertThat(expiry.run()).isEqualTo(1);
    assertThat(expiry.run()).isZero();
    assertThat(bench.revision()).as("nothing changes on the list").isEqualTo(revision);
    assertThat(steps())
        .containsExactly(
            "ACTIVE 203.0.113.9/32 by detector:trap", "EXPIRED 203.0.113.9/32 by timer");
    bench.desk.takeOffAllOf(TRAP);
    assertThat(steps()).as("what is over is not taken back").hasSize(2);
    list(TRAP, null);
    assertThat(steps()).hasSize(3).endsWith("ACTIVE 203.0.113.9/32 by detector:trap");
  }

  @Test
  void anEndThatNobodyBookedIsBookedBeforeTheNextListing() {
    list(TRAP, Duration.ofHours(1));
    bench.pass(Duration.ofHours(2));
    list(TRAP, Duration.ofHours(1));
    bench.pass(Duration.ofHours(2));
    bench.desk.replace(feed(null), List.of(HOST));
    assertThat(expiry.run()).isZero();
    assertThat(steps())
        .containsExactly(
            "ACTIVE 203.0.113.9/32 by detector:trap",
            "EXPIRED 203.0.113.9/32 by timer",
            "ACTIVE 203.0.113.9/32 by detector:trap",
            "EXPIRED 203.0.113.9/32 by timer",
            "ACTIVE 203.0.113.9/32 by feed:test");
  }

  @Test
  void aFeedBringsBackWhatHadEnded() {
    bench.desk.replace(feed(Duration.ofHours(1)), List.of(HOST));
    bench.pass(Duration.ofMinutes(30));
    bench.desk.replace(feed(Duration.ofHours(1)), List.of(HOST));
    bench.pass(Duration.ofMinutes(59));
    assertThat(expiry.run()).as("its end was moved").isZero();
    bench.pass(Duration.ofMinutes(1));
    assertThat(expiry.run()).isEqualTo(1);
    bench.desk.replace(feed(Duration.ofHours(1)), List.of(HOST));
    assertThat(steps())
        .containsExactly(
            "ACTIVE 203.0.113.9/32 by feed:test",
            "EXPIRED 203.0.113.9/32 by timer",
            "ACTIVE 203.0.113.9/32 by feed:test");
  }

  @Test
  void whatARequestTookOffIsNeitherTakenBackNorOver() {
    list(TRAP, Duration.ofHours(3));
    bench.pass(Duration.ofMinutes(1));
    bench.replica.follow();
    bench.delisting.confirm(bench.linkOf(bench.accepted()), Bench.BROWSER, "");
    bench.desk.takeOff(HOST);
    bench.pass(Duration.ofHours(4));
    assertThat(expiry.run()).isEqualTo(1);
    bench.desk.takeOffAllOf(TRAP);
    assertThat(steps())
        .containsExactly(
            "ACTIVE 203.0.113.9/32 by detector:trap", "REMOVED 203.0.113.9/32 by request");
  }

  @Test
  void newerEvidenceEndsTheProbationAndBeginsAnotherListing() {
    bench.delisted();
    bench.pass(Duration.ofMinutes(1));
    list(TRAP, null);
    assertThat(steps())
        .containsExactly(
            "ACTIVE 203.0.113.9/32 by operator",
            "REMOVED 203.0.113.9/32 by request",
            "RELISTED 203.0.113.9/32 by detector:trap",
            "ACTIVE 203.0.113.9/32 by detector:trap");
  }

  @Test
  void manyAtOnceAreBookedInSum() {
    List<IpPrefix> many =
        IntStream.range(0, 600)
            .mapToObj(i -> IpAddress.parse("2001:db8::" + Integer.toHexString(i + 1)).toPrefix())
            .toList();
    bench.desk.replace(feed(Duration.ofHours(1)), many);
    bench.pass(Duration.ofHours(2));
    assertThat(expiry.run()).isEqualTo(600);
    assertThat(expiry.run()).isZero();
    bench.desk.replace(feed(null), many);
    bench.desk.takeOffAllOf(Bench.FEED);
    assertThat(steps())
        .containsExactly(
            "ACTIVE 600 prefixes of feed:test by feed:test",
            "EXPIRED 600 prefixes of feed:test by timer",
            "ACTIVE 600 prefixes of feed:test by feed:test",
            "PURGED 600 prefixes of feed:test by operator");
  }

  @Test
  void twoNodesBookAnEndOnce() throws InterruptedException, ExecutionException {
    int rounds = 10;
    ExecutorService nodes = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < rounds; round++) {
        list(TRAP, Duration.ofHours(1));
        bench.pass(Duration.ofHours(2));
        CyclicBarrier start = new CyclicBarrier(2);
        List<Future<Integer>> turns = new ArrayList<>();
        for (int node = 0; node < 2; node++) {
          turns.add(
              nodes.submit(
                  () -> {
                    start.await();
                    return new ListingExpiry(bench.store, bench.policy).run();
                  }));
        }
        for (Future<Integer> turn : turns) {
          turn.get();
        }
      }
    } finally {
      nodes.shutdownNow();
    }
    assertThat(steps().stream().filter(step -> step.startsWith("EXPIRED"))).hasSize(rounds);
  }
}
