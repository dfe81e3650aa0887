package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delist.blocklist.AllowEntry;
import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Verdict;
import io.delist.limit.LimitPolicy;
import io.delist.limit.Limits;
import io.delist.net.IpPrefix;
import io.delist.store.DelistRequest;
import io.delist.store.RequestState;
import io.delist.store.memory.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nodes that share a store: whoever changes the list locks it first, and the later one repeats. */
class SomebodyElseWasFirstTest {

  private static final IpPrefix ADDRESS = Bench.ADDRESS.toPrefix();

  private final List<OverheardStore> stores = new ArrayList<>();
  private final Bench bench =
      new Bench(
          clock -> {
            OverheardStore overheard = new OverheardStore(new MemoryStore(clock));
            stores.add(overheard);
            return overheard;
          });
  private final OverheardStore store = stores.get(0);

  private DelistRequest open() {
    bench.list("203.0.113.9/32");
    bench.pass(Duration.ofMinutes(1));
    return bench.accepted();
  }

  private void assertLocksFirst(String what, Runnable change) {
    store.forget();
    change.run();
    List<List<String>> touching =
        store.transactions().stream().filter(calls -> calls.contains("list.lock")).toList();
    assertThat(touching).as(what + " locks the list").hasSize(1);
    assertThat(touching.get(0)).as(what + " locks it before it reads").startsWith("list.lock");
  }

  @Test
  void whoeverChangesTheListLocksItBeforeReadingWhatTheChangeRestsOn() {
    ListingDesk.Grounds grounds =
        new ListingDesk.Grounds(Bench.FEED, ReasonCode.BANNED, "", null, null);
    assertLocksFirst("listing", () -> bench.desk.list(ADDRESS, grounds));
    assertLocksFirst("a reload", () -> bench.desk.replace(grounds, List.of(ADDRESS)));
    assertLocksFirst("taking off", () -> bench.desk.takeOff(ADDRESS));
    assertLocksFirst("allowing", () -> bench.desk.allow(new AllowEntry(ADDRESS, "ours")));
    assertLocksFirst("disallowing", () -> bench.desk.disallow(ADDRESS));
    assertLocksFirst("taking a source off", () -> bench.desk.takeOffAllOf(Bench.FEED));
  }

  @Test
  void aPressAReviewAndATimerLockTheListBeforeTheyReadTheRequest() {
    DelistRequest request = open();
    assertLocksFirst(
        "a press", () -> bench.delisting.confirm(bench.linkOf(request), Bench.BROWSER, ""));
    bench.replica.follow();
    DelistRequest second = bench.confirmedAgain();
    assertThat(second.state()).isEqualTo(RequestState.HELD);
    assertLocksFirst("a review", () -> bench.reviews.approve(second.id(), "kim"));
    bench.replica.follow();

    bench.pass(Duration.ofDays(31));
    assertLocksFirst("a timer", bench.timers::run);
  }

  @Test
  void aPressThatCameSecondIsRepeatedAndSeesWhatTheFirstDid() {
    DelistRequest request = open();
    store.isTooLate(4);

    assertThat(bench.delisting.confirm(bench.linkOf(request), Bench.BROWSER, ""))
        .isInstanceOf(Confirmation.Delisted.class);
    bench.replica.follow();
    assertThat(bench.verdict()).isInstanceOf(Verdict.Exempt.class);
    assertThat(bench.revision()).as("one removal").isEqualTo(2);
  }

  @Test
  void whoIsSecondFiveTimesIsToldSoAndNothingIsDone() {
    DelistRequest request = open();
    store.isTooLate(5);
    store.forget();

    assertThatThrownBy(() -> bench.delisting.confirm(bench.linkOf(request), Bench.BROWSER, ""))
        .hasMessageContaining("request " + request.id() + " was changed by somebody else");
    assertThat(store.transactions()).hasSize(5);
    assertThat(bench.revision()).isEqualTo(1);
    assertThat(bench.find(request)).isEqualTo(request);
  }

  @Test
  void aReviewersDecisionThatCameSecondSaysWhereTheRequestStands() {
    bench.delisted();
    DelistRequest held = bench.confirmedAgain();
    store.isTooLate(1);
    int signals = bench.mailSignals();

    assertThat(bench.reviews.refuse(held.id(), "kim", "No."))
        .isEqualTo(new ReviewOutcome.Unfit(RequestState.HELD));
    assertThat(bench.mailSignals()).isEqualTo(signals);
    assertThat(bench.reviews.refuse(held.id(), "kim", "No."))
        .isEqualTo(new ReviewOutcome.Done(bench.find(held)));
  }

  @Test
  void aTimerThatAnotherNodeRangIsNotCountedNorRungAgain() {
    bench.delisted();
    DelistRequest held = bench.confirmedAgain();
    bench.pass(Duration.ofDays(1));
    RequestTimers other =
        new RequestTimers(
            bench.store,
            bench.policy,
            new Limits(LimitPolicy.none(), Bench.ring("k1", 1)),
            () -> {});
    int signals = bench.mailSignals();
    store.afterNextRead(() -> assertThat(other.run()).isEqualTo(1));

    assertThat(bench.timers.run()).isZero();
    assertThat(bench.mailSignals()).as("the other has sent for the mail").isEqualTo(signals);
    assertThat(bench.find(held).state()).isEqualTo(RequestState.REMOVING);
  }
}
