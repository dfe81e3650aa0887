package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import io.delist.blocklist.Verdict;
import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import io.delist.replica.Replica;
import io.delist.request.LadderPolicy;
import io.delist.request.RequestPolicy;
import io.delist.store.AuditEntry;
import io.delist.store.DelistRequest;
import io.delist.store.MailKind;
import io.delist.store.RequestState;
import io.delist.store.Standing;
import io.delist.token.RequestId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/**
 * Random histories of both machines: several visitors, addresses and mail nodes, a clock that
 * jumps, mails that are lost or booked twice, reviewers, timers, feeds, people who guess. After
 * every step: who was taken off was confirmed by a valid link, the right browser or code, and a
 * press; a step changes no other address's verdict but its own; counts stop at their most; and the
 * audit log, played from the start, gives the state that is kept.
 */
class RandomHistoriesTest {

  private static final int STEPS = 80;
  private static final int MOST = 3;
  private static final List<IpAddress> ADDRESSES =
      List.of(
          IpAddress.parse("203.0.113.1"),
          IpAddress.parse("203.0.113.2"),
          IpAddress.parse("198.51.100.7"),
          IpAddress.parse("2001:db8::25"));

  /** Histories that never end in one of these would prove little. */
  private static final Set<RequestState> MUST_BE_SEEN =
      EnumSet.of(
          RequestState.HELD,
          RequestState.IN_REVIEW,
          RequestState.REFUSED,
          RequestState.REMOVED,
          RequestState.CLOSED,
          RequestState.RELISTED);

  private static DelistPolicy policy() {
    LadderPolicy ladder =
        new LadderPolicy(
            1, Duration.ofHours(25), 2, 3, Duration.ofDays(3), MOST, Duration.ofDays(20), MOST, 4);
    return DelistPolicy.defaults()
        .withRequests(
            RequestPolicy.defaults()
                .withLadder(ladder)
                .withProbation(Duration.ofDays(4))
                .withSoftFor(Duration.ofDays(2)));
  }

  /** One history. */
  private static final class Play {
    final Random random;
    final Bench bench = new Bench(policy(), List.of());
    final Replica secondNode;
    final List<DelistRequest> requests = new ArrayList<>();

    /** Requests whose button was rightly pressed. */
    final Set<RequestId> pressed = new HashSet<>();

    /** The address that this step may change. */
    Optional<IpAddress> touched = Optional.empty();

    String step = "";

    Play(long seed) {
      random = new Random(seed);
      secondNode =
          new Replica(bench.store, bench.settlement, "node-2", bench.clock, Duration.ofHours(1));
      ADDRESSES.forEach(address -> bench.list(address.toPrefix().toString()));
    }

    void act() {
      touched = Optional.empty();
      if (requests.isEmpty() || random.nextInt(4) == 0) {
        submit();
        return;
      }
      // The youngest half of the time: old links are mostly over.
      DelistRequest request =
          requests.get(
              random.nextBoolean() ? requests.size() - 1 : random.nextInt(requests.size()));
      String link = bench.linkOf(request);
      int what = random.nextInt(18);
      step = what + " on " + request.address();
      switch (what) {
        case 0 -> twice(() -> bench.mails.taken(request.id(), MailKind.CONFIRMATION));
        case 1 -> twice(() -> bench.mails.refused(request.id(), MailKind.CONFIRMATION, "550"));
        case 2 -> bench.settlement.expireRequests();
        case 3 -> bench.delisting.behind(link);
        case 4 -> bench.delisting.confirm(altered(link), Bench.BROWSER, "");
        case 5 -> bench.delisting.confirm(link, "a stranger", "000-00x".repeat(random.nextInt(2)));
        case 6 -> listAgain(request.address());
        case 7 -> {
          touched = Optional.of(request.address());
          bench.reviews.approve(request.id(), "kim");
        }
        case 8 -> {
          touched = Optional.of(request.address());
          bench.reviews.refuse(request.id(), "kim", "no");
        }
        case 9 -> bench.reviews.ask(request.id(), "kim", "why?");
        case 10 -> bench.delisting.answer(request.id(), browser(), "", "because");
        case 11 -> bench.delisting.appeal(request.id(), browser(), "", "please");
        case 12 -> secondNode.follow();
        case 13 -> listAgain(request.address());
        default -> press(request, link);
      }
    }

    private void submit() {
      IpAddress address = ADDRESSES.get(random.nextInt(2) * random.nextInt(ADDRESSES.size()));
      step = "submit " + address;
      Submission submission =
          bench.delisting.submit(
              address,
              EmailAddress.parse("user" + random.nextInt(3) + "@example.org"),
              browser(),
              Locale.ENGLISH);
      if (submission instanceof Submission.Accepted accepted) {
        requests.add(accepted.request());
      }
    }

