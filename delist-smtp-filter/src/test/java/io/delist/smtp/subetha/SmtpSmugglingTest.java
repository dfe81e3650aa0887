package io.delist.smtp.subetha;

import static io.delist.smtp.SmtpSmuggling.FIRST;
import static io.delist.smtp.SmtpSmuggling.SECOND;
import static io.delist.smtp.SmtpSmuggling.octets;
import static org.assertj.core.api.Assertions.assertThat;

import io.delist.smtp.SampleList;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.MessageHandlerFactory;
import org.subethamail.smtp.server.SMTPServer;

/**
 * SMTP smuggling (CVE-2023-51764 to 51766) against the README's example: nothing but CR LF, dot, CR
 * LF ends a message (RFC 5321 section 4.1.1.4), so no second one is read out of the first.
 *
 * <p>What a message holds is the application's: a bare CR or LF in it arrives as it came.
 */
class SmtpSmugglingTest {

  /** Keeps envelopes and messages, octet for octet. */
  private static final class Keeper implements MessageHandlerFactory {

    final List<String> senders = new CopyOnWriteArrayList<>();
    final List<String> messages = new CopyOnWriteArrayList<>();

    @Override
    public MessageHandler create(MessageContext context) {
      return new MessageHandler() {
        @Override
        public void from(String from) {
          senders.add(from);
        }

        @Override
        public void recipient(String recipient) {}

        @Override
        public String data(InputStream data) throws IOException {
          messages.add(new String(data.readAllBytes(), StandardCharsets.ISO_8859_1));
          return "taken";
        }

        @Override
        public void done() {}
      };
    }
  }

  private final Keeper keeper = new Keeper();
  private SMTPServer server;

  @BeforeEach
  void start() {
    SampleList nobody = new SampleList();
    server = EmbeddingExample.mailServer(0, nobody.blocklist(), SampleList.keys(), keeper);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @ParameterizedTest
  @MethodSource("io.delist.smtp.SmtpSmuggling#falseEnds")
  void aFalseEndEndsNothing(String end) {
    try (SmtpClient smtp = inData()) {
      smtp.send(FIRST + octets(end) + SECOND + "NOOP\r\n");
      assertThat(smtp.reply()).isEqualTo("250 taken");
      // One reply for all of it: the next is that to NOOP.
      assertThat(smtp.reply()).isEqualTo("250 Ok");
      assertThat(smtp.say("QUIT")).startsWith("221");
    }
    assertOneMessage();
  }

  /** The same in pieces, so that an end may fall between two reads of the socket. */
  @ParameterizedTest
  @MethodSource("io.delist.smtp.SmtpSmuggling#falseEnds")
  void aFalseEndInSinglePiecesEndsNothing(String end) {
    try (SmtpClient smtp = inData()) {
      smtp.send(FIRST);
      octets(end).chars().forEach(octet -> smtp.send(Character.toString((char) octet)));
      smtp.send(SECOND);
      assertThat(smtp.reply()).isEqualTo("250 taken");
      assertThat(smtp.say("NOOP")).isEqualTo("250 Ok");
    }
    assertOneMessage();
  }

  private void assertOneMessage() {
    assertThat(keeper.senders).containsExactly("sender@sender.example");
    // All of it is the text of the one message, the commands as well.
    assertThat(keeper.messages).hasSize(1);
    assertThat(keeper.messages.get(0))
        .contains("Subject: first\r\n")
        .contains("MAIL FROM:<admin@example.org>\r\nRCPT TO:<victim@example.org>\r\nDATA\r\n")
        .endsWith("smuggled\r\n");
  }

  /** What the tests above would see if a false end ended a message. */
  @Test
  void theTrueEndEndsAMessageAndTheNextFollows() {
    try (SmtpClient smtp = inData()) {
      smtp.send(FIRST + "\r\n.\r\n" + SECOND);
      assertThat(smtp.reply()).isEqualTo("250 taken");
      assertThat(smtp.reply()).startsWith("250");
      assertThat(smtp.reply()).startsWith("250");
      assertThat(smtp.reply()).startsWith("354");
      assertThat(smtp.reply()).isEqualTo("250 taken");
    }
    assertThat(keeper.senders).containsExactly("sender@sender.example", "admin@example.org");
    assertThat(keeper.messages).hasSize(2);
  }

  private SmtpClient inData() {
    SmtpClient smtp = SmtpClient.connect(server.getPortAllocated()).mail();
    assertThat(smtp.rcpt("someone@example.org")).isEqualTo("250 Ok");
    assertThat(smtp.say("DATA")).startsWith("354");
    return smtp;
  }
}
