package io.delist.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;

import io.delist.mail.MailRelay.Handover;
import io.delist.mailbox.EmailAddress;
import io.delist.store.AuditEntry;
import io.delist.store.DelistRequest;
import io.delist.store.OutboxMail;
import io.delist.store.RequestState;
import io.delist.workflow.Bench;
import io.delist.workflow.MailDesk.Resend;
import io.delist.workflow.Submission;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Resend, suppression, pacing, refusals and giving up, by a clock that is moved. */
class OutboxRulesTest {

  private final Bench bench = new Bench();
  private final List<MimeMessage> sent = new ArrayList<>();
  private final Deque<Handover> answers = new ArrayDeque<>();

  @BeforeEach
  void listed() {
    bench.list("203.0.113.9/32");
    bench.pass(Duration.ofMinutes(1));
  }

  private OutboxSender sender(SendingPolicy policy) {
    try {
      return new OutboxSender(
          bench.store,
          bench.mails,
          bench.proofs,
          new PortalMail(
              bench.proofs,
              URI.create(Bench.PORTAL),
              new InternetAddress("no-reply@delist.example")),
          message -> {
            sent.add(message);
            return answers.isEmpty() ? new Handover.Taken() : answers.pop();
          },
          policy);
    } catch (MessagingException e) {
      throw new AssertionError(e);
    }
  }

  private void sendAll() {
    OutboxSender sender = sender(SendingPolicy.defaults().withDomainPause(Duration.ZERO));
    while (sender.sendDue() > 0) {
      assertThat(sent).hasSizeLessThan(1000);
    }
  }

  private List<String> subjects() {
    return sent.stream()
        .map(
            message -> {
              try {
                return message.getSubject();
              } catch (MessagingException e) {
                throw new AssertionError(e);
              }
            })
        .toList();
  }

  private List<String> actions(DelistRequest request) {
    return bench.store.read(
        transaction ->
            transaction.audit().of(request.id()).stream().map(AuditEntry::action).toList());
  }

  // Resend

  @Test
  void aConfirmationIsSentAgainThreeTimesAMinuteApartAndNoMore() throws Exception {
    DelistRequest request = bench.accepted();
    sendAll();
    assertThat(bench.mailDesk.resend(request.id(), Bench.BROWSER))
        .as("a moment after the first")
        .isInstanceOf(Resend.TooSoon.class);
    for (int left = 2; left >= 0; left--) {
      bench.pass(Duration.ofSeconds(60));
      assertThat(bench.mailDesk.resend(request.id(), Bench.BROWSER))
          .isEqualTo(new Resend.OnItsWay(left));
      assertThat(bench.mailDesk.resend(request.id(), Bench.BROWSER))
          .isEqualTo(new Resend.StillWaiting());
      sendAll();
      assertThat(bench.mailDesk.resend(request.id(), Bench.BROWSER))
          .isInstanceOf(left == 0 ? Resend.UsedUp.class : Resend.TooSoon.class);
    }
    bench.pass(Duration.ofSeconds(60));
    assertThat(bench.mailDesk.resend(request.id(), Bench.BROWSER)).isEqualTo(new Resend.UsedUp());
    sendAll();

    assertThat(sent).hasSize(4);
    List<String> ids = new ArrayList<>();
    for (MimeMessage message : sent) {
      ids.add(message.getMessageID());
    }
    assertThat(ids).as("none is taken for a copy of another").doesNotHaveDuplicates();
    assertThat(bench.find(request).state()).isEqualTo(RequestState.AWAITING_CONFIRMATION);
    assertThat(actions(request))
        .containsExactly(
            "request.PENDING_MAIL",
            "request.AWAITING_CONFIRMATION",
            "mail.resend",
            "mail.CONFIRMATION",
            "mail.resend",
            "mail.CONFIRMATION",
            "mail.resend",
            "mail.CONFIRMATION");
  }

