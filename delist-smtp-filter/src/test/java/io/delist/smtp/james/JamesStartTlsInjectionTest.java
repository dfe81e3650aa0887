package io.delist.smtp.james;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.smtp.SampleList;
import io.delist.smtp.subetha.SmtpClient;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DelimiterBasedFrameDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.apache.james.protocols.netty.Encryption;
import org.apache.james.protocols.netty.NettyServer;
import org.apache.james.protocols.smtp.SMTPConfigurationImpl;
import org.apache.james.protocols.smtp.SMTPProtocol;
import org.apache.james.protocols.smtp.SMTPProtocolHandlerChain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Commands that somebody between client and server puts in plaintext behind STARTTLS are not taken
 * for the client's own within TLS (CVE-2011-0411, RFC 3207 section 4.2) with the example.
 */
class JamesStartTlsInjectionTest {

  private static final String INJECTED = "MAIL FROM:<admin@example.org>";

  @TempDir private static Path directory;
  private static SSLContext context;

  private RunningJames james;

  @BeforeAll
  static void certificate() throws Exception {
    context = OwnCertificate.madeIn(directory);
  }

  @BeforeEach
  void start() throws Exception {
    james =
        new RunningJames(
            new DelistRcptHook(new SampleList().gate().build()),
            Encryption.createStartTls(context));
  }

  @AfterEach
  void stop() {
    james.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "STARTTLS\r\n" + INJECTED + "\r\n",
        "starttls \r\n" + INJECTED + "\r\n",
        "STARTTLS\r\n" + INJECTED, // half a line, to which the client's first would be added
        "STARTTLS\r\n\r\n",
        "STARTTLS\r\n" + INJECTED + "\r\nRCPT TO:<victim@example.org>\r\nDATA\r\n",
      })
  void plaintextBehindStartTlsEndsTheConnection(String octets) {
    try (SmtpClient smtp = james.connectAs("203.0.113.10")) {
      smtp.send(octets);
      assertRefused(smtp);
    }
  }

  /** James's own look for injected commands is switched off at DATA and not on again. */
  @Test
  void alsoAfterAMessageInWhichTheWordStood() {
    try (SmtpClient smtp = james.connectAs("203.0.113.10").mail()) {
      assertThat(smtp.rcpt("one@example.org")).startsWith("250 ");
      assertThat(smtp.data("hello\r\nSTARTTLS\r\nNOOP\r\nend")).isEqualTo("250 taken");
      assertThat(james.letterbox.messages.get(0)).endsWith("hello\r\nSTARTTLS\r\nNOOP\r\nend\r\n");
      smtp.send("NOOP\r\nSTARTTLS\r\n" + INJECTED + "\r\n");
      assertThat(smtp.reply()).startsWith("250 ");
      assertRefused(smtp);
    }
  }

  /** It is answered with what begins TLS and with no word more; a record of TLS may end it. */
  private static void assertRefused(SmtpClient smtp) {
    assertThat(smtp.reply()).startsWith("220 ");
    assertThat(smtp.rest()).doesNotContain("250", "354", "501", "503");
  }

  @Test
  void commandsBehindAStartTlsThatIsRefusedAreTheClientsOwn() throws Exception {
    try (SmtpClient smtp = james.connectAs("203.0.113.10")) {
      smtp.send("STARTTLS now\r\nNOOP\r\n");
      assertThat(smtp.reply()).startsWith("501 ");
      assertThat(smtp.reply()).startsWith("250 ");
      assertThat(smtp.say("STARTTLS")).startsWith("220 ");
      smtp.secure(context).send("STARTTLS\r\nNOOP\r\n");
      assertThat(smtp.reply()).startsWith("500 ");
      assertThat(smtp.reply()).startsWith("250 ");
    }
    try (RunningJames plain = new RunningJames(new SampleList().gate().build());
        SmtpClient smtp = plain.connectAs("203.0.113.10")) {
      smtp.send("STARTTLS\r\nNOOP\r\n");
      assertThat(smtp.reply()).startsWith("5");
      assertThat(smtp.reply()).startsWith("250 ");
    }
  }

  /** What the tests above would see: a decoder of lines alone lets the command into TLS. */
  @Test
  void linesAloneLetACommandIn() throws Exception {
    NettyServer server =
        new NettyServer.Factory()
            .protocol(
                new SMTPProtocol(
                    new SMTPProtocolHandlerChain(new NoMetrics(), new Letterbox()),
                    new SMTPConfigurationImpl()))
            .secure(Encryption.createStartTls(context))
            .frameHandlerFactory(
                pipe ->
                    new DelimiterBasedFrameDecoder(
                        8192,
                        false,
                        Unpooled.wrappedBuffer("\r\n".getBytes(StandardCharsets.US_ASCII))))
            .build();
    server.setListenAddresses(RunningJames.loopback());
    server.setGracefulShutdown(false); // else each stop waits for two seconds
    server.bind();
    try (SmtpClient smtp = SmtpClient.connect(server.getListenAddresses().get(0).getPort())) {
      smtp.send("STARTTLS\r\n" + INJECTED + "\r\n");
      assertThat(smtp.reply()).startsWith("220 ");
      smtp.secure(context);
      assertThat(smtp.reply()).startsWith("250 ").contains("<admin@example.org>");
      assertThat(smtp.rcpt("victim@example.org")).startsWith("250 ");
    } finally {
      server.unbind();
    }
  }
}
