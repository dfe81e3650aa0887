package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.ReasonCode;
import io.delist.limit.Limit;
import io.delist.limit.LimitPolicy;
import io.delist.limit.Rate;
import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.request.Ladder;
import io.delist.store.AuditEntry;
import io.delist.store.DelistRequest;
import io.delist.store.RequestState;
import io.delist.store.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** A visitor who is refused, when asking or at the press: what is answered, and what is booked. */
class RefusalsOfVisitorsTest {

  private static final Duration DAY = Duration.ofDays(1);
  private static final IpPrefix OWN = Bench.ADDRESS.toPrefix();

  private final Bench bench = new Bench();

  private static Bench limited(Limit limit, int most) {
    return new Bench(
        DelistPolicy.defaults(), List.of(), LimitPolicy.none().with(limit, new Rate(most, DAY)));
  }

  private static List<AuditEntry> refusals(Bench bench) {
    return bench.store.read(transaction -> transaction.audit().of(OWN)).stream()
        .filter(entry -> entry.action().equals("refusal"))
        .toList();
  }

  private static DelistRequest accepted(Bench bench, String address) {
    return ((Submission.Accepted)
            bench.delisting.submit(
                IpAddress.parse(address), Bench.EMAIL, Bench.BROWSER, Locale.ENGLISH))
        .request();
  }

  private static Confirmation press(Bench bench, DelistRequest request) {
    return bench.delisting.confirm(bench.linkOf(request), Bench.BROWSER, "");
  }

  private static String ruleOf(Confirmation confirmation) {
    return ((Confirmation.Refused) confirmation).refusal().rule();
  }

  // The audit's rows

