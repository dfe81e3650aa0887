package io.delist.smtp.postfix;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.ReasonCode;
import io.delist.bounce.BounceCandidate;
import io.delist.bounce.BounceReader;
import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import io.delist.smtp.SampleList;
import io.delist.smtp.SmtpGate;
import io.delist.smtp.peers.PrivatePostfix;
import io.delist.smtp.peers.Swaks;
import io.delist.smtp.peers.SystemTests;
import io.delist.smtp.subetha.DelistMessageHandlerFactory;
import io.delist.token.Reference;
import io.delist.token.ReferenceSigner;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.MessageHandlerFactory;
import org.subethamail.smtp.internal.proxy.ProxyHandler;
import org.subethamail.smtp.server.SMTPServer;

/**
 * A blocked sender's Postfix is refused by a server with the gate, writes its report (RFC 3464),
 * and delivers that to the sender: the bounce reader finds in it what the form asks for.
 *
 * <p>The server that refuses believes that the loopback client is the listed address, as if a load
 * balancer had told it; all else is as in the field.
 */
class PostfixBounceIT {

  private static final String SENDER = "kim@client.test";
  private static final ReferenceSigner SIGNER = SampleList.signer();
  private static final SmtpGate GATE =
      new SampleList()
          .list("192.0.2.66", 606)
          .list("2001:db8::/32", 612)
          .list("127.0.0.1", 630)
          .atRevision(77)
          .gate()
          .references(SIGNER)
          .build();

  private static final BlockingQueue<byte[]> BOUNCES = new LinkedBlockingQueue<>();
  private static final List<SMTPServer> SERVERS = new ArrayList<>();
  private static PrivatePostfix postfix;
  private static PolicyServer policy;
  private static PrivatePostfix refusingPostfix;

  @BeforeAll
  static void start() {
    SystemTests.requireRootAnd("postfix", "swaks");
    policy =
        PolicyServer.builder(GATE)
            .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .start();
    int policyPort = ((InetSocketAddress) policy.address()).getPort();
    refusingPostfix =
        PrivatePostfix.settings()
            .main(PostfixPolicyIT.policy("inet:127.0.0.1:" + policyPort))
            .main("myhostname = mx2.example.test")
            // The other Postfix comes from loopback, and is not to be one of its own network.
            .main("mynetworks = 192.0.2.1")
            .start();
    postfix =
        PrivatePostfix.settings()
            .main("myhostname = mx.client.test")
            .main(
                "transport_maps = inline:{"
                    + route("four.test", refusing("192.0.2.66"))
                    + route("six.test", refusing("2001:db8::66"))
                    + route("example.test", refusingPostfix.port())
                    + route("client.test", mailboxes())
                    + "}")
            .start();
  }

  @AfterAll
  static void stop() {
    if (postfix != null) {
      postfix.close();
    }
    if (refusingPostfix != null) {
      refusingPostfix.close();
    }
    if (policy != null) {
      policy.close();
    }
    SERVERS.forEach(SMTPServer::stop);
  }

  private static String route(String domain, int port) {
    return " {" + domain + " = smtp:[127.0.0.1]:" + port + "}";
  }

  private static int refusing(String client) {
    return serve(
        new DelistMessageHandlerFactory(GATE, context -> new Mailbox()),
        (in, out, session) ->
            new ProxyHandler.ProxyResult(
                new InetSocketAddress(IpAddress.parse(client).toInetAddress(), 40_000)));
  }

  private static int mailboxes() {
    return serve(context -> new Mailbox(), ProxyHandler.NOP);
  }

  private static int serve(MessageHandlerFactory mailroom, ProxyHandler proxy) {
    SMTPServer server =
        SMTPServer.port(0)
            .bindAddress(InetAddress.getLoopbackAddress())
            .hostName("server.test")
            .proxyHandler(proxy)
            .messageHandlerFactory(mailroom)
            .build();
    server.start();
    SERVERS.add(server);
    return server.getPortAllocated();
  }

  /** Keeps each message whole. */
  private static final class Mailbox implements MessageHandler {

    @Override
    public void from(String from) {}

    @Override
    public void recipient(String recipient) {}

    @Override
    public String data(InputStream data) throws IOException {
      BOUNCES.add(data.readAllBytes());
      return "taken";
    }

    @Override
    public void done() {}
  }

  private static byte[] bounceOfMailTo(String recipient) throws InterruptedException {
    Swaks.to(postfix.port(), recipient).with("--from", SENDER).send().orThrow();
    byte[] bounce = BOUNCES.poll(60, TimeUnit.SECONDS);
    assertThat(bounce).as("a bounce; Postfix says %s", postfix.log()).isNotNull();
    // RFC 3464: it is a report of Postfix's own, with its machine-readable part.
    assertThat(new String(bounce, StandardCharsets.ISO_8859_1))
        .contains("Content-Type: multipart/report; report-type=delivery-status;")
        .contains("Reporting-MTA: dns; mx.client.test")
        .contains("Final-Recipient: rfc822; " + recipient)
        .contains("Action: failed");
    return bounce;
  }

  private static void assertFound(byte[] bounce, String client, int code) throws IOException {
    List<BounceCandidate> found =
        new BounceReader(SIGNER).readMessage(new ByteArrayInputStream(bounce));
    assertThat(found).isNotEmpty();
    BounceCandidate first = found.get(0);
    assertThat(first.address()).isEqualTo(IpAddress.parse(client));
    assertThat(first.email()).isEqualTo(EmailAddress.parse(SENDER));
    assertThat(first.code()).isEqualTo(new ReasonCode(code));
    assertThat(first.reference()).isNotNull();
    Reference reference = SIGNER.verify(first.reference()).orElseThrow();
    assertThat(reference.address()).isEqualTo(IpAddress.parse(client));
    assertThat(reference.revision()).isEqualTo(77);
    assertThat(reference.at()).isEqualTo(SampleList.NOW);
  }

  @ParameterizedTest
  @CsvSource({
    "someone@four.test, 192.0.2.66, 606",
    "someone@six.test, 2001:db8::66, 612",
  })
  void theReaderFindsAddressMailboxCodeAndReference(String recipient, String client, int code)
      throws Exception {
    byte[] bounce = bounceOfMailTo(recipient);
    assertThat(new String(bounce, StandardCharsets.ISO_8859_1)).contains("Status: 5.7." + code);
    assertFound(bounce, client, code);
  }

  /** As the policy server's words go through another Postfix, which sets its own before them. */
  @Test
  void theReaderFindsTheSameBehindTheWordsOfAnotherPostfix() throws Exception {
    byte[] bounce = bounceOfMailTo("someone@example.test");
    assertThat(new String(bounce, StandardCharsets.ISO_8859_1))
        .contains("Recipient address rejected");
    assertFound(bounce, "127.0.0.1", 630);
  }

  /** Pasted as text, the way a visitor copies it, it says the same. */
  @Test
  void theReaderFindsTheSameInThePastedSource() throws Exception {
    byte[] bounce = bounceOfMailTo("someone@four.test");
    BounceCandidate first =
        new BounceReader(SIGNER).readText(new String(bounce, StandardCharsets.ISO_8859_1)).get(0);
    assertThat(first.address()).isEqualTo(IpAddress.parse("192.0.2.66"));
    assertThat(first.email()).isEqualTo(EmailAddress.parse(SENDER));
    assertThat(first.code()).isEqualTo(new ReasonCode(606));
    assertThat(SIGNER.verify(first.reference())).isPresent();
  }
}
