package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.delist.blocklist.Source;
import io.delist.blocklist.Verdict;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.store.AuditEntry;
import io.delist.store.Casework.Lateness;
import io.delist.store.DelistRequest;
import io.delist.store.MailKind;
import io.delist.store.RequestState;
import io.delist.store.RequestTimer;
import io.delist.store.Standing;
import io.delist.store.TimerKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The first removal at once, the second after a hold, the third after a review, then a wait. */
class LadderOfRemovalsTest {

  private static final Duration DAY = Duration.ofDays(1);

  private final Bench bench = new Bench();

  private RequestState state(DelistRequest request) {
    return bench.find(request).state();
  }

  private boolean waits(DelistRequest request, MailKind kind) {
    return bench.store.read(
        transaction -> transaction.outbox().find(request.id(), kind).isPresent());
  }

  private List<String> actions(DelistRequest request) {
    return bench.store.read(
        transaction ->
            transaction.audit().of(request.id()).stream().map(AuditEntry::action).toList());
  }

  private List<RequestTimer> timers(DelistRequest request) {
    return bench.store.read(transaction -> transaction.timers().of(request.id()));
  }

  private DelistRequest held() {
    bench.delisted();
    return bench.confirmedAgain();
  }

  private DelistRequest inReview() {
    DelistRequest held = held();
    bench.pass(DAY);
    bench.timers.run();
    bench.replica.follow();
    assertThat(state(held)).isEqualTo(RequestState.REMOVED);
    return bench.confirmedAgain();
  }

  @Test
  void theSecondRemovalIsHeldForADayAndThenDoneByItself() {
    DelistRequest request = held();
    assertThat(request.state()).isEqualTo(RequestState.HELD);
    assertThat(request.pressedAt()).isNotNull();
    assertThat(request.casework().heldUntil()).isEqualTo(bench.clock.instant().plus(DAY));
    assertThat(bench.verdict()).isInstanceOf(Verdict.Listed.class);
    assertThat(waits(request, MailKind.HELD)).isTrue();

    assertThat(bench.delisting.confirm(bench.linkOf(request), Bench.BROWSER, ""))
        .as("pressing again")
        .isEqualTo(new Confirmation.Waiting(request));
    bench.pass(DAY.minusMillis(1));
    assertThat(bench.timers.run()).isZero();
    bench.pass(Duration.ofMillis(1));
    int signals = bench.mailSignals();
    assertThat(bench.timers.run()).isEqualTo(1);
    assertThat(bench.mailSignals()).isEqualTo(signals + 1);
    assertThat(bench.timers.run()).isZero();
    assertThat(bench.mailSignals()).as("nothing was done").isEqualTo(signals + 1);
    bench.replica.follow();

    assertThat(bench.verdict()).isInstanceOf(Verdict.Exempt.class);
    assertThat(state(request)).isEqualTo(RequestState.REMOVED);
    assertThat(waits(request, MailKind.REMOVED)).isTrue();
    assertThat(bench.delisting.status(request.id()).orElseThrow().timeToEffect())
        .as("from the removal, not from the press")
        .contains(Duration.ZERO);
    assertThat(actions(request))
        .containsExactly(
            "request.PENDING_MAIL",
            "request.HELD",
            "listing.REMOVED",
            "request.REMOVING",
            "request.REMOVED");
  }

  @Test
  void evidenceThatComesInTheHoldRefusesTheRemovalByItsRule() {
    DelistRequest request = held();
    bench.pass(Duration.ofHours(1));
    bench.list("203.0.113.9/32");
    bench.pass(DAY);
    bench.timers.run();

    DelistRequest refused = bench.find(request);
    assertThat(refused.state()).isEqualTo(RequestState.REFUSED);
    assertThat(refused.casework().refusedBy()).isEqualTo("newer-evidence");
    assertThat(bench.verdict()).isInstanceOf(Verdict.Listed.class);
    assertThat(waits(request, MailKind.REFUSED)).isTrue();
    Refusal refusal = bench.delisting.status(request.id()).orElseThrow().refusal();
    assertThat(RuleTexts.text(refusal, Locale.ENGLISH)).contains("203.0.113.9 was listed again at");
  }

