package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.Verdict;
import io.delist.net.IpAddress;
import io.delist.store.AuditEntry;
import io.delist.store.DelistRequest;
import io.delist.store.MailKind;
import io.delist.store.RequestState;
import io.delist.token.ConfirmationClaims;
import io.delist.token.EmailFingerprint;
import io.delist.token.TokenSigner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class DelistingTest {

  private final Bench bench = new Bench();

  @Test
  void theWalk() {
    bench.list("203.0.113.9/32");
    assertThat(bench.verdict()).isInstanceOf(Verdict.Listed.class);
    bench.pass(Duration.ofMinutes(1));

    Submission.Accepted accepted = (Submission.Accepted) bench.submit();
    DelistRequest request = accepted.request();
    assertThat(request.state()).isEqualTo(RequestState.PENDING_MAIL);
    assertThat(accepted.code()).matches("\\d{3}-\\d{3}");
    assertThat(bench.waitingMails()).isEqualTo(1);
    assertThat(bench.mailSignals()).isEqualTo(1);

    bench.mails.taken(request.id(), MailKind.CONFIRMATION);
    assertThat(bench.waitingMails()).isZero();
    assertThat(bench.find(request).state()).isEqualTo(RequestState.AWAITING_CONFIRMATION);
    assertThat(bench.verdict()).as("still listed").isInstanceOf(Verdict.Listed.class);

    Confirmation confirmation = bench.delisting.confirm(bench.linkOf(request), Bench.BROWSER, "");
    assertThat(confirmation).isInstanceOf(Confirmation.Delisted.class);
    bench.pass(Duration.ofMillis(40));
    bench.replica.follow();

    assertThat(bench.verdict()).isInstanceOf(Verdict.Exempt.class);
    RequestStatus status = bench.delisting.status(request.id()).orElseThrow();
    assertThat(status.history())
        .extracting(RequestStatus.Step::state)
        .containsExactly(
            RequestState.PENDING_MAIL,
            RequestState.AWAITING_CONFIRMATION,
            RequestState.REMOVING,
            RequestState.REMOVED);
    assertThat(status.timeToEffect()).contains(Duration.ofMillis(40));
    assertThat(status.nodesApplied()).isEqualTo(1);
    assertThat(status.nodesTotal()).isEqualTo(1);
    assertThat(status.request().revision()).isEqualTo(2L);
  }

  @Test
  void theDelistingItsRevisionAndItsAuditRowAreOneTransaction() {
    DelistRequest request = bench.delisted();

    List<AuditEntry> audit = bench.store.read(transaction -> transaction.audit().of(request.id()));
    assertThat(audit)
        .filteredOn(entry -> entry.action().equals("request.REMOVING"))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.revision()).isEqualTo(request.revision());
              assertThat(entry.detail()).isEqualTo("confirmed by browser");
              assertThat(entry.prefix()).hasToString("203.0.113.9/32");
            });
  }

  @Test
  void pressingAgainShowsTheSameSuccessAndChangesNothing() {
    DelistRequest request = bench.delisted();
    long revision = bench.revision();

    Confirmation again = bench.delisting.confirm(bench.linkOf(request), Bench.BROWSER, "");

    assertThat(again).isEqualTo(new Confirmation.Delisted(request));
    assertThat(bench.revision()).isEqualTo(revision);
  }

  @Test
  void pressingAgainWithoutTheBrowserOrTheCodeIsAUsedLink() {
    DelistRequest request = bench.delisted();

    assertThat(bench.delisting.confirm(bench.linkOf(request), "another", ""))
        .isEqualTo(new Confirmation.NoSuchLink());
  }

  @Test
  void lookingAtTheLinkAHundredTimesChangesNothing() {
    bench.list("203.0.113.9/32");
    DelistRequest request = bench.accepted();

    for (int i = 0; i < 100; i++) {
      assertThat(bench.delisting.behind(bench.linkOf(request))).contains(request);
    }

    assertThat(bench.revision()).isEqualTo(1);
    assertThat(bench.find(request)).isEqualTo(request);
  }

  @Test
  void anotherBrowserNeedsTheCode() {
    bench.list("203.0.113.9/32");
    Submission.Accepted accepted = (Submission.Accepted) bench.submit();
    String link = bench.linkOf(accepted.request());

    assertThat(bench.delisting.confirm(link, null, ""))
        .isEqualTo(new Confirmation.CodeWanted(accepted.request(), 5, false));
    assertThat(bench.delisting.confirm(link, "another browser", accepted.code()))
        .isInstanceOf(Confirmation.Delisted.class);
  }

  @Test
  void fiveWrongCodesVoidTheRequestAlsoForTheRightOne() {
    bench.list("203.0.113.9/32");
    Submission.Accepted accepted = (Submission.Accepted) bench.submit();
    String link = bench.linkOf(accepted.request());
    String wrong = accepted.code().equals("000-000") ? "000-001" : "000-000";

    for (int left = 4; left > 0; left--) {
      assertThat(bench.delisting.confirm(link, null, wrong))
          .isEqualTo(new Confirmation.CodeWanted(bench.find(accepted.request()), left, true));
    }
    assertThat(bench.delisting.confirm(link, null, wrong)).isEqualTo(new Confirmation.NoSuchLink());
    assertThat(bench.find(accepted.request()).state()).isEqualTo(RequestState.CANCELLED);
    assertThat(bench.delisting.confirm(link, Bench.BROWSER, accepted.code()))
        .isEqualTo(new Confirmation.NoSuchLink());
    assertThat(bench.revision()).isEqualTo(1);
  }

  @Test
  void aWrongCodeIsNoStepOfTheHistory() {
    bench.list("203.0.113.9/32");
    DelistRequest request = bench.accepted();
    bench.delisting.confirm(bench.linkOf(request), null, "no code");
    bench.delisting.confirm(bench.linkOf(request), Bench.BROWSER, "");

    assertThat(bench.delisting.status(request.id()).orElseThrow().history())
        .extracting(RequestStatus.Step::state)
        .containsExactly(RequestState.PENDING_MAIL, RequestState.REMOVING);
    List<AuditEntry> audit = bench.store.read(transaction -> transaction.audit().of(request.id()));
    assertThat(audit)
        .as("but the audit tells of it")
        .extracting(AuditEntry::action)
        .containsExactly(
            "request.PENDING_MAIL",
            "still.request.PENDING_MAIL",
            "listing.REMOVED",
            "request.REMOVING");
  }

  @Test
  void aPressOnANodeWhoseClockIsBehindTakesTheAddressOff() {
    bench.list("203.0.113.9/32");
    DelistRequest request = bench.accepted();
    bench.pass(Duration.ofSeconds(-10));

    bench.delisting.confirm(bench.linkOf(request), Bench.BROWSER, "");
    bench.replica.follow();

    assertThat(bench.verdict()).isInstanceOf(Verdict.Exempt.class);
  }

  @Test
  void aLinkEndsWithTheSecondAtWhichItExpires() {
    bench.list("203.0.113.9/32");
    DelistRequest request = bench.accepted();
    bench.pass(Duration.ofMinutes(60).minusSeconds(1));
    assertThat(bench.delisting.behind(bench.linkOf(request))).isPresent();
    bench.pass(Duration.ofSeconds(1));

    assertThat(bench.delisting.behind(bench.linkOf(request))).isEmpty();
    assertThat(bench.delisting.confirm(bench.linkOf(request), Bench.BROWSER, ""))
        .isEqualTo(new Confirmation.NoSuchLink());
  }

  @Test
  void aLinkOfAnotherPortalOrForAnotherAddressIsNoLink() {
    bench.list("203.0.113.0/24");
    DelistRequest request = bench.accepted();
    ConfirmationClaims foreignClaims =
        new ConfirmationClaims(
            request.id(),
            request.address(),
            EmailFingerprint.of(request.email()),
            request.createdAt(),
            request.expiresAt());
    ConfirmationClaims otherAddress =
        new ConfirmationClaims(
            request.id(),
            IpAddress.parse("203.0.113.10"),
            EmailFingerprint.of(request.email()),
            request.createdAt(),
            request.expiresAt());

    assertThat(
            List.of(
                new TokenSigner(Bench.ring("k1", 1), "https://other.example/").sign(foreignClaims),
                new TokenSigner(Bench.ring("k1", 2), Bench.PORTAL).sign(foreignClaims),
                new TokenSigner(Bench.ring("k1", 1), Bench.PORTAL).sign(otherAddress),
                "d1.k1.x.y",
                ""))
        .allSatisfy(
            link -> {
              assertThat(bench.delisting.behind(link)).isEmpty();
              assertThat(bench.delisting.confirm(link, Bench.BROWSER, ""))
                  .isEqualTo(new Confirmation.NoSuchLink());
            });
    assertThat(bench.revision()).isEqualTo(1);
  }

  @Test
  void evidenceNewerThanTheRequestRefusesTheConfirmationAndSaysWhy() {
    bench.list("203.0.113.9/32");
    DelistRequest request = bench.accepted();
    bench.pass(Duration.ofMinutes(5));
    bench.list("203.0.113.0/24", Bench.FEED, null);

    Confirmation confirmation = bench.delisting.confirm(bench.linkOf(request), Bench.BROWSER, "");

    assertThat(confirmation)
        .isInstanceOfSatisfying(
            Confirmation.Refused.class,
            refused -> {
              assertThat(refused.refusal().rule()).isEqualTo("newer-evidence");
              assertThat(refused.refusal().facts()).contains("2026-05-04T10:16:12Z");
            });
    assertThat(bench.find(request).state()).isEqualTo(RequestState.PENDING_MAIL);
  }

  @Test
  void listedAgainIsSaidOnTheStatusAndInTheLookup() {
    DelistRequest request = bench.delisted();
    bench.pass(Duration.ofHours(1));

    bench.list("203.0.113.9/32");

    assertThat(bench.verdict()).isInstanceOf(Verdict.Listed.class);
    assertThat(bench.find(request).state()).isEqualTo(RequestState.RELISTED);
    assertThat(bench.delisting.lookup(Bench.ADDRESS).delistedBefore())
        .extracting(DelistRequest::id)
        .containsExactly(request.id());
    assertThat(bench.submit())
        .as("and may be asked for again")
        .isInstanceOf(Submission.Accepted.class);
  }

  @Test
  void sixtyFourPressesAtOnceAreOneDelisting() throws Exception {
    bench.list("203.0.113.9/32");
    String link = bench.linkOf(bench.accepted());
    ExecutorService threads = Executors.newFixedThreadPool(64);
    try {
      List<Callable<Confirmation>> presses = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        presses.add(() -> bench.delisting.confirm(link, Bench.BROWSER, ""));
      }
      for (Future<Confirmation> press : threads.invokeAll(presses)) {
        assertThat(press.get()).isInstanceOf(Confirmation.Delisted.class);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(bench.revision()).as("one revision").isEqualTo(2);
  }
}