  @Test
  void onlyTheBrowserThatAskedHasItSentAgainAndOnlyWhileTheLinkLasts() {
    DelistRequest request = bench.accepted();
    sendAll();
    bench.pass(Duration.ofMinutes(5));
    assertThat(bench.mailDesk.resend(request.id(), "another"))
        .isEqualTo(new Resend.NoSuchRequest());
    assertThat(bench.mailDesk.resend(request.id(), null)).isEqualTo(new Resend.NoSuchRequest());
    assertThat(bench.mailDesk.resendsLeft(request, "another")).isZero();
    assertThat(bench.mailDesk.resendsLeft(request, Bench.BROWSER)).isEqualTo(3);
    bench.pass(Duration.ofMinutes(55));
    assertThat(bench.mailDesk.resend(request.id(), Bench.BROWSER))
        .isEqualTo(new Resend.NoSuchRequest());
    assertThat(bench.mailDesk.resendsLeft(request, Bench.BROWSER)).isZero();
  }

  // Never mail me

  private String neverMailToken() {
    return bench.proofs.neverMailTokenOf(Bench.EMAIL);
  }

  @Test
  void aSuppressedMailboxIsRefusedByTheRuleBeforeAnyMailIsMade() {
    assertThat(bench.mailDesk.neverMail(neverMailToken())).isTrue();

    assertThat(bench.submit())
        .isInstanceOfSatisfying(
            Submission.Refused.class,
            refused -> assertThat(refused.refusal().rule()).isEqualTo("mailbox-suppressed"));
    assertThat(bench.waitingMails()).isZero();
    assertThat(bench.mailDesk.isSuppressed(neverMailToken())).contains(true);

    assertThat(bench.mailDesk.mailAgain(neverMailToken())).isTrue();
    assertThat(bench.submit()).isInstanceOf(Submission.Accepted.class);
  }

  @Test
  void aMailboxThatIsSuppressedMeanwhileGetsNothingOfWhatWaits() {
    DelistRequest request = bench.accepted();
    bench.mailDesk.neverMail(neverMailToken());

    sendAll();

    assertThat(sent).isEmpty();
    assertThat(bench.waitingMails()).isZero();
    assertThat(bench.find(request).state()).isEqualTo(RequestState.UNDELIVERABLE);
    assertThatList(bench.store.read(t -> t.audit().of(request.id())))
        .anySatisfy(
            entry -> {
              assertThat(entry.action()).isEqualTo("mail.CONFIRMATION.suppressed");
              assertThat(entry.rule()).isEqualTo("mailbox-suppressed");
            });
  }

  @Test
  void aSuppressedMailboxGetsNoResultMailEither() {
    bench.delisted();
    bench.mailDesk.neverMail(neverMailToken());
    sendAll();
    assertThat(sent).isEmpty();
    assertThat(bench.waitingMails()).isZero();
  }

  @Test
  void aLinkThatIsNotOursSuppressesNobody() {
    String token = neverMailToken();
    for (String other :
        List.of("", "x", "k1.", token + "A", token.substring(1), token.substring(0, 20))) {
      assertThat(bench.mailDesk.neverMail(other)).as(other).isFalse();
      assertThat(bench.mailDesk.isSuppressed(other)).isEmpty();
    }
    for (int i = 3; i < token.length(); i++) {
      char c = token.charAt(i) == 'A' ? 'B' : 'A';
      assertThat(bench.mailDesk.neverMail(token.substring(0, i) + c + token.substring(i + 1)))
          .isFalse();
    }
    assertThat(bench.store.<Integer>read(t -> t.suppressions().size())).isZero();
  }

  // Result mails

