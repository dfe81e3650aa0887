package io.delist.smtp.james;

import static io.delist.smtp.SmtpSmuggling.FIRST;
import static io.delist.smtp.SmtpSmuggling.SECOND;
import static io.delist.smtp.SmtpSmuggling.octets;
import static org.assertj.core.api.Assertions.assertThat;

import io.delist.smtp.SampleList;
import io.delist.smtp.subetha.SmtpClient;
import org.apache.james.protocols.netty.NettyServer;
import org.apache.james.protocols.smtp.SMTPConfigurationImpl;
import org.apache.james.protocols.smtp.SMTPProtocol;
import org.apache.james.protocols.smtp.SMTPProtocolHandlerChain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * SMTP smuggling against the example with James: its frame decoder lets nothing but CR LF, dot, CR
 * LF end a message. James's own decoder does not; the last test shows it.
 */
class JamesSmugglingTest {

  private RunningJames james;

  @BeforeEach
  void start() throws Exception {
    james = new RunningJames(new SampleList().gate().build());
  }

  @AfterEach
  void stop() {
    james.close();
  }

  @ParameterizedTest
  @MethodSource("io.delist.smtp.SmtpSmuggling#falseEnds")
  void aFalseEndEndsNothing(String end) {
    try (SmtpClient smtp = inData(james.connectAs("203.0.113.10"))) {
      smtp.send(FIRST + octets(end) + SECOND + "QUIT\r\n");
      assertThat(smtp.reply()).isEqualTo("250 taken");
      // One reply for all of it: the next is that to QUIT.
      assertThat(smtp.reply()).startsWith("221 ");
    }
    assertOneMessage();
  }

  /** The same in pieces, so that an end may fall between two reads of the socket. */
  @ParameterizedTest
  @MethodSource("io.delist.smtp.SmtpSmuggling#falseEnds")
  void aFalseEndInSinglePiecesEndsNothing(String end) {
    try (SmtpClient smtp = inData(james.connectAs("203.0.113.10"))) {
      smtp.send(FIRST);
      octets(end).chars().forEach(octet -> smtp.send(Character.toString((char) octet)));
      smtp.send(SECOND);
      assertThat(smtp.reply()).isEqualTo("250 taken");
      assertThat(smtp.say("QUIT")).startsWith("221 ");
    }
    assertOneMessage();
  }

  private void assertOneMessage() {
    assertThat(james.letterbox.senders).containsExactly("sender@sender.example");
    assertThat(james.letterbox.messages).hasSize(1);
    assertThat(james.letterbox.messages.get(0))
        .contains("MAIL FROM:<admin@example.org>\r\nRCPT TO:<victim@example.org>\r\nDATA\r\n")
        .endsWith("smuggled\r\n");
  }

  /** What the tests above would see if a false end ended a message. */
  @Test
  void theTrueEndEndsAMessageAndTheNextFollows() {
    try (SmtpClient smtp = inData(james.connectAs("203.0.113.10"))) {
      sendTwo(smtp, "<CR><LF>.<CR><LF>");
    }
    assertThat(james.letterbox.senders)
        .containsExactly("sender@sender.example", "admin@example.org");
  }

  /**
   * Why the example brings a frame decoder: James's own ends a line at any LF, and a message at any
   * line of three octets that begins with a dot.
   */
  @ParameterizedTest
  @ValueSource(strings = {"<LF>.<CR><LF>", "<CR><LF>..<LF>"})
  void jamesWithItsOwnFrameDecoderIsSmuggledThrough(String end) throws Exception {
    Letterbox letterbox = new Letterbox();
    SMTPProtocolHandlerChain chain = new SMTPProtocolHandlerChain(new NoMetrics(), letterbox);
    NettyServer server =
        new NettyServer.Factory()
            .protocol(new SMTPProtocol(chain, new SMTPConfigurationImpl()))
            .build();
    server.setListenAddresses(RunningJames.loopback());
    server.setGracefulShutdown(false); // else each stop waits for two seconds
    server.bind();
    try (SmtpClient smtp =
        inData(SmtpClient.connect(server.getListenAddresses().get(0).getPort()))) {
      sendTwo(smtp, end);
    } finally {
      server.unbind();
    }
    assertThat(letterbox.senders).containsExactly("sender@sender.example", "admin@example.org");
  }

  private static void sendTwo(SmtpClient smtp, String end) {
    smtp.send(FIRST + octets(end) + SECOND);
    assertThat(smtp.reply()).isEqualTo("250 taken");
    assertThat(smtp.reply()).startsWith("250 ");
    assertThat(smtp.reply()).startsWith("250 ");
    assertThat(smtp.reply()).startsWith("354 ");
    assertThat(smtp.reply()).isEqualTo("250 taken");
  }

  private static SmtpClient inData(SmtpClient client) {
    SmtpClient smtp = client.mail();
    assertThat(smtp.rcpt("someone@example.org")).startsWith("250 ");
    assertThat(smtp.say("DATA")).startsWith("354 ");
    return smtp;
  }
}
