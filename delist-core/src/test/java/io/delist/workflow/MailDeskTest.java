package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.limit.Limit;
import io.delist.limit.LimitPolicy;
import io.delist.limit.Rate;
import io.delist.store.AuditEntry;
import io.delist.store.DelistRequest;
import io.delist.store.MailKind;
import io.delist.store.RequestState;
import io.delist.workflow.MailDesk.Resend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a visitor may ask of the mail: once more, what the relay said, and never again. */
class MailDeskTest {

  private final Bench bench = new Bench();

  private static DelistRequest mailed(Bench bench) {
    bench.list("203.0.113.9/32");
    DelistRequest request = bench.accepted();
    bench.mails.taken(request.id(), MailKind.CONFIRMATION);
    return request;
  }

  private Resend resend(DelistRequest request) {
    return bench.mailDesk.resend(request.id(), Bench.BROWSER);
  }

  private static List<AuditEntry> story(Bench bench, DelistRequest request) {
    return bench.store.read(transaction -> transaction.audit().of(request.id()));
  }

  @Test
  void theConfirmationIsSentAgainAMinuteAfterTheLastOneAndThreeTimesAtMost() {
    DelistRequest request = mailed(bench);
    bench.pass(Duration.ofSeconds(60).minusMillis(1));
    assertThat(resend(request)).isEqualTo(new Resend.TooSoon(bench.clock.instant().plusMillis(1)));
    int signals = bench.mailSignals();

    for (int left = 2; left >= 0; left--) {
      bench.pass(Duration.ofMillis(left == 2 ? 1 : 60_000));
      assertThat(bench.mailDesk.resendsLeft(request, Bench.BROWSER)).isEqualTo(left + 1);
      assertThat(resend(request)).isEqualTo(new Resend.OnItsWay(left));
      assertThat(bench.mailSignals()).as("sent at once").isEqualTo(signals + 3 - left);
      assertThat(resend(request)).isEqualTo(new Resend.StillWaiting());
      assertThat(bench.waitingMails()).isEqualTo(1);
      bench.mails.taken(request.id(), MailKind.CONFIRMATION);
    }

    bench.pass(Duration.ofMinutes(1));
    assertThat(resend(request)).isEqualTo(new Resend.UsedUp());
    assertThat(bench.mailDesk.resendsLeft(request, Bench.BROWSER)).isZero();
    assertThat(bench.mailSignals()).as("nothing to send").isEqualTo(signals + 3);
    assertThat(story(bench, request))
        .filteredOn(entry -> entry.action().equals("mail.resend"))
        .extracting(AuditEntry::detail)
        .containsExactly("resend 1 of 3", "resend 2 of 3", "resend 3 of 3");
  }

  @Test
  void theMinuteIsCountedFromTheLastMailAndNotFromWhatElseHappened() {
    DelistRequest request = mailed(bench);
    bench.pass(Duration.ofMinutes(1));
    bench.delisting.confirm(bench.linkOf(request), null, "no code");
    assertThat(story(bench, request)).extracting(AuditEntry::actor).endsWith("visitor");

    assertThat(resend(request)).isEqualTo(new Resend.OnItsWay(2));
    bench.pass(Duration.ofSeconds(30));
    bench.mails.taken(request.id(), MailKind.CONFIRMATION);
    bench.pass(Duration.ofSeconds(30));
    assertThat(resend(request))
        .as("half a minute after the relay took it")
        .isEqualTo(new Resend.TooSoon(bench.clock.instant().plusSeconds(30)));
  }

  @Test
  void aMailThatWaitsIsNotPutBesideItself() {
    bench.list("203.0.113.9/32");
    DelistRequest request = bench.accepted();
    bench.pass(Duration.ofMinutes(5));

    assertThat(resend(request)).isEqualTo(new Resend.StillWaiting());
    assertThat(bench.waitingMails()).isEqualTo(1);
  }