  @Test
  void aRuleThatRefusesAnAddressIsBookedOnceAnHourHoweverOftenItIsAsked() {
    bench.submit();
    bench.submit();
    bench.pass(Duration.ofHours(1).minusMillis(1));
    bench.submit();
    assertThat(refusals(bench))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.rule()).isEqualTo("not-listed");
              assertThat(entry.actor()).isEqualTo("visitor");
              assertThat(entry.requestId()).isNull();
            });

    bench.pass(Duration.ofMillis(1));
    bench.submit();
    assertThat(refusals(bench)).hasSize(2);
  }

  @Test
  void anotherRuleIsBookedBesideIt() {
    bench.submit();
    bench.delisted();
    bench.submit();
    bench.submit();

    assertThat(refusals(bench))
        .extracting(AuditEntry::rule)
        .containsExactly("not-listed", "already-delisted");
  }

  @Test
  void whatTheStoresOwnRulesRefuseIsBookedToo() {
    bench.delisted();
    bench.confirmedAgain();
    bench.delisting.submit(Bench.ADDRESS, Bench.EMAIL, "another browser", Locale.ENGLISH);

    assertThat(refusals(bench)).extracting(AuditEntry::rule).containsExactly("open-request");
  }

  @Test
  void whatALimitRefusesIsBookedToo() {
    Bench limited = limited(Limit.ADDRESS, 1);
    limited.list("203.0.113.9/32");
    limited.accepted();
    limited.delisting.submit(Bench.ADDRESS, Bench.EMAIL, "another browser", Locale.ENGLISH);

    assertThat(refusals(limited)).extracting(AuditEntry::rule).containsExactly("limit-address");
  }

  @Test
  void aPressThatIsRefusedIsBookedUnderItsRequestOnceAnHourHoweverOftenItIsPressed() {
    Bench patient = new Bench(DelistPolicy.defaults().withLinkLife(Duration.ofHours(3)), List.of());
    patient.list("203.0.113.9/32");
    DelistRequest request = patient.accepted();
    patient.pass(Duration.ofMinutes(1));
    patient.list("203.0.113.0/24", Bench.FEED, null);
    String row = "newer-evidence " + request.id();
    for (int i = 0; i < 20; i++) {
      assertThat(ruleOf(press(patient, request))).isEqualTo("newer-evidence");
    }
    patient.pass(Duration.ofHours(1).minusMillis(1));
    press(patient, request);
    assertThat(refusals(patient))
        .extracting(entry -> entry.rule() + " " + entry.requestId())
        .containsExactly(row);

    patient.pass(Duration.ofMillis(1));
    press(patient, request);
    assertThat(refusals(patient))
        .extracting(entry -> entry.rule() + " " + entry.requestId())
        .containsExactly(row, row);
  }

  @Test
  void eachRequestHasItsOwnRowOfTheSameRule() {
    bench.list("203.0.113.9/32");
    DelistRequest one = bench.accepted();
    DelistRequest other =
        ((Submission.Accepted)
                bench.delisting.submit(
                    Bench.ADDRESS,
                    EmailAddress.parse("other@example.org"),
                    Bench.BROWSER,
                    Locale.ENGLISH))
            .request();
    bench.pass(Duration.ofMinutes(1));
    bench.list("203.0.113.0/24", Bench.FEED, null);
    press(bench, one);
    press(bench, other);

    assertThat(refusals(bench))
        .extracting(AuditEntry::requestId)
        .containsExactly(one.id(), other.id());
  }

  @Test
  void aRequestThatAReviewerRefusedNamesTheRuleInItsRowAndNoOtherRowDoes() {
    bench.delisted();
    DelistRequest held = bench.confirmedAgain();
    bench.reviews.refuse(held.id(), "kim", "No.");

    assertThat(bench.store.<List<AuditEntry>>read(transaction -> transaction.audit().of(held.id())))
        .extracting(entry -> entry.action() + " " + entry.rule())
        .containsExactly(
            "request.PENDING_MAIL null", "request.HELD null", "request.REFUSED review");
  }

  // The limits at the press

  @Test
  void theDaysRemovalsOfARangeAreCountedAtThePress() {
    Bench limited = limited(Limit.DELISTED_RANGE, 1);
    limited.list("203.0.113.0/24");
    DelistRequest first = accepted(limited, "203.0.113.10");
    DelistRequest second = limited.accepted();
    assertThat(press(limited, first)).isInstanceOf(Confirmation.Delisted.class);

    assertThat(ruleOf(press(limited, second))).isEqualTo("limit-delisted-range");
    assertThat(limited.find(second).state()).isEqualTo(RequestState.PENDING_MAIL);
    assertThat(refusals(limited))
        .extracting(AuditEntry::rule)
        .containsExactly("limit-delisted-range");
  }

  @Test
  void aPressThatIsRefusedOrHeldIsNoRemovalOfTheDay() {
    Bench limited = limited(Limit.DELISTED_RANGE, 2);
    limited.delisted();
    DelistRequest held = limited.confirmedAgain();
    assertThat(held.state()).isEqualTo(RequestState.HELD);
    limited.list("203.0.113.0/24");
    limited.pass(Duration.ofMinutes(1));
    DelistRequest late = accepted(limited, "203.0.113.11");
    limited.pass(Duration.ofMinutes(1));
    limited.list("203.0.113.11/32");
    assertThat(ruleOf(press(limited, late))).isEqualTo("newer-evidence");

    assertThat(press(limited, accepted(limited, "203.0.113.12")))
        .as("the second of the day")
        .isInstanceOf(Confirmation.Delisted.class);
    assertThat(ruleOf(press(limited, accepted(limited, "203.0.113.13"))))
        .isEqualTo("limit-delisted-range");
  }

  @Test
  void aHoldThatEndsOnADayThatHasNoRemovalLeftGoesOnUntilThereIsOne() {
    Bench limited = limited(Limit.DELISTED_RANGE, 1);
    limited.delisted();
    limited.pass(DAY);
    DelistRequest held = limited.confirmedAgain();
    assertThat(held.state()).isEqualTo(RequestState.HELD);
    limited.pass(Duration.ofHours(23));
    limited.list("203.0.113.10/32");
    limited.pass(Duration.ofMinutes(1));
    assertThat(press(limited, accepted(limited, "203.0.113.10")))
        .isInstanceOf(Confirmation.Delisted.class);
    Instant room = limited.clock.instant().plus(DAY);

    limited.pass(Duration.ofHours(1));
    assertThat(limited.timers.run()).isEqualTo(1);
    DelistRequest still = limited.find(held);
    assertThat(still.state()).isEqualTo(RequestState.HELD);
    assertThat(still.casework().heldUntil()).isEqualTo(room);
    assertThat(limited.timers.run()).as("until then").isZero();
    assertThat(
            limited.store.<List<AuditEntry>>read(t -> t.audit().of(held.id())).stream()
                .filter(entry -> entry.action().equals("still.request.HELD"))
                .map(AuditEntry::rule))
        .containsExactly("limit-delisted-range");

    limited.pass(Duration.between(limited.clock.instant(), room));
    assertThat(limited.timers.run()).isEqualTo(1);
    assertThat(limited.find(held).state()).isEqualTo(RequestState.REMOVING);
  }

  @Test
  void aReviewersApprovalIsHeldBackByNoLimitAndCounts() {
    Bench limited = limited(Limit.DELISTED_RANGE, 2);
    limited.delisted();
    DelistRequest held = limited.confirmedAgain();
    limited.reviews.approve(held.id(), "kim");
    assertThat(limited.find(held).state()).isEqualTo(RequestState.REMOVING);
    limited.replica.follow();
    limited.list("203.0.113.0/24");
    limited.pass(Duration.ofMinutes(1));
    assertThat(ruleOf(press(limited, accepted(limited, "203.0.113.10"))))
        .isEqualTo("limit-delisted-range");
    limited.reviews.approve(held.id(), "kim");
    assertThat(limited.reviews.approve(held.id(), "kim")).isNotInstanceOf(ReviewOutcome.Done.class);
  }

  @Test
  void aSecondRemovalOfTheDayThatGoesUpTheLadderIsNotRefusedByTheAddresssLimit() {
    Bench limited = limited(Limit.DELISTED_ADDRESS, 1);
    limited.delisted();

    assertThat(limited.confirmedAgain().state()).isEqualTo(RequestState.HELD);
  }

  @Test
  void theDaysRemovalsAtOnceOfAnAddressAreCountedAlsoWhereTheLadderHasForgottenThem() {
    Bench limited = limited(Limit.DELISTED_ADDRESS, 1);
    limited.delisted();
    limited.pass(Duration.ofMinutes(1));
    limited.list("203.0.113.9/32");
    limited.pass(Duration.ofMinutes(1));
    limited.store.run(
        transaction -> {
          for (IpPrefix prefix : List.of(OWN, Ladder.net(OWN))) {
            transaction
                .ladder()
                .put(Standing.clean(prefix, transaction.now()), transaction.now().plus(DAY));
          }
        });

    assertThat(ruleOf(press(limited, limited.accepted()))).isEqualTo("limit-delisted-address");
  }

  // The press itself

  @Test
  void theMailIsSentForAtOnceWhenAPressWaitsAndNotWhenItRemoves() {
    bench.list("203.0.113.9/32");
    bench.pass(Duration.ofMinutes(1));
    DelistRequest request = bench.accepted();
    int signals = bench.mailSignals();
    press(bench, request);
    assertThat(bench.mailSignals()).as("the result waits for the nodes").isEqualTo(signals);
    bench.replica.follow();

    bench.pass(Duration.ofMinutes(1));
    bench.list("203.0.113.9/32");
    DelistRequest again = bench.accepted();
    int before = bench.mailSignals();
    assertThat(press(bench, again)).isInstanceOf(Confirmation.Waiting.class);
    assertThat(bench.mailSignals()).isEqualTo(before + 1);
  }

  @Test
  void whoTypesNoCodeIsToldHowManyTriesAreLeft() {
    bench.list("203.0.113.9/32");
    DelistRequest request = bench.accepted();
    bench.delisting.confirm(bench.linkOf(request), null, "no code");
    bench.delisting.confirm(bench.linkOf(request), null, "no code");

    assertThat(bench.delisting.confirm(bench.linkOf(request), null, " "))
        .isEqualTo(new Confirmation.CodeWanted(bench.find(request), 3, false));
  }

  @Test
  void onlyTheBrowserThatAskedIsKnownAgain() {
    bench.list("203.0.113.9/32");
    DelistRequest request = bench.accepted();

    assertThat(bench.delisting.isFrom(request, Bench.BROWSER)).isTrue();
    assertThat(bench.delisting.isFrom(request, "another")).isFalse();
    assertThat(bench.delisting.isFrom(request, null)).isFalse();
  }

  @Test
  void evidenceOfAListingThatHasExpiredRefusesNoPress() {
    bench.list("203.0.113.9/32");
    DelistRequest request = bench.accepted();
    bench.pass(Duration.ofMinutes(1));
    bench.desk.list(
        Bench.ADDRESS.toPrefix(),
        new ListingDesk.Grounds(Bench.FEED, ReasonCode.BANNED, "", null, Duration.ofMinutes(1)));
    bench.pass(Duration.ofMinutes(1));

    assertThat(press(bench, request)).isInstanceOf(Confirmation.Delisted.class);
  }

  @Test
  void aLinkForAnotherMailboxThanTheRequestsIsNoLink() {
    bench.list("203.0.113.9/32");
    DelistRequest request = bench.accepted();
    DelistRequest ofAnother = request.erased(EmailAddress.parse("other@example.org"));

    assertThat(press(bench, ofAnother)).isEqualTo(new Confirmation.NoSuchLink());
    assertThat(bench.find(request)).isEqualTo(request);
    assertThat(bench.delisting.behind(bench.linkOf(ofAnother))).isEmpty();
  }

  @Test
  void whatIsAnsweredShowsNoCodeAndNoMailboxInALog() {
    bench.list("203.0.113.9/32");
    Submission.Accepted accepted = (Submission.Accepted) bench.submit();
    Submission joined = bench.submit();

    assertThat(accepted).hasToString("Accepted[" + accepted.request().id() + "]");
    assertThat(joined).hasToString("Joined[" + accepted.request().id() + "]");
    assertThat(new Submissions.Wish(Bench.ADDRESS, Bench.EMAIL, Bench.BROWSER, Locale.ENGLISH))
        .hasToString("Wish[203.0.113.9]");
  }
}