  @Test
  void aMailTellsOfTheRemovalAndAnotherOfBeingListedAgainAndWhy() throws Exception {
    bench.delisted();
    sendAll();
    assertThat(subjects()).containsExactly("203.0.113.9 is off the list of blocked senders");
    bench.pass(Duration.ofMinutes(1));
    bench.list("203.0.113.0/24", Bench.FEED, null);
    sendAll();

    assertThat(subjects())
        .hasSize(2)
        .last()
        .isEqualTo("203.0.113.9 is on the list of blocked senders again");
    assertThat(
            ((Multipart) sent.get(1).getContent())
                .getBodyPart(0)
                .getContent()
                .toString()
                .replaceAll("\\s+", " "))
        .contains("It was listed by feed:test, for what was seen at 2026-05-04 10:");
    sendAll();
    assertThat(sent).as("each once").hasSize(2);
  }

  @Test
  void aRemovalThatIsUndoneBeforeItsMailIsSentIsNotAnnounced() {
    bench.delisted();
    bench.pass(Duration.ofMinutes(1));
    bench.list("203.0.113.9/32");
    sendAll();
    assertThat(subjects()).containsExactly("203.0.113.9 is on the list of blocked senders again");
  }

  // Pace

  @Test
  void mailsToOneDomainAreAPauseApartAndOthersDoNotWait() {
    for (String mailbox : List.of("a@example.org", "b@example.org", "c@example.com")) {
      Submission submission =
          bench.delisting.submit(
              Bench.ADDRESS, EmailAddress.parse(mailbox), Bench.BROWSER, Locale.ENGLISH);
      assertThat(submission).isInstanceOf(Submission.Accepted.class);
    }
    OutboxSender sender = sender(SendingPolicy.defaults().withDomainPause(Duration.ofSeconds(30)));
    while (sender.sendDue() > 0) {
      assertThat(sent).hasSizeLessThan(4);
    }
    assertThat(sent).hasSize(2);
    bench.pass(Duration.ofSeconds(29));
    assertThat(sender.sendDue()).isZero();
    bench.pass(Duration.ofSeconds(1));
    assertThat(sender.sendDue()).isEqualTo(1);
    assertThat(sent).hasSize(3);
  }

  // The end

  @Test
  void aResultMailThatCannotBeSentIsGivenUpAfterADay() {
    DelistRequest request = bench.delisted();
    int attempts = 0;
    while (bench.waitingMails() > 0) {
      answers.add(new Handover.Later("451 4.3.0 busy"));
      sendAll();
      bench.pass(Duration.ofMinutes(5));
      attempts++;
      assertThat(attempts).isLessThan(400);
    }
    assertThat(sent).hasSizeBetween(280, 300);
    assertThat(actions(request)).endsWith("mail.REMOVED.given-up");
    assertThat(bench.find(request).state()).isEqualTo(RequestState.REMOVED);
  }