  @Test
  void aResendThatTheRelayRefusedForGoodIsNotCalledRetriedAndCanBeAskedForAgain() {
    DelistRequest request = mailed(bench);
    bench.pass(Duration.ofMinutes(1));
    assertThat(resend(request)).isEqualTo(new Resend.OnItsWay(2));
    bench.mails.refused(request.id(), MailKind.CONFIRMATION, "552 5.2.2 mailbox is full");

    RequestStatus status = bench.delisting.status(request.id()).orElseThrow();
    assertThat(status.request().state()).isEqualTo(RequestState.AWAITING_CONFIRMATION);
    assertThat(status.mailAttempts()).as("nothing waits to be tried again").isZero();
    assertThat(bench.mailDesk.relaysWords(request, Bench.BROWSER))
        .contains("552 5.2.2 mailbox is full");
    assertThat(resend(request))
        .as("a minute after the relay's word too")
        .isEqualTo(new Resend.TooSoon(bench.clock.instant().plusSeconds(60)));

    bench.pass(Duration.ofMinutes(1));
    assertThat(resend(request)).isEqualTo(new Resend.OnItsWay(1));
    assertThat(bench.waitingMails()).isEqualTo(1);
    assertThat(bench.mailDesk.relaysWords(request, Bench.BROWSER)).isEmpty();
    assertThat(resend(request)).isEqualTo(new Resend.StillWaiting());
  }

  @Test
  void aStrangerOrALateComerIsToldOfNoRequest() {
    DelistRequest request = mailed(bench);
    bench.pass(Duration.ofMinutes(5));
    for (String browser : new String[] {"another", null}) {
      assertThat(bench.mailDesk.resend(request.id(), browser))
          .isEqualTo(new Resend.NoSuchRequest());
      assertThat(bench.mailDesk.resendsLeft(request, browser)).isZero();
    }
    assertThat(bench.mailDesk.resend(bench.proofs.newId(), Bench.BROWSER))
        .isEqualTo(new Resend.NoSuchRequest());
    bench.pass(Duration.ofMinutes(55));
    assertThat(resend(request)).as("the link is over").isEqualTo(new Resend.NoSuchRequest());
    assertThat(bench.mailDesk.resendsLeft(request, Bench.BROWSER)).isZero();
    assertThat(bench.waitingMails()).isZero();
  }

  @Test
  void aMailboxThatWantsNoMailGetsNoneAgainAndTheAuditSaysWhy() {
    DelistRequest request = mailed(bench);
    bench.mailDesk.neverMail(bench.proofs.neverMailTokenOf(Bench.EMAIL));
    bench.pass(Duration.ofMinutes(1));

    assertThat(resend(request))
        .isEqualTo(new Resend.Refused(BuiltInRule.MAILBOX_SUPPRESSED.refusal()));
    assertThat(bench.waitingMails()).isZero();
    assertThat(story(bench, request)).extracting(AuditEntry::rule).endsWith("mailbox-suppressed");
  }

  @Test
  void theLimitsCountAMailThatIsSentAgain() {
    Bench limited =
        new Bench(
            DelistPolicy.defaults(),
            List.of(),
            LimitPolicy.none().with(Limit.MAILBOX, new Rate(2, Duration.ofHours(24))));
    DelistRequest request = mailed(limited);
    limited.pass(Duration.ofMinutes(1));
    assertThat(limited.mailDesk.resend(request.id(), Bench.BROWSER))
        .isEqualTo(new Resend.OnItsWay(2));
    limited.mails.taken(request.id(), MailKind.CONFIRMATION);
    limited.pass(Duration.ofMinutes(1));

    assertThat(limited.mailDesk.resend(request.id(), Bench.BROWSER))
        .isInstanceOfSatisfying(
            Resend.Refused.class,
            refused -> assertThat(refused.refusal().rule()).isEqualTo("limit-mailbox"));
    assertThat(limited.waitingMails()).isZero();
    assertThat(story(limited, request)).extracting(AuditEntry::rule).endsWith("limit-mailbox");

    int rows = story(limited, request).size();
    for (int i = 0; i < 20; i++) {
      assertThat(limited.mailDesk.resend(request.id(), Bench.BROWSER))
          .isInstanceOf(Resend.Refused.class);
    }
    assertThat(story(limited, request)).as("written once an hour").hasSize(rows);
  }

