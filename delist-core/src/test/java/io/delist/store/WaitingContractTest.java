package io.delist.store;

import static io.delist.store.Samples.id;
import static io.delist.store.Samples.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.Change;
import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.SoftMark;
import io.delist.net.IpPrefix;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Casework, timers, standings and soft marks, in every store. */
class WaitingContractTest extends StoreContract {

  private static final IpPrefix PREFIX = IpPrefix.parse("192.0.2.7/32");

  private DelistRequest find(long number) {
    return read(transaction -> transaction.requests().find(id(number))).orElseThrow();
  }

  private boolean replace(DelistRequest read, DelistRequest next) {
    return write(transaction -> transaction.requests().replace(read, next));
  }

  @Test
  void everyFieldOfTheCaseworkComesBack() {
    DelistRequest plain = request(1, "192.0.2.7", NOON);
    store().run(transaction -> transaction.requests().insert(plain));
    Casework casework =
        Casework.NONE
            .held(NOON.plusSeconds(1))
            .inReview(NOON.plusSeconds(2))
            .late(Casework.Lateness.BREACH)
            .asked("Which\nhost?")
            .answered("그 서버")
            .refused("review", "no")
            .appealed(NOON.plusSeconds(3));
    DelistRequest next = plain.with(casework).in(RequestState.IN_REVIEW, NOON.plusSeconds(3));
    assertThat(replace(plain, next)).isTrue();
    assertThat(find(1)).isEqualTo(next);
    assertThat(find(1).casework().steps()).isEqualTo(7);
    DelistRequest asked = next.with(casework.asked("Why?").late(Casework.Lateness.LATE));
    assertThat(replace(next, asked)).isTrue();
    assertThat(find(1)).isEqualTo(asked);
    DelistRequest inserted = request(2, "192.0.2.8", NOON).with(casework);
    store().run(transaction -> transaction.requests().insert(inserted));
    assertThat(find(2)).isEqualTo(inserted);
  }

  @Test
  void aStepOfTheCaseworkTellsVersionsApart() {
    DelistRequest plain = request(1, "192.0.2.7", NOON);
    store().run(transaction -> transaction.requests().insert(plain));
    DelistRequest asked = plain.with(plain.casework().asked("a"));
    assertThat(replace(plain, asked)).isTrue();
    assertThat(replace(plain, plain.with(plain.casework().asked("b")))).isFalse();
    assertThat(replace(plain, plain.in(RequestState.REFUSED, NOON)))
        .as("also where the second changes the state alone")
        .isFalse();
    assertThat(find(1)).isEqualTo(asked);
  }

  @Test
  void ofManyWhoChangeTheCaseworkAtOnceOneWins() {
    int rounds = 10;
    int contenders = 8;
    for (int round = 0; round < rounds; round++) {
      DelistRequest plain = request(round, "192.0.2.7", NOON);
      store().run(transaction -> transaction.requests().insert(plain));
    }
    AtomicInteger wins = new AtomicInteger();
    CyclicBarrier start = new CyclicBarrier(contenders);
    Threads threads = new Threads();
    for (int contender = 0; contender < contenders; contender++) {
      String words = "contender " + contender;
      threads.start(
          () -> {
            for (int round = 0; round < rounds; round++) {
              DelistRequest read = request(round, "192.0.2.7", NOON);
              Threads.await(start);
              wins.addAndGet(replace(read, read.with(read.casework().asked(words))) ? 1 : 0);
            }
          });
    }
    threads.join();
    assertThat(wins).hasValue(rounds);
  }

  @Test
  void theRevisionIsSetWithoutAnotherStep() {
    DelistRequest plain = request(1, "192.0.2.7", NOON);
    store()
        .run(
            transaction -> {
              transaction.requests().insert(plain);
              transaction.requests().setRevision(id(1), 7);
            });
    assertThat(find(1)).isEqualTo(plain.delistedBy(7));
  }

  @Test
  void requestsInAStateComeTheLongestInItFirst() {
    for (int i = 0; i < 3; i++) {
      DelistRequest waiting =
          request(i, "192.0.2.7", NOON).in(RequestState.HELD, NOON.minusSeconds(i));
      store().run(transaction -> transaction.requests().insert(waiting));
    }
    assertThat(
            this.<List<DelistRequest>>read(
                transaction -> transaction.requests().in(RequestState.HELD, 2)))
        .extracting(DelistRequest::id)
        .containsExactly(id(2), id(1));
    assertThat(
            this.<List<DelistRequest>>read(
                transaction -> transaction.requests().in(RequestState.IN_REVIEW, 2)))
        .isEmpty();
  }

  private static RequestTimer timer(long number, TimerKind kind, long seconds) {
    return new RequestTimer(id(number), kind, NOON.plusSeconds(seconds));
  }