  @Test
  void waitsGrowToFiveMinutesAndNoFurther() {
    SendingPolicy policy = SendingPolicy.defaults();
    assertThat(policy.waitAfter(0)).isEqualTo(Duration.ofSeconds(5));
    assertThat(policy.waitAfter(3)).isEqualTo(Duration.ofSeconds(40));
    assertThat(policy.waitAfter(6)).isEqualTo(Duration.ofMinutes(5));
    assertThat(policy.waitAfter(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void theRelaysWordsAreForTheBrowserThatAskedAndNotForTheLog() {
    DelistRequest request = bench.accepted();
    String words = "550 5.1.1 <sender@example.org>: no such mailbox";
    answers.add(new Handover.Never(words));
    sendAll();

    assertThat(bench.find(request).state()).isEqualTo(RequestState.UNDELIVERABLE);
    assertThat(bench.mailDesk.relaysWords(request, Bench.BROWSER)).contains(words);
    assertThat(bench.mailDesk.relaysWords(request, "another")).isEmpty();
    assertThat(bench.mailDesk.relaysWords(request, null)).isEmpty();
    assertThatList(bench.store.read(t -> t.audit().of(request.id())))
        .extracting(AuditEntry::detail)
        .containsExactly("", "550 5.1.1");
    assertThat(bench.waitingMails()).isZero();
  }

  /** What a relay says where, and whether it is its last word. */
  @ParameterizedTest
  @CsvSource({
    "MAIL, 550 5.7.1 you may not send, false",
    "MAIL, 530 5.7.0 authenticate first, false",
    "RCPT, 550 5.1.1 no such mailbox, true",
    "RCPT, 554 5.7.1 not here, true",
    "RCPT, 452 4.2.2 full, false",
    "DATA, 554 5.6.0 no, true",
    "DATA, 451 4.3.0 later, false",
    "., 550 5.7.1 spam, true",
    "., 452 4.3.1 no space, false"
  })
  void a5xxIsTheLastWordFromTheRecipientOn(String command, String reply, boolean last)
      throws Exception {
    try (RawSmtpServer server = new RawSmtpServer().replying(command, reply)) {
      Properties properties = new Properties();
      properties.setProperty("mail.smtp.host", "127.0.0.1");
      properties.setProperty("mail.smtp.port", Integer.toString(server.port()));
      properties.setProperty("mail.smtp.timeout", "5000");
      MimeMessage message = new MimeMessage(Session.getInstance(properties));
      message.setFrom("no-reply@delist.example");
      message.setRecipients(Message.RecipientType.TO, "sender@example.org");
      message.setText("hello");
      message.saveChanges();

      Handover handover =
          new SmtpRelay(Session.getInstance(properties), null, null).handOver(message);

      assertThat(handover).isEqualTo(last ? new Handover.Never(reply) : new Handover.Later(reply));
    }
  }

  @Test
  void aMailboxOutsideAsciiNeedsARelayThatOffersSmtputf8() throws Exception {
    for (boolean offered : new boolean[] {false, true}) {
      try (RawSmtpServer server = new RawSmtpServer()) {
        if (offered) {
          server.offering("SMTPUTF8");
        }
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", "127.0.0.1");
        properties.setProperty("mail.smtp.port", Integer.toString(server.port()));
        properties.setProperty("mail.smtp.timeout", "5000");
        properties.setProperty("mail.mime.allowutf8", "true");
        MimeMessage message = new MimeMessage(Session.getInstance(properties));
        message.setFrom("no-reply@delist.example");
        message.setRecipient(
            Message.RecipientType.TO, new InternetAddress("사용자@example.org", true));
        message.setText("hello");
        message.saveChanges();

        Handover handover =
            new SmtpRelay(Session.getInstance(properties), null, null).handOver(message);

        if (offered) {
          assertThat(handover).isEqualTo(new Handover.Taken());
          assertThat(server.sessions().get(0).commands())
              .contains("RCPT TO:<사용자@example.org>")
              .anyMatch(command -> command.startsWith("MAIL") && command.contains("SMTPUTF8"));
        } else {
          assertThat(handover)
              .isInstanceOfSatisfying(
                  Handover.Never.class, never -> assertThat(never.why()).contains("SMTPUTF8"));
        }
      }
    }
  }

  @Test
  void aSenderThatSleptThroughHalfItsLeaseDoesNotSend() {
    DelistRequest request = bench.accepted();
    SendingPolicy policy = SendingPolicy.defaults();
    OutboxMail leased =
        bench
            .store
            .write(t -> t.outbox().lease(t.now().plus(policy.lease()), 1, Duration.ofSeconds(1)))
            .get(0);
    Instant until = bench.clock.instant().plus(policy.lease());

    assertThat(due(leased, until)).isInstanceOf(DueMail.Ready.class);
    bench.pass(Duration.ofMinutes(6));
    assertThat(due(leased, until)).isInstanceOf(DueMail.NotOurs.class);
    bench.pass(Duration.ofMinutes(4));
    sendAll();
    assertThat(sent).hasSize(1);
    assertThat(due(leased, until)).as("sent by another").isInstanceOf(DueMail.NotOurs.class);
    assertThat(bench.find(request).state()).isEqualTo(RequestState.AWAITING_CONFIRMATION);
  }

  private DueMail due(OutboxMail leased, Instant until) {
    return bench.store.read(
        t -> DueMail.of(t, leased, until, SendingPolicy.defaults(), bench.proofs));
  }
}