  @Test
  void whatTheRelaySaidIsForTheBrowserThatAsked() {
    bench.list("203.0.113.9/32");
    DelistRequest request = bench.accepted();
    assertThat(bench.mailDesk.relaysWords(request, Bench.BROWSER))
        .as("it has said nothing yet")
        .isEmpty();
    String words = "550 5.1.1 <sender@example.org>: no such mailbox";
    bench.mails.refused(request.id(), MailKind.CONFIRMATION, words);

    assertThat(bench.mailDesk.relaysWords(request, Bench.BROWSER)).contains(words);
    assertThat(bench.mailDesk.relaysWords(request, "another")).isEmpty();
    assertThat(bench.mailDesk.relaysWords(request, null)).isEmpty();
  }

  @Test
  void neverMailMeAndMailMeAgainAreBookedOnceEach() {
    String token = bench.proofs.neverMailTokenOf(Bench.EMAIL);
    assertThat(bench.mailDesk.isSuppressed(token)).contains(false);
    assertThat(bench.mailDesk.mailAgain(token)).as("is not needed, and no fault").isTrue();

    assertThat(bench.mailDesk.neverMail(token)).isTrue();
    assertThat(bench.mailDesk.neverMail(token)).as("a second press").isTrue();
    assertThat(bench.mailDesk.isSuppressed(token)).contains(true);
    bench.list("203.0.113.9/32");
    assertThat(((Submission.Refused) bench.submit()).refusal().rule())
        .isEqualTo("mailbox-suppressed");

    assertThat(bench.mailDesk.mailAgain(token)).isTrue();
    assertThat(bench.mailDesk.mailAgain(token)).isTrue();
    assertThat(bench.mailDesk.isSuppressed(token)).contains(false);
    assertThat(bench.submit()).isInstanceOf(Submission.Accepted.class);

    List<String> booked =
        bench.store.read(
            transaction -> {
              List<String> actions = new ArrayList<>();
              transaction
                  .audit()
                  .read(
                      0,
                      row -> {
                        AuditEntry entry = row.entry();
                        if (entry.actor().equals("mailbox")) {
                          assertThat(entry.mailbox())
                              .isEqualTo(bench.proofs.marks().of(Bench.EMAIL));
                          actions.add(entry.action());
                        }
                      });
              return actions;
            });
    assertThat(booked).containsExactly("mailbox.suppressed", "mailbox.allowed");
  }

  @Test
  void aTokenThatIsNotOursChangesNothing() {
    assertThat(bench.mailDesk.neverMail("k1.junk")).isFalse();
    assertThat(bench.mailDesk.mailAgain("k1.junk")).isFalse();
    assertThat(bench.mailDesk.isSuppressed("k1.junk")).isEmpty();
    assertThat(bench.store.<Integer>read(transaction -> transaction.suppressions().size()))
        .isZero();
  }

  // What becomes of a mail

