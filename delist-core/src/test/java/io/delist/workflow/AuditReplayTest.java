package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.request.LadderPolicy;
import io.delist.request.ListingState;
import io.delist.request.RequestPolicy;
import io.delist.store.DelistRequest;
import io.delist.store.RequestState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * Random histories of what lists and what takes off: feeds that come and go, detectors, operators,
 * visitors, ends, probations, evidence old and new. After every step the audit log, read from its
 * first row with {@link Replay} and nothing else, gives the state that the store keeps: which
 * prefixes have a listing that blocks, where the listing of each request stands, and the standing
 * of every address and net on the ladder.
 */
class AuditReplayTest {

  private static final int STEPS = 60;
  private static final int MOST = 3;
  private static final Source TRAP = new Source("detector:trap");
  private static final List<IpAddress> ADDRESSES =
      List.of(
          IpAddress.parse("203.0.113.1"),
          IpAddress.parse("203.0.113.2"),
          IpAddress.parse("2001:db8::25"));

  /** What feeds list, besides the addresses: ranges around them. */
  private static final List<IpPrefix> PREFIXES =
      List.of(
          IpPrefix.parse("203.0.113.1/32"),
          IpPrefix.parse("203.0.113.2/32"),
          IpPrefix.parse("203.0.113.0/24"),
          IpPrefix.parse("2001:db8::25/128"),
          IpPrefix.parse("2001:db8::/64"));

  /** Histories that never come to one of these would prove little. */
  private static final Set<ListingState> MUST_BE_SEEN = EnumSet.allOf(ListingState.class);

  private static DelistPolicy policy() {
    LadderPolicy ladder =
        new LadderPolicy(
            1, Duration.ofHours(5), 2, 3, Duration.ofDays(1), MOST, Duration.ofDays(9), MOST, 4);
    return DelistPolicy.defaults()
        .withRequests(
            RequestPolicy.defaults().withLadder(ladder).withProbation(Duration.ofDays(2)));
  }

  private static final class Play {
    final Random random;
    final Bench bench = new Bench(policy(), List.of());
    final ListingExpiry expiry = new ListingExpiry(bench.store, bench.policy);
    final List<DelistRequest> requests = new ArrayList<>();

    Play(long seed) {
      random = new Random(seed);
    }

    private <T> T any(List<T> some) {
      return some.get(random.nextInt(some.size()));
    }

    private ListingDesk.Grounds grounds(Source source) {
      boolean old = random.nextInt(3) == 0;
      @Nullable Duration life =
          random.nextInt(3) == 0 ? null : Duration.ofHours(1 + random.nextInt(60));
      return new ListingDesk.Grounds(
          source,
          ReasonCode.BANNED,
          "",
          old ? bench.clock.instant().minusSeconds(random.nextInt(200_000)) : null,
          life);
    }

    void act() {
      switch (random.nextInt(11)) {
        case 0, 1 -> bench.desk.list(any(PREFIXES), grounds(TRAP));
        case 2 -> bench.desk.list(any(PREFIXES), grounds(Source.OPERATOR));
        case 3 ->
            bench.desk.replace(
                grounds(Bench.FEED),
                PREFIXES.stream().filter(prefix -> random.nextBoolean()).toList());
        case 4 -> bench.desk.takeOff(any(PREFIXES));
        case 5 -> bench.desk.takeOffAllOf(random.nextBoolean() ? TRAP : Bench.FEED);
        case 6 -> {
          if (!requests.isEmpty()) {
            bench.reviews.approve(any(requests).id(), "kim");
          }
        }
        case 7, 8 -> submit();
        default -> {
          if (!requests.isEmpty()) {
            DelistRequest last = requests.get(requests.size() - 1);
            bench.delisting.confirm(bench.linkOf(last), Bench.BROWSER, "");
          }
        }
      }
      bench.replica.follow();
    }

    private void submit() {
      Submission submission =
          bench.delisting.submit(
              any(ADDRESSES),
              EmailAddress.parse("user" + random.nextInt(2) + "@example.org"),
              Bench.BROWSER,
              Locale.ENGLISH);
      if (submission instanceof Submission.Accepted accepted) {
        requests.add(accepted.request());
      }
    }

    /** The clock goes on, mostly by little; what is due is done, by two nodes. */
    void pass() {
      bench.pass(
          Duration.ofMinutes(random.nextInt(8) == 0 ? random.nextInt(5_000) : random.nextInt(30)));
      bench.timers.run();
      expiry.run();
      new ListingExpiry(bench.store, bench.policy).run();
      bench.settlement.expireRequests();
      bench.replica.follow();
    }
  }

  @Property(tries = 150, seed = "20261125")
  void theAuditLogReplayedIsTheStateThatIsKept(@ForAll long seed) {
    Play play = new Play(seed);
    Replay replay = new Replay(play.bench.policy);
    for (int i = 0; i < STEPS; i++) {
      play.pass();
      play.act();
      replay.readOn(play.bench.store);
      compare(play, replay, "step " + i + " of seed " + seed);
    }
    Replay whole = new Replay(play.bench.policy);
    whole.readOn(play.bench.store);
    compare(play, whole, "from the first row on, seed " + seed);
    whole.seen().forEach(Statistics::collect);
    Statistics.coverage(
        seen -> {
          for (ListingState state : MUST_BE_SEEN) {
            seen.check(state).count(count -> count > 0);
          }
        });
  }

  private static void compare(Play play, Replay replay, String when) {
    play.bench.store.read(
        transaction -> {
          ListingBook book = ListingBook.open(transaction, List.of(), play.bench.policy.requests());
          for (IpPrefix prefix : PREFIXES) {
            assertThat(replay.listing(prefix) == ListingState.ACTIVE)
                .as("%s blocks, %s; replayed %s", prefix, when, replay.listing(prefix))
                .isEqualTo(book.blocks(prefix));
          }
          for (DelistRequest known : play.requests) {
            DelistRequest request = transaction.requests().find(known.id()).orElseThrow();
            assertThat(replay.request(request.id()))
                .as("request %s, %s", request.id(), when)
                .isEqualTo(request.state());
            assertThat(replay.listingOf(request.id()))
                .as("listing of %s, %s", request, when)
                .isIn(possible(request.state()));
          }
          for (IpPrefix prefix : replay.onTheLadder()) {
            assertThat(replay.standing(prefix))
                .as("standing of %s, %s", prefix, when)
                .isEqualTo(transaction.ladder().find(prefix));
          }
          for (IpAddress address : ADDRESSES) {
            if (transaction.ladder().find(address.toPrefix()).isPresent()) {
              assertThat(replay.onTheLadder()).contains(address.toPrefix());
            }
          }
          return true;
        });
  }

  /** Where the listing of a request in this state stands; null while it was never taken off. */
  private static List<@Nullable ListingState> possible(RequestState state) {
    return switch (state) {
      case REMOVING, REMOVED -> List.of(ListingState.REMOVED);
      case CLOSED -> List.of(ListingState.CLEARED);
      // Of several requests for one address that newer evidence undoes, one tells of the strike.
      case RELISTED -> List.of(ListingState.RELISTED, ListingState.REMOVED);
      default -> Collections.singletonList(null);
    };
  }
}