    private void press(DelistRequest request, String link) {
      touched = Optional.of(request.address());
      boolean byCode = random.nextBoolean();
      String browser = byCode ? null : browser();
      String code = byCode ? bench.proofs.codeOf(request) : "";
      Confirmation confirmation = bench.delisting.confirm(link, browser, code);
      if (confirmation instanceof Confirmation.Delisted
          || confirmation instanceof Confirmation.Waiting) {
        assertThat(byCode || bench.delisting.isFrom(request, browser)).as(step).isTrue();
        pressed.add(request.id());
      }
    }

    private void listAgain(IpAddress address) {
      touched = Optional.of(address);
      bench.desk.list(
          address.toPrefix(),
          new ListingDesk.Grounds(
              Source.OPERATOR,
              ReasonCode.BANNED,
              "",
              random.nextBoolean() ? null : bench.clock.instant().minusSeconds(100_000),
              null));
    }

    private void twice(Runnable work) {
      work.run();
      if (random.nextBoolean()) {
        work.run();
      }
    }

    private String browser() {
      return "browser-" + random.nextInt(2);
    }

    private String altered(String link) {
      int at = random.nextInt(link.length());
      char other = link.charAt(at) == 'A' ? 'B' : 'A';
      return link.substring(0, at) + other + link.substring(at + 1);
    }

    Map<IpAddress, String> verdicts() {
      Map<IpAddress, String> verdicts = new HashMap<>();
      for (IpAddress address : ADDRESSES) {
        verdicts.put(address, bench.replica.blocklist().check(address).label());
      }
      return verdicts;
    }
  }

  @Property(tries = 120, seed = "20261125")
  void nothingComesOffButByAPressAndTheAuditTellsAll(@ForAll long seed) {
    Play play = new Play(seed);
    for (int i = 0; i < STEPS; i++) {
      // The clock jumps, mostly forward; what is due and what has expired is done before the step.
      play.bench.pass(
          Duration.ofMinutes(
              play.random.nextInt(25) == 0
                  ? play.random.nextInt(6_000)
                  : play.random.nextInt(12) - 2));
      play.bench.timers.run();
      play.bench.replica.follow();
      Map<IpAddress, String> before = play.verdicts();
      play.act();
      play.bench.replica.follow();
      Map<IpAddress, String> after = play.verdicts();
      for (IpAddress address : ADDRESSES) {
        if (!Optional.of(address).equals(play.touched)) {
          assertThat(after.get(address))
              .as("%s after step %s (%s) of seed %s", address, i, play.step, seed)
              .isEqualTo(before.get(address));
        }
      }
      hold(play, seed);
    }
    play.requests.forEach(request -> Statistics.collect(play.bench.find(request).state()));
    Statistics.coverage(
        seen -> {
          for (RequestState state : MUST_BE_SEEN) {
            seen.check(state).count(count -> count > 0);
          }
        });
  }

  private static void hold(Play play, long seed) {
    for (DelistRequest known : play.requests) {
      DelistRequest request = play.bench.find(known);
      if (request.state().isDelisted() || request.state().isWaiting()) {
        assertThat(play.pressed).as("%s, seed %s", play.step, seed).contains(request.id());
      }
      replay(play.bench, request);
    }
    for (IpAddress address : ADDRESSES) {
      if (play.bench.replica.blocklist().check(address) instanceof Verdict.Exempt) {
        assertThat(play.requests)
            .as("%s is off by somebody's press", address)
            .anyMatch(
                request ->
                    request.address().equals(address) && play.pressed.contains(request.id()));
      }
      Standing standing = play.bench.store.read(transaction -> Standings.own(transaction, address));
      assertThat(standing.strikes()).isBetween(0, MOST);
      assertThat(standing.delistings()).isBetween(0, MOST);
    }
  }

  /** The states that the audit log tells of end in the state that is kept; the removal is once. */
  private static void replay(Bench bench, DelistRequest request) {
    List<AuditEntry> audit = bench.store.read(transaction -> transaction.audit().of(request.id()));
    RequestState replayed = null;
    int removals = 0;
    for (AuditEntry entry : audit) {
      Optional<RequestState> state = RequestLedger.stateIn(entry);
      if (state.isPresent()) {
        replayed = state.get();
        removals += replayed == RequestState.REMOVING ? 1 : 0;
      }
    }
    assertThat(replayed).isEqualTo(request.state());
    assertThat(removals).as("a link works once").isLessThanOrEqualTo(1);
  }
}