  @Test
  void aMailThatTheRelayTookIsBookedOnceWhateverItsKind() {
    DelistRequest request = bench.delisted();
    assertThat(waits(request, MailKind.REMOVED)).isTrue();

    bench.mails.taken(request.id(), MailKind.REMOVED);
    bench.mails.taken(request.id(), MailKind.REMOVED);

    assertThat(waits(request, MailKind.REMOVED)).isFalse();
    assertThat(story(bench, request))
        .filteredOn(entry -> entry.actor().equals("relay"))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.action()).isEqualTo("mail.REMOVED");
              assertThat(entry.prefix()).hasToString("203.0.113.9/32");
            });
  }

  private boolean waits(DelistRequest request, MailKind kind) {
    return bench.store.read(
        transaction -> transaction.outbox().find(request.id(), kind).isPresent());
  }

  @Test
  void aResultMailThatTheRelayRefusesLeavesTheRequestAsItIsAndKeepsTheWordsOutOfTheAudit() {
    DelistRequest request = bench.delisted();

    bench.mails.refused(request.id(), MailKind.REMOVED, "550 5.1.1 <sender@example.org> is gone");

    assertThat(bench.find(request)).isEqualTo(request);
    assertThat(story(bench, request))
        .last()
        .satisfies(
            entry -> {
              assertThat(entry.action()).isEqualTo("mail.REMOVED.refused");
              assertThat(entry.actor()).isEqualTo("relay");
              assertThat(entry.detail()).isEqualTo("550 5.1.1");
            });
    assertThat(
            bench.store.<String>read(
                transaction ->
                    transaction
                        .outbox()
                        .find(request.id(), MailKind.REMOVED)
                        .orElseThrow()
                        .lastFailure()))
        .isEqualTo("550 5.1.1 <sender@example.org> is gone");
    assertThat(bench.waitingMails()).as("and is not tried again").isZero();
  }

  @Test
  void aConfirmationThatTheRelayRefusesEndsTheRequestWithOneRow() {
    bench.list("203.0.113.9/32");
    DelistRequest request = bench.accepted();
    bench.mails.refused(request.id(), MailKind.CONFIRMATION, "mailbox is gone");

    assertThat(story(bench, request))
        .extracting(entry -> entry.action() + " " + entry.detail())
        .containsExactly("request.PENDING_MAIL ", "request.UNDELIVERABLE no reply code");
    assertThat(bench.waitingMails()).isZero();
  }

  @Test
  void aMailThatIsGivenUpEndsTheRequestThatNeedsItAndNoOther() {
    bench.list("203.0.113.9/32");
    DelistRequest request = bench.accepted();
    bench.mails.givenUp(request.id(), MailKind.CONFIRMATION, 12);
    assertThat(bench.find(request).state()).isEqualTo(RequestState.UNDELIVERABLE);
    assertThat(bench.waitingMails()).isZero();
    assertThat(story(bench, request))
        .last()
        .satisfies(
            entry -> {
              assertThat(entry.action()).isEqualTo("mail.CONFIRMATION.given-up");
              assertThat(entry.actor()).isEqualTo("outbox");
              assertThat(entry.detail()).isEqualTo("12 attempts");
            });

    DelistRequest other = bench.delisted();
    bench.mails.givenUp(other.id(), MailKind.REMOVED, 3);
    assertThat(bench.find(other)).isEqualTo(other);
    assertThat(waits(other, MailKind.REMOVED)).isFalse();
  }

  @Test
  void aMailToAMailboxThatWantsNoneIsDroppedByTheRule() {
    bench.list("203.0.113.9/32");
    DelistRequest request = bench.accepted();
    bench.mails.suppressed(request.id(), MailKind.CONFIRMATION);

    assertThat(bench.find(request).state()).isEqualTo(RequestState.UNDELIVERABLE);
    assertThat(bench.waitingMails()).isZero();
    assertThat(story(bench, request))
        .last()
        .satisfies(
            entry -> {
              assertThat(entry.action()).isEqualTo("mail.CONFIRMATION.suppressed");
              assertThat(entry.rule()).isEqualTo("mailbox-suppressed");
            });

    DelistRequest other = bench.delisted();
    bench.mails.suppressed(other.id(), MailKind.REMOVED);
    assertThat(waits(other, MailKind.REMOVED)).isFalse();
    assertThat(bench.find(other)).isEqualTo(other);
  }
}