  @Test
  void evidenceThatIsOlderThanTheRequestDoesNotRefuseTheHeldRemoval() {
    DelistRequest request = held();
    bench.list("203.0.113.0/24", Bench.FEED, request.createdAt());
    bench.pass(DAY);
    bench.timers.run();
    assertThat(state(request)).isEqualTo(RequestState.REMOVING);
  }

  @Test
  void aReviewerMayDecideBeforeTheHoldIsOver() {
    DelistRequest request = held();
    assertThat(bench.reviews.approve(request.id(), "kim")).isInstanceOf(ReviewOutcome.Done.class);
    assertThat(timers(request)).as("the hold's timer is gone").isEmpty();
    bench.replica.follow();
    assertThat(bench.verdict()).isInstanceOf(Verdict.Exempt.class);

    Bench other = new Bench();
    other.delisted();
    DelistRequest second = other.confirmedAgain();
    other.reviews.refuse(second.id(), "kim", "no");
    other.pass(DAY.multipliedBy(2));
    assertThat(other.timers.run()).isZero();
    assertThat(other.find(second).state()).isEqualTo(RequestState.REFUSED);
  }

  @Test
  void theThirdRemovalIsReviewedAndTheReviewersWordTakesTheAddressOff() {
    DelistRequest request = inReview();
    assertThat(request.state()).isEqualTo(RequestState.IN_REVIEW);
    assertThat(request.casework().reviewSince()).isEqualTo(bench.clock.instant());
    assertThat(waits(request, MailKind.IN_REVIEW)).isTrue();
    assertThat(bench.reviews.waiting()).containsExactly(request);

    int signals = bench.mailSignals();
    assertThat(bench.reviews.approve(request.id(), " kim ")).isInstanceOf(ReviewOutcome.Done.class);
    assertThat(bench.mailSignals()).isEqualTo(signals + 1);
    bench.replica.follow();

    assertThat(bench.verdict()).isInstanceOf(Verdict.Exempt.class);
    assertThat(bench.reviews.waiting()).isEmpty();
    assertThat(timers(request))
        .extracting(RequestTimer::kind)
        .as("no review's timer is left")
        .containsExactly(TimerKind.PROBATION_OVER);
    assertThat(
            bench.store.<List<AuditEntry>>read(transaction -> transaction.audit().of(request.id())))
        .filteredOn(entry -> entry.action().equals("request.REMOVING"))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.actor()).isEqualTo("reviewer:kim");
              assertThat(entry.detail()).isEqualTo("approved by a reviewer");
            });
    assertThat(bench.reviews.approve(request.id(), "lee"))
        .as("the second reviewer learns where it stands")
        .isEqualTo(new ReviewOutcome.Unfit(RequestState.REMOVED));
    assertThat(bench.mailSignals()).as("and nobody is mailed for it").isEqualTo(signals + 1);
  }

  @Test
  void aReviewIsWarnedOfAfterTwoDaysAndABreachAfterSeven() {
    DelistRequest request = inReview();
    bench.pass(Duration.ofDays(2).minusMillis(1));
    assertThat(bench.timers.run()).isZero();
    bench.pass(Duration.ofMillis(1));
    assertThat(bench.timers.run()).isEqualTo(1);
    assertThat(bench.find(request).casework().lateness()).isEqualTo(Lateness.LATE);
    bench.pass(Duration.ofDays(5).minusMillis(1));
    assertThat(bench.timers.run()).isZero();
    bench.pass(Duration.ofMillis(1));
    assertThat(bench.timers.run()).isEqualTo(1);
    assertThat(bench.find(request).casework().lateness()).isEqualTo(Lateness.BREACH);
    assertThat(state(request)).isEqualTo(RequestState.IN_REVIEW);
    assertThat(
            bench.store.<List<AuditEntry>>read(transaction -> transaction.audit().of(request.id())))
        .filteredOn(entry -> entry.actor().equals("timer"))
        .extracting(AuditEntry::detail)
        .containsExactly(
            "warning: in review since " + request.casework().reviewSince(),
            "breach: in review since " + request.casework().reviewSince());
  }

  @Test
  void aQuestionIsAnsweredByTheBrowserThatAskedOrWithTheCode() {
    DelistRequest request = inReview();
    assertThat(bench.delisting.answer(request.id(), Bench.BROWSER, "", "x"))
        .as("nothing is asked")
        .isInstanceOf(Reply.Unfit.class);
    assertThat(bench.reviews.ask(request.id(), "kim", "Which host\r\nsent it?"))
        .isInstanceOf(ReviewOutcome.Done.class);
    assertThat(bench.find(request).casework().question()).isEqualTo("Which host\nsent it?");
    assertThat(waits(request, MailKind.QUESTION)).isTrue();

    assertThat(bench.delisting.answer(request.id(), "a stranger", "", "me"))
        .isInstanceOfSatisfying(
            Reply.CodeWanted.class, wanted -> assertThat(wanted.wrong()).isFalse());
    assertThat(bench.find(request).wrongCodes()).as("no code is no wrong code").isZero();
    assertThat(bench.delisting.answer(request.id(), "a stranger", "000-00x", "me"))
        .isInstanceOfSatisfying(
            Reply.CodeWanted.class, wanted -> assertThat(wanted.wrong()).isTrue());
    assertThat(bench.find(request).wrongCodes()).isEqualTo(1);
    assertThat(bench.find(request).casework().answer()).isEmpty();
    assertThat(bench.delisting.answer(request.id(), Bench.BROWSER, "", " "))
        .isInstanceOf(Reply.BadText.class);
    assertThat(bench.delisting.answer(request.id(), Bench.BROWSER, "", "x".repeat(1_001)))
        .isInstanceOf(Reply.BadText.class);

    String code = bench.proofs.codeOf(request);
    assertThat(bench.delisting.answer(request.id(), null, code, "x".repeat(1_000)))
        .isInstanceOf(Reply.Taken.class);
    assertThat(bench.find(request).casework().answer()).hasSize(1_000);
    assertThat(bench.delisting.answer(request.id(), Bench.BROWSER, "", "more"))
        .as("it is answered")
        .isInstanceOf(Reply.Unfit.class);
    bench.reviews.ask(request.id(), "kim", "And why?");
    assertThat(bench.find(request).casework().isAnswerWanted()).isTrue();
  }

  @Test
  void whoGuessesTheCodeTooOftenIsNotBelievedAnyMoreAndVoidsNothing() {
    DelistRequest request = inReview();
    bench.reviews.ask(request.id(), "kim", "Why?");
    for (int i = 0; i < 7; i++) {
      bench.delisting.answer(request.id(), null, "no code", "x");
    }
    assertThat(bench.find(request).wrongCodes()).isEqualTo(5);
    assertThat(state(request)).isEqualTo(RequestState.IN_REVIEW);
    assertThat(bench.delisting.answer(request.id(), null, bench.proofs.codeOf(request), "x"))
        .isInstanceOf(Reply.CodeWanted.class);
    assertThat(bench.delisting.answer(request.id(), Bench.BROWSER, "", "x"))
        .isInstanceOf(Reply.Taken.class);
  }

  @Test
  void aRefusalIsAppealedOnce() {
    DelistRequest request = inReview();
    assertThat(bench.delisting.appeal(request.id(), Bench.BROWSER, "", "please"))
        .isInstanceOf(Reply.Unfit.class);
    bench.reviews.refuse(request.id(), "kim", "It still sends.");
    RequestStatus refused = bench.delisting.status(request.id()).orElseThrow();
    assertThat(refused.request().casework().refusedBy()).isEqualTo("review");
    assertThat(refused.request().casework().refusal()).isEqualTo("It still sends.");
    assertThat(refused.canAppeal()).isTrue();
    assertThat(timers(request)).isEmpty();

    bench.pass(DAY);
    assertThat(bench.delisting.appeal(request.id(), "a stranger", "", "please"))
        .isInstanceOf(Reply.CodeWanted.class);
    assertThat(bench.delisting.appeal(request.id(), Bench.BROWSER, "", "It is stopped."))
        .isInstanceOf(Reply.Taken.class);
    DelistRequest again = bench.find(request);
    assertThat(again.state()).isEqualTo(RequestState.IN_REVIEW);
    assertThat(again.casework().answer()).isEqualTo("It is stopped.");
    assertThat(again.casework().reviewSince()).isEqualTo(bench.clock.instant());
    assertThat(timers(request))
        .extracting(RequestTimer::kind)
        .containsExactly(TimerKind.REVIEW_LATE, TimerKind.REVIEW_BREACH);

    bench.reviews.refuse(request.id(), "lee", "No.");
    RequestStatus last = bench.delisting.status(request.id()).orElseThrow();
    assertThat(last.canAppeal()).isFalse();
    assertThat(bench.delisting.appeal(request.id(), Bench.BROWSER, "", "please"))
        .isInstanceOf(Reply.Unfit.class);
    assertThat(bench.verdict()).isInstanceOf(Verdict.Listed.class);
  }

  @Test
  void fromTheFourthOnTheNextRequestWaitsThirtyDays() {
    DelistRequest third = inReview();
    bench.reviews.approve(third.id(), "kim");
    bench.replica.follow();
    Instant last = bench.clock.instant();
    bench.pass(Duration.ofMinutes(1));
    bench.list("203.0.113.9/32");

    bench.pass(Duration.ofDays(30).minusMinutes(2));
    assertThat(bench.submit())
        .isInstanceOfSatisfying(
            Submission.Refused.class,
            refused ->
                assertThat(refused.refusal())
                    .isEqualTo(
                        BuiltInRule.WAITING_AFTER_DELISTING.refusal(
                            "203.0.113.9",
                            last.toString(),
                            last.plus(Duration.ofDays(30)).toString())));
    bench.pass(Duration.ofMinutes(1));
    DelistRequest fourth = bench.accepted();
    bench.delisting.confirm(bench.linkOf(fourth), Bench.BROWSER, "");
    assertThat(state(fourth)).isEqualTo(RequestState.IN_REVIEW);
  }

  @Test
  void whoseStepIsTooHighIsNotTakenOffByRequest() {
    bench.list("203.0.113.9/32");
    Instant now = bench.clock.instant();
    bench.store.run(
        transaction ->
            transaction
                .ladder()
                .put(
                    new Standing(Bench.ADDRESS.toPrefix(), 6, 0, now.minus(DAY), now),
                    now.plus(DAY.multipliedBy(9_999))));
    assertThat(((Submission.Refused) bench.submit()).refusal())
        .isEqualTo(
            BuiltInRule.TOO_MANY_DELISTINGS.refusal(
                "203.0.113.9", now.plus(Duration.ofDays(90)).toString()));
    bench.pass(Duration.ofDays(90));
    assertThat(bench.submit()).as("one step is forgiven").isInstanceOf(Submission.Accepted.class);
  }

  @Test
  void theRuleHoldsAtThePressToo() {
    bench.list("203.0.113.9/32");
    bench.pass(Duration.ofMinutes(1));
    DelistRequest request = bench.accepted();
    Instant now = bench.clock.instant();
    bench.store.run(
        transaction ->
            transaction
                .ladder()
                .put(new Standing(Bench.ADDRESS.toPrefix(), 6, 0, now, now), now.plus(DAY)));
    assertThat(bench.delisting.confirm(bench.linkOf(request), Bench.BROWSER, ""))
        .isInstanceOfSatisfying(
            Confirmation.Refused.class,
            refused -> assertThat(refused.refusal().rule()).isEqualTo("too-many-delistings"));
  }

  @Test
  void neighboursThatWereListedAgainRaiseTheStep() {
    for (int host = 1; host <= 4; host++) {
      removedAndListedAgain("203.0.113." + host);
    }
    bench.list("203.0.113.9/32");
    bench.pass(Duration.ofMinutes(1));
    DelistRequest request = bench.accepted();
    assertThat(bench.delisting.confirm(bench.linkOf(request), Bench.BROWSER, ""))
        .isInstanceOf(Confirmation.Waiting.class);
    assertThat(state(request)).isEqualTo(RequestState.HELD);
  }

  private void removedAndListedAgain(String address) {
    bench.list(address + "/32");
    bench.pass(Duration.ofMinutes(20));
    Submission submission =
        bench.delisting.submit(
            IpAddress.parse(address), Bench.EMAIL, Bench.BROWSER, Locale.ENGLISH);
    DelistRequest request = ((Submission.Accepted) submission).request();
    bench.delisting.confirm(bench.linkOf(request), Bench.BROWSER, "");
    bench.replica.follow();
    bench.pass(Duration.ofMinutes(1));
    bench.list(address + "/32");
  }

  @Test
  void olderEvidenceNeverListsAgainAndNewerDoesAndCountsAStrike() {
    DelistRequest request = bench.delisted();
    bench.pass(DAY);
    bench.list("203.0.113.0/24", Bench.FEED, request.pressedAt());
    assertThat(bench.verdict()).isInstanceOf(Verdict.Exempt.class);
    assertThat(strikes()).isZero();

    bench.list("203.0.113.0/25", Bench.FEED, request.pressedAt().plusMillis(1));
    assertThat(bench.verdict()).isInstanceOf(Verdict.Listed.class);
    assertThat(state(request)).isEqualTo(RequestState.RELISTED);
    assertThat(strikes()).isEqualTo(1);
    assertThat(waits(request, MailKind.RELISTED)).isTrue();
    assertThat(actions(request)).endsWith("request.RELISTED", "listing.RELISTED");
    assertThat(timers(request)).isEmpty();
    bench.list("203.0.113.0/26", Source.OPERATOR, null);
    assertThat(strikes()).as("one removal, one strike").isEqualTo(1);
  }

  private int strikes() {
    return bench.store.read(transaction -> Standings.own(transaction, Bench.ADDRESS).strikes());
  }

  @Test
  void theProbationEndsTheRequestAndClearsTheListing() {
    DelistRequest request = bench.delisted();
    assertThat(request.state()).isEqualTo(RequestState.REMOVED);
    bench.pass(Duration.ofDays(30).minusMillis(1));
    assertThat(bench.timers.run()).isZero();
    bench.pass(Duration.ofMillis(1));
    assertThat(bench.timers.run()).isEqualTo(1);
    assertThat(state(request)).isEqualTo(RequestState.CLOSED);
    assertThat(actions(request)).endsWith("request.CLOSED", "listing.CLEARED");
    assertThat(bench.verdict()).isInstanceOf(Verdict.Exempt.class);
    assertThat(bench.delisting.lookup(Bench.ADDRESS).delistedBefore()).hasSize(1);

    bench.list("203.0.113.9/32");
    assertThat(state(request)).as("a closed request stays closed").isEqualTo(RequestState.CLOSED);
    assertThat(strikes()).isZero();
  }

  @Test
  void whatHasFadedIsForgotten() {
    bench.delisted();
    bench.pass(Duration.ofDays(90).minusMillis(1));
    assertThat(bench.timers.forgetFaded()).isZero();
    bench.pass(Duration.ofMillis(1));
    assertThat(bench.timers.forgetFaded()).as("the address and its net").isEqualTo(2);
    assertThat(
            bench.store.<Boolean>read(
                transaction ->
                    transaction.ladder().find(IpPrefix.parse("203.0.113.0/24")).isPresent()))
        .isFalse();
  }

  @Test
  void moreTimersThanAreReadAtOnceAreAllDone() {
    bench.store.run(
        transaction -> {
          for (int i = 0; i < 250; i++) {
            transaction
                .timers()
                .set(
                    new RequestTimer(
                        bench.proofs.newId(), TimerKind.PROBATION_OVER, bench.clock.instant()));
          }
        });
    assertThat(bench.timers.run()).isEqualTo(250);
    assertThat(bench.timers.run()).isZero();
  }

  @Test
  void aReviewersWordsHaveBounds() {
    DelistRequest request = inReview();
    for (String bad : List.of("", " \n", "x".repeat(1_001))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> bench.reviews.refuse(request.id(), "kim", bad))
          .withMessageContaining("the reason has");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> bench.reviews.ask(request.id(), "kim", bad))
          .withMessageContaining("the question has");
    }
    for (String bad : List.of("", " ", "x".repeat(101))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> bench.reviews.approve(request.id(), bad))
          .withMessageContaining("reviewer's name");
    }
    assertThat(bench.reviews.ask(request.id(), "x".repeat(100), "y".repeat(1_000)))
        .isInstanceOf(ReviewOutcome.Done.class);
    assertThat(bench.reviews.approve(bench.proofs.newId(), "kim"))
        .isEqualTo(new ReviewOutcome.NoSuchRequest());
    assertThat(bench.delisting.answer(bench.proofs.newId(), null, "", "x"))
        .isEqualTo(new Reply.NoSuchRequest());
  }
}
