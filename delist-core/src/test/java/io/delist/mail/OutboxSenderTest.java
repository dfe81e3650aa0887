package io.delist.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.delist.mail.MailRelay.Handover;
import io.delist.store.DelistRequest;
import io.delist.store.MailKind;
import io.delist.store.OutboxMail;
import io.delist.store.RequestState;
import io.delist.workflow.Bench;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The outbox against a real SMTP server, one that is away, and one that refuses. */
class OutboxSenderTest {

  private final Bench bench = new Bench();
  private final GreenMail server =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  @BeforeEach
  void start() {
    bench.list("203.0.113.9/32");
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void aMailIsSentOverSmtpAndTheRequestAwaitsItsConfirmation() throws Exception {
    DelistRequest request = bench.accepted();

    assertThat(sender(relay(server.getSmtp().getPort())).sendDue()).isEqualTo(1);

    assertThat(server.getReceivedMessages()).hasSize(1);
    MimeMessage mail = server.getReceivedMessages()[0];
    assertThat(mail.getAllRecipients()[0]).hasToString("sender@example.org");
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(bench.find(request).state()).isEqualTo(RequestState.AWAITING_CONFIRMATION);
    assertThat(bench.waitingMails()).isZero();
  }

  @Test
  void withTheRelayDownItIsTriedAgainLaterAndLaterAndNotLost() throws Exception {
    DelistRequest request = bench.accepted();
    OutboxSender sender = sender(relay(portWithNobody()));

    for (int wait : new int[] {5, 10, 20, 40}) {
      assertThat(sender.sendDue()).isEqualTo(1);
      assertThat(sender.sendDue()).as("not before its time").isZero();
      bench.pass(Duration.ofSeconds(wait));
    }

    OutboxMail waiting =
        bench.store.read(
            transaction ->
                transaction.outbox().find(request.id(), MailKind.CONFIRMATION).orElseThrow());
    assertThat(waiting.attempts()).isEqualTo(4);
    assertThat(waiting.lastFailure()).isNotBlank();
    assertThat(bench.delisting.status(request.id()).orElseThrow().mailAttempts()).isEqualTo(4);

    assertThat(sender(relay(server.getSmtp().getPort())).sendDue()).isEqualTo(1);
    assertThat(server.getReceivedMessages()).hasSize(1);
  }

  @Test
  void aRecipientThatTheRelayRefusesForGoodEndsTheRequest() throws Exception {
    DelistRequest request = bench.accepted();

    try (OneReplyServer refusing = new OneReplyServer("550 5.1.1 no such mailbox here")) {
      sender(relay(refusing.port())).sendDue();
    }

    assertThat(bench.find(request).state()).isEqualTo(RequestState.UNDELIVERABLE);
    assertThat(bench.waitingMails()).isZero();
  }

  @Test
  void aRecipientThatTheRelayDefersIsTriedAgain() throws Exception {
    DelistRequest request = bench.accepted();

    try (OneReplyServer deferring = new OneReplyServer("450 4.2.1 greylisted")) {
      sender(relay(deferring.port())).sendDue();
    }

    assertThat(bench.find(request).state()).isEqualTo(RequestState.PENDING_MAIL);
    assertThat(bench.waitingMails()).isEqualTo(1);
  }

  @Test
  void aSenderThatDiesWhileSendingLeavesTheMailToBeSentAgain() throws Exception {
    bench.accepted();
    OutboxSender dying =
        sender(
            message -> {
              throw new AssertionError("killed");
            });
    assertThatThrownBy(dying::sendDue).isInstanceOf(AssertionError.class).hasMessage("killed");
    OutboxSender next = sender(relay(server.getSmtp().getPort()));
    assertThat(next.sendDue()).as("leased to the dead").isZero();
    bench.pass(Duration.ofMinutes(10));

    assertThat(next.sendDue()).isEqualTo(1);
    assertThat(server.getReceivedMessages()).hasSize(1);
  }

  @Test
  void theMailOfARequestWhoseTimeIsOverIsNotSent() throws Exception {
    bench.accepted();
    bench.pass(Duration.ofMinutes(61));

    sender(relay(server.getSmtp().getPort())).sendDue();

    assertThat(server.getReceivedMessages()).isEmpty();
    assertThat(bench.waitingMails()).isZero();
  }

  @Test
  void wakingItSendsAtOnce() throws Exception {
    try (OutboxSender sender = sender(relay(server.getSmtp().getPort()))) {
      bench.accepted();
      sender.wake();

      await().until(() -> server.getReceivedMessages().length == 1);
    }
  }

  @Test
  void whatTheRelaySaysIsKeptForTheOperator() throws Exception {
    try (OneReplyServer deferring = new OneReplyServer("450 4.2.1 greylisted")) {
      Handover handover =
          relay(deferring.port())
              .handOver(
                  mail()
                      .write(
                          MailKind.CONFIRMATION,
                          bench.accepted(),
                          Optional.empty(),
                          0,
                          java.util.Date.from(bench.clock.instant())));

      assertThat(handover)
          .isInstanceOfSatisfying(
              Handover.Later.class,
              later -> assertThat(later.why()).contains("450 4.2.1 greylisted"));
    }
  }

  @Test
  void aRelayOfManyLinesIsToldOfInOne() throws Exception {
    try (OneReplyServer talking =
        new OneReplyServer("451-4.2.0 one\r\n451 4.2.0 12:00:00 ERROR two")) {
      Handover handover =
          relay(talking.port())
              .handOver(
                  mail()
                      .write(
                          MailKind.CONFIRMATION,
                          bench.accepted(),
                          Optional.empty(),
                          0,
                          java.util.Date.from(bench.clock.instant())));

      assertThat(handover)
          .isInstanceOfSatisfying(
              Handover.Later.class,
              later -> assertThat(later.why()).contains("ERROR two").doesNotContain("\n"));
    }
  }

  private OutboxSender sender(MailRelay relay) throws Exception {
    return new OutboxSender(
        bench.store, bench.mails, bench.proofs, mail(), relay, SendingPolicy.defaults());
  }

  private PortalMail mail() throws Exception {
    return new PortalMail(
        bench.proofs, URI.create(Bench.PORTAL), new InternetAddress("no-reply@delist.example"));
  }

  private static SmtpRelay relay(int port) {
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.host", "127.0.0.1");
    properties.setProperty("mail.smtp.port", Integer.toString(port));
    properties.setProperty("mail.smtp.connectiontimeout", "5000");
    properties.setProperty("mail.smtp.timeout", "5000");
    return new SmtpRelay(Session.getInstance(properties), null, null);
  }

  private static int portWithNobody() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
