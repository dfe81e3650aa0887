package io.delist.smtp.subetha;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.smtp.GateMode;
import io.delist.smtp.SampleList;
import io.delist.smtp.SmtpGate;
import java.net.InetAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.subethamail.smtp.internal.proxy.ProxyProtocolV1Handler;
import org.subethamail.smtp.server.SMTPServer;

/** Mode {@code TAG} over a real SubEthaSMTP server: what is delivered, octet for octet. */
class TaggedMailTest {

  private static final String LISTED = "203.0.113.9";
  private static final String TAG =
      "X-Delist: listed; client=203.0.113.9; code=5.7.606; source=operator\r\n";
  private static final String MESSAGE = "Subject: test\r\n\r\nhello\r\n";
  private static final String FORGED =
      "X-Delist: not-listed; client=203.0.113.9\r\nx-delist: allowed\r\n";

  private final SampleList list =
      new SampleList().list(LISTED, 606).soften("203.0.113.8", 606).list("203.0.113.8", 606);
  private final SmtpGate gate = list.gate().mode(GateMode.TAG).build();
  private final Mailroom mailroom = new Mailroom();
  private final SMTPServer server = start();

  private SMTPServer start() {
    SMTPServer smtp =
        SMTPServer.port(0)
            .bindAddress(InetAddress.getLoopbackAddress())
            .hostName("mx.example.org")
            .insertReceivedHeaders(false)
            .proxyHandler(ProxyProtocolV1Handler.INSTANCE)
            .messageHandlerFactory(new DelistMessageHandlerFactory(gate, mailroom))
            .build();
    smtp.start();
    return smtp;
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private SmtpClient client(String address) {
    return SmtpClient.connectAs(address, server.getPortAllocated()).mail();
  }

  private static void deliver(SmtpClient smtp, String message) {
    assertThat(smtp.say("DATA")).startsWith("354");
    smtp.send(message + ".\r\n");
    assertThat(smtp.reply()).isEqualTo("250 taken");
  }

  @Test
  void mailOfAListedClientIsDeliveredWithOneFieldBeforeAllOthers() {
    try (SmtpClient smtp = client(LISTED)) {
      assertThat(smtp.rcpt("one@example.org")).isEqualTo("250 Ok");
      assertThat(smtp.rcpt("two@example.org")).isEqualTo("250 Ok");
      deliver(smtp, MESSAGE);
    }
    assertThat(mailroom.messages).containsExactly(TAG + MESSAGE);
    assertThat(gate.counts().tagged()).isEqualTo(2);
  }

  @Test
  void mailWhoseRemovalWaitsSaysSo() {
    try (SmtpClient smtp = client("203.0.113.8")) {
      assertThat(smtp.rcpt("one@example.org")).isEqualTo("250 Ok");
      deliver(smtp, MESSAGE);
    }
    assertThat(mailroom.messages)
        .containsExactly("X-Delist: removing; client=203.0.113.8; code=5.7.606\r\n" + MESSAGE);
  }

  /** As with the milter and the policy server: ours is the first, whatever the sender wrote. */
  @Test
  void fieldsThatTheSenderWroteStandBelowOurs() {
    try (SmtpClient smtp = client(LISTED)) {
      assertThat(smtp.rcpt("one@example.org")).isEqualTo("250 Ok");
      deliver(smtp, FORGED + MESSAGE);
    }
    assertThat(mailroom.messages).containsExactly(TAG + FORGED + MESSAGE);
  }

  @Test
  void mailOfOtherClientsAndOfTheNextTransactionIsDeliveredAsItCame() {
    try (SmtpClient smtp = client(LISTED)) {
      assertThat(smtp.rcpt("one@example.org")).isEqualTo("250 Ok");
      assertThat(smtp.say("RSET")).startsWith("250");
      assertThat(smtp.mail().rcpt("postmaster@example.org")).isEqualTo("250 Ok");
      deliver(smtp, MESSAGE);
    }
    try (SmtpClient smtp = client("203.0.113.10")) {
      assertThat(smtp.rcpt("one@example.org")).isEqualTo("250 Ok");
      deliver(smtp, MESSAGE);
    }
    assertThat(mailroom.messages).containsExactly(MESSAGE, MESSAGE);
  }
}
