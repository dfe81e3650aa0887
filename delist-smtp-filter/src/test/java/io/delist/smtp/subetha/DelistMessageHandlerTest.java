package io.delist.smtp.subetha;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.smtp.SampleList;
import io.delist.smtp.SmtpDecision.Why;
import io.delist.smtp.SmtpGate;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.internal.proxy.ProxyHandler;
import org.subethamail.smtp.internal.proxy.ProxyProtocolV1Handler;
import org.subethamail.smtp.server.SMTPServer;

/**
 * A real SubEthaSMTP server on a loopback port, and a client that speaks to it over a socket.
 *
 * <p>The server calls {@code done} after its reply to DATA; the reply to the next command shows
 * that it has.
 */
class DelistMessageHandlerTest {

  private static final String FROM = "from sender@sender.example";

  private final SampleList list =
      new SampleList().list("203.0.113.9", 606).list("2001:db8:bad::/48", 613);
  private final SmtpGate gate = list.gate().build();
  private final Mailroom mailroom = new Mailroom();
  private final SMTPServer server = start(ProxyProtocolV1Handler.INSTANCE);
  private final int port = server.getPortAllocated();

  private SMTPServer start(ProxyHandler proxy) {
    SMTPServer smtp =
        SMTPServer.port(0)
            .bindAddress(InetAddress.getLoopbackAddress())
            .hostName("mx.example.org")
            .insertReceivedHeaders(false)
            .proxyHandler(proxy)
            .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory((u, p, c) -> {}))
            .messageHandlerFactory(new DelistMessageHandlerFactory(gate, mailroom))
            .build();
    smtp.start();
    return smtp;
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private static String refusal(String address, int reason) {
    return "550 5.7."
        + reason
        + " Access denied, banned sending IP ["
        + address
        + "]; To request removal from this list please visit https://delist.example/ and follow"
        + " the directions.";
  }

  @ParameterizedTest
  @CsvSource({"203.0.113.9, 606", "2001:db8:bad::25, 613"})
  void aListedClientIsRefusedForEachRecipientAndReachesPostmaster(String client, int reason) {
    try (SmtpClient smtp = SmtpClient.connectAs(client, port).mail()) {
      assertThat(smtp.rcpt("one@example.org")).isEqualTo(refusal(client, reason));
      assertThat(smtp.rcpt("two@example.org")).isEqualTo(refusal(client, reason));
      assertThat(smtp.rcpt("postmaster@example.org")).isEqualTo("250 Ok");
      assertThat(smtp.rcpt("Postmaster")).isEqualTo("250 Ok");
      assertThat(smtp.data("why am I blocked?")).isEqualTo("250 taken");
      assertThat(smtp.say("QUIT")).startsWith("221");
    }
    assertThat(mailroom.calls)
        .containsExactly(
            "create",
            FROM,
            "recipient postmaster@example.org",
            "recipient Postmaster",
            "data why am I blocked?",
            "done");
    assertThat(gate.counts().rejected()).isEqualTo(2);
    assertThat(gate.counts().continued(Why.EXEMPT_RECIPIENT)).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"203.0.113.10", "2001:db8:600d::25"})
  void anyOtherClientDelivers(String client) {
    try (SmtpClient smtp = SmtpClient.connectAs(client, port).mail()) {
      assertThat(smtp.rcpt(Mailroom.NOBODY)).isEqualTo("550 5.1.1 No such mailbox");
      assertThat(smtp.rcpt("one@example.org")).isEqualTo("250 Ok");
      assertThat(smtp.data("hello")).isEqualTo("250 taken");
      assertThat(smtp.say("QUIT")).startsWith("221");
    }
    assertThat(mailroom.calls)
        .containsExactly(
            "create",
            FROM,
            "recipient " + Mailroom.NOBODY,
            "recipient one@example.org",
            "data hello",
            "done");
    assertThat(gate.counts().continued(Why.NOT_LISTED)).isEqualTo(2);
  }

  @Test
  void withEveryRecipientRefusedThereIsNoMessage() {
    try (SmtpClient smtp = SmtpClient.connectAs("203.0.113.9", port).mail()) {
      assertThat(smtp.rcpt("one@example.org")).startsWith("550 5.7.606 ");
      assertThat(smtp.say("DATA")).startsWith("503");
      assertThat(smtp.say("RSET")).startsWith("250");
    }
    assertThat(mailroom.calls).containsExactly("create", FROM, "done");
  }

  @Test
  void delistingAndListingAgainCountFromTheNextRecipientOn() {
    try (SmtpClient smtp = SmtpClient.connectAs("203.0.113.9", port).mail()) {
      assertThat(smtp.rcpt("one@example.org")).startsWith("550 5.7.606 ");
      list.exempt("203.0.113.9");
      assertThat(smtp.rcpt("one@example.org")).isEqualTo("250 Ok");
    }
    try (SmtpClient smtp = SmtpClient.connectAs("203.0.113.9", port).mail()) {
      assertThat(smtp.rcpt("one@example.org")).isEqualTo("250 Ok");
      list.list("203.0.113.10", 620);
    }
    try (SmtpClient smtp = SmtpClient.connectAs("203.0.113.10", port).mail()) {
      assertThat(smtp.rcpt("one@example.org")).isEqualTo(refusal("203.0.113.10", 620));
      list.unlist("203.0.113.10");
      assertThat(smtp.rcpt("one@example.org")).isEqualTo("250 Ok");
    }
  }

  @Test
  void aListedClientThatLogsInDelivers() {
    String login =
        Base64.getEncoder()
            .encodeToString("\0someone\0password".getBytes(StandardCharsets.US_ASCII));
    try (SmtpClient smtp = SmtpClient.connectAs("203.0.113.9", port)) {
      assertThat(smtp.mail().rcpt("one@example.org")).startsWith("550 5.7.606 ");
      assertThat(smtp.say("RSET")).startsWith("250");
      assertThat(smtp.say("AUTH PLAIN " + login)).startsWith("235");
      assertThat(smtp.mail().rcpt("one@example.org")).isEqualTo("250 Ok");
    }
    assertThat(gate.counts().continued(Why.AUTHENTICATED)).isEqualTo(1);
  }

  /** Without a PROXY handler the peer of the socket is the client. */
  @Test
  void thePeerOfTheSocketIsTheClient() {
    list.list("127.0.0.0/8", 630);
    SMTPServer direct = start(ProxyHandler.NOP);
    try (SmtpClient smtp = SmtpClient.connect(direct.getPortAllocated()).mail()) {
      assertThat(smtp.rcpt("one@example.org")).isEqualTo(refusal("127.0.0.1", 630));
    } finally {
      direct.stop();
    }
  }
}
