package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import io.delist.blocklist.Verdict;
import io.delist.limit.LimitPolicy;
import io.delist.limit.Limits;
import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import io.delist.request.LadderPolicy;
import io.delist.request.RequestPolicy;
import io.delist.store.AuditEntry;
import io.delist.store.Backend;
import io.delist.store.DelistRequest;
import io.delist.store.RequestState;
import io.delist.store.Store;
import io.delist.store.StoreFixture;
import io.delist.store.Threads;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two portals on one store, and 64 threads that press the same link, or ring the same timers, at
 * once: the address comes off once, in one revision, with one row of each kind in the audit log.
 *
 * <p>{@code -Ddelist.test.rounds=1000} is the long form.
 */
class OneWinnerTest {

  private static final int ROUNDS = Integer.getInteger("delist.test.rounds", 12);
  private static final int THREADS = 64;
  private static final int NODES_TIMERS = 4;

  /** A clock that only the test moves. */
  private static final class Hand implements InstantSource {
    private volatile Instant now = Instant.parse("2026-05-04T10:11:12Z");

    @Override
    public Instant instant() {
      return now;
    }
  }

  private final Hand clock = new Hand();

  private static DelistPolicy policy() {
    LadderPolicy patient =
        new LadderPolicy(
            1,
            Duration.ofDays(1),
            1_000,
            1_000,
            Duration.ofDays(1),
            1_000,
            Duration.ofDays(3_650),
            1_000,
            1_000);
    return DelistPolicy.defaults().withRequests(RequestPolicy.defaults().withLadder(patient));
  }

  private Bench bench(Store store) {
    return new Bench(policy(), RuleBook.builder(Bench.GUARD).build(), unused -> store);
  }

  private static IpAddress address(int round) {
    return IpAddress.parse("2001:db8:" + Integer.toHexString(round) + "::9");
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL"})
  void sixtyFourPressesOnTwoPortalsAreOneRemoval(Backend backend) {
    try (StoreFixture fixture = backend.open(clock)) {
      List<Bench> portals = List.of(bench(fixture.store()), bench(fixture.store()));
      DelistRequest[] requests = new DelistRequest[ROUNDS];
      AtomicInteger[] removals =
          IntStream.range(0, ROUNDS)
              .mapToObj(i -> new AtomicInteger())
              .toArray(AtomicInteger[]::new);
      CyclicBarrier start = new CyclicBarrier(THREADS + 1);
      Threads threads = new Threads();
      for (int i = 0; i < THREADS; i++) {
        Bench portal = portals.get(i % 2);
        String code = i % 4 < 2 ? "" : "by code";
        threads.start(
            () -> {
              for (int round = 0; round < ROUNDS; round++) {
                Threads.await(start);
                DelistRequest request = requests[round];
                String typed = code.isEmpty() ? "" : portal.proofs.codeOf(request);
                Confirmation confirmation =
                    portal.delisting.confirm(
                        portal.linkOf(request), code.isEmpty() ? Bench.BROWSER : null, typed);
                removals[round].addAndGet(confirmation instanceof Confirmation.Delisted ? 1 : 0);
                Threads.await(start);
              }
            });
      }
      for (int round = 0; round < ROUNDS; round++) {
        Bench portal = portals.get(0);
        clock.now = clock.now.plus(Duration.ofDays(91));
        requests[round] = open(portal, address(round));
        long before = portal.revision();
        Threads.await(start);
        Threads.await(start);
        assertThat(portal.revision()).as("round %s: one revision", round).isEqualTo(before + 1);
        assertThat(count(portal, requests[round], "request.REMOVING")).isEqualTo(1);
        assertThat(count(portal, requests[round], "listing.REMOVED")).isEqualTo(1);
        assertThat(removals[round]).as("all see the same success").hasValue(THREADS);
      }
      threads.join();
    }
  }

  private DelistRequest open(Bench portal, IpAddress address) {
    portal.desk.list(
        address.toPrefix(),
        new ListingDesk.Grounds(Source.OPERATOR, ReasonCode.BANNED, "", null, null));
    portal.replica.follow();
    clock.now = clock.now.plusSeconds(1);
    Submission submission =
        portal.delisting.submit(
            address, EmailAddress.parse("a@example.org"), Bench.BROWSER, Locale.ENGLISH);
    return ((Submission.Accepted) submission).request();
  }

  private static long count(Bench bench, DelistRequest request, String action) {
    List<AuditEntry> audit = bench.store.read(transaction -> transaction.audit().of(request.id()));
    return audit.stream().filter(entry -> entry.action().equals(action)).count();
  }

  @ParameterizedTest
  @EnumSource
  void nodesThatRingTheSameTimersDoTheirEffectOnce(Backend backend) {
    try (StoreFixture fixture = backend.open(clock)) {
      Bench bench = bench(fixture.store());
      List<DelistRequest> held =
          IntStream.range(0, 5).mapToObj(host -> held(bench, address(host))).toList();
      long before = bench.revision();
      clock.now = clock.now.plus(Duration.ofDays(1));
      AtomicInteger taken = new AtomicInteger();
      CyclicBarrier start = new CyclicBarrier(NODES_TIMERS);
      Threads threads = new Threads();
      for (int node = 0; node < NODES_TIMERS; node++) {
        RequestTimers timers =
            new RequestTimers(
                fixture.store(),
                policy(),
                new Limits(LimitPolicy.none(), Bench.ring("k1", 1)),
                () -> {});
        threads.start(
            () -> {
              Threads.await(start);
              taken.addAndGet(timers.run());
            });
      }
      threads.join();
      assertThat(taken).hasValue(5);
      assertThat(bench.revision()).isEqualTo(before + 5);
      for (DelistRequest request : held) {
        assertThat(bench.find(request).state()).isEqualTo(RequestState.REMOVING);
        assertThat(count(bench, request, "request.REMOVING")).isEqualTo(1);
      }
      bench.replica.follow();
      assertThat(bench.replica.blocklist().check(held.get(0).address()))
          .isInstanceOf(Verdict.Exempt.class);
    }
  }

  private DelistRequest held(Bench bench, IpAddress address) {
    DelistRequest first = open(bench, address);
    bench.delisting.confirm(bench.linkOf(first), Bench.BROWSER, "");
    bench.replica.follow();
    clock.now = clock.now.plusSeconds(1);
    DelistRequest second = open(bench, address);
    bench.delisting.confirm(bench.linkOf(second), Bench.BROWSER, "");
    assertThat(bench.find(second).state()).isEqualTo(RequestState.HELD);
    return second;
  }
}