  @Test
  void timersAreDueInOrderSetAnewAndCancelled() {
    store()
        .run(
            transaction -> {
              TimerRegister timers = transaction.timers();
              timers.set(timer(1, TimerKind.REVIEW_LATE, 2));
              timers.set(timer(1, TimerKind.HOLD_OVER, 9));
              timers.set(timer(2, TimerKind.HOLD_OVER, 1));
              timers.set(timer(1, TimerKind.HOLD_OVER, 3));
            });
    store()
        .run(
            transaction -> {
              TimerRegister timers = transaction.timers();
              assertThat(timers.due(NOON.plusSeconds(2), 9))
                  .containsExactly(
                      timer(2, TimerKind.HOLD_OVER, 1), timer(1, TimerKind.REVIEW_LATE, 2));
              assertThat(timers.due(NOON.plusSeconds(9), 1))
                  .containsExactly(timer(2, TimerKind.HOLD_OVER, 1));
              assertThat(timers.of(id(1)))
                  .containsExactly(
                      timer(1, TimerKind.HOLD_OVER, 3), timer(1, TimerKind.REVIEW_LATE, 2));
              assertThat(timers.take(timer(1, TimerKind.HOLD_OVER, 9)))
                  .as("it was set anew")
                  .isFalse();
              assertThat(timers.take(timer(1, TimerKind.HOLD_OVER, 3))).isTrue();
              assertThat(timers.take(timer(1, TimerKind.HOLD_OVER, 3))).isFalse();
              timers.cancel(id(2));
              assertThat(timers.due(NOON.plusSeconds(99), 9))
                  .containsExactly(timer(1, TimerKind.REVIEW_LATE, 2));
            });
  }

  @Test
  void aTimerWhoseTransactionIsUndoneIsThereAgain() {
    RequestTimer timer = timer(1, TimerKind.HOLD_OVER, 0);
    store().run(transaction -> transaction.timers().set(timer));
    try {
      store()
          .run(
              transaction -> {
                assertThat(transaction.timers().take(timer)).isTrue();
                throw new IllegalStateException("the node dies");
              });
    } catch (IllegalStateException expected) {
      assertThat(expected).hasMessage("the node dies");
    }
    assertThat(this.<List<RequestTimer>>read(transaction -> transaction.timers().due(NOON, 9)))
        .containsExactly(timer);
  }

  @Test
  void standingsAreKeptAndForgottenWhenTheyHaveFaded() {
    Standing standing = new Standing(PREFIX, 3, 2, NOON.minusSeconds(5), NOON);
    Standing clean = Standing.clean(IpPrefix.parse("2001:db8::/64"), NOON);
    store()
        .run(
            transaction -> {
              transaction.ladder().put(Standing.clean(PREFIX, NOON), NOON);
              transaction.ladder().put(standing, NOON.plusSeconds(2));
              transaction.ladder().put(clean, NOON.plusSeconds(1));
            });
    assertThat(this.<Optional<Standing>>read(transaction -> transaction.ladder().find(PREFIX)))
        .contains(standing);
    assertThat(
            this.<Optional<Standing>>read(transaction -> transaction.ladder().find(clean.prefix())))
        .contains(clean);
    assertThat((int) write(tx -> tx.ladder().forgetFaded(NOON))).isZero();
    assertThat((int) write(tx -> tx.ladder().forgetFaded(NOON.plusSeconds(1)))).isEqualTo(1);
    assertThat(this.<Optional<Standing>>read(transaction -> transaction.ladder().find(PREFIX)))
        .contains(standing);
    assertThat(
            this.<Optional<Standing>>read(transaction -> transaction.ladder().find(clean.prefix())))
        .isEmpty();
  }

  @Test
  void softMarksAreChangesOfTheListAndPartOfItsState() {
    SoftMark mark =
        new SoftMark(PREFIX, new ReasonCode(612), NOON.plus(Duration.ofDays(5)).plusMillis(1));
    SoftMark other = new SoftMark(IpPrefix.parse("2001:db8::7/128"), ReasonCode.BANNED, NOON);
    store()
        .run(
            transaction ->
                transaction
                    .list()
                    .apply(List.of(new Change.Softened(mark), new Change.Softened(other))));
    assertThat(Samples.changesAfter(store(), 0))
        .containsExactly(new Change.Softened(mark), new Change.Softened(other));
    assertThat(Samples.state(store()))
        .containsExactly(new Change.Softened(mark), new Change.Softened(other));
    assertThat(this.<Optional<SoftMark>>read(transaction -> transaction.list().softMark(PREFIX)))
        .contains(mark);
    store().run(transaction -> transaction.list().apply(List.of(new Change.Hardened(PREFIX))));
    assertThat(Samples.changesAfter(store(), 1)).containsExactly(new Change.Hardened(PREFIX));
    assertThat(this.<List<SoftMark>>read(transaction -> transaction.list().softMarks()))
        .containsExactly(other);
    assertThat(this.<Optional<SoftMark>>read(transaction -> transaction.list().softMark(PREFIX)))
        .isEmpty();
  }
}
