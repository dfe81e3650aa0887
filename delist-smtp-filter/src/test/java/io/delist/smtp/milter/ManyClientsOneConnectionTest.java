package io.delist.smtp.milter;

import static io.delist.smtp.milter.MilterFixture.LISTED;
import static io.delist.smtp.milter.MilterFixture.LISTED6;
import static io.delist.smtp.milter.MilterFixture.UNLISTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.delist.smtp.GateMode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A mail server that keeps its connection: {@code QUIT_NC} after each client, and the next one's
 * CONNECT. {@code miltertest} has no such command, so this is a socket and our own frames.
 */
class ManyClientsOneConnectionTest {

  private static final int ROUNDS = 50;

  /** How each mode shows that a client is listed: at RCPT, or at the end of the message. */
  enum Mode {
    ENFORCE("y550 5.7.606 ", "c"),
    MONITOR("c", "c"),
    TAG("c", "i"),
    QUARANTINE("c", "q");

    private final String atRecipient;
    private final String atEnd;

    Mode(String atRecipient, String atEnd) {
      this.atRecipient = atRecipient;
      this.atEnd = atEnd;
    }

    MilterServer start() {
      return switch (this) {
        case ENFORCE -> MilterFixture.start();
        case MONITOR -> MilterFixture.start(GateMode.MONITOR);
        case TAG -> MilterFixture.start(GateMode.TAG);
        case QUARANTINE ->
            MilterServer.builder(MilterFixture.gate())
                .address(MilterFixture.anyPort())
                .quarantine()
                .start();
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachClientIsANewOne(Mode mode) throws IOException {
    try (MilterServer server = mode.start();
        MtaConnection mta = MtaConnection.to(server.address())) {
      mta.send(MtaFrames.begin());
      mta.replies(1);
      for (int round = 0; round < ROUNDS; round++) {
        // Given up in the middle: nothing of it is the next client's.
        mta.send(message(LISTED).bare('K'));
        assertThat(mta.replies(1).get(0)).startsWith(mode.atRecipient);

        mta.send(message(UNLISTED).endOfMessage().bare('K'));
        assertThat(mta.replies(2)).containsExactly("c", "c");

        mta.send(new MtaFrames().connectUnknown().mail("<a@x.test>").recipient("<b@x.test>"));
        mta.send(new MtaFrames().endOfMessage().bare('K'));
        assertThat(mta.replies(2)).containsExactly("c", "c");

        mta.send(loggedIn(LISTED).endOfMessage().bare('K'));
        assertThat(mta.replies(2)).containsExactly("c", "c");

        mta.send(message(LISTED).endOfMessage().bare('K'));
        List<String> answers = mta.replies(mode.atEnd.equals("c") ? 2 : 3);
        assertThat(answers.get(0)).startsWith(mode.atRecipient);
        assertThat(answers.get(1)).startsWith(mode.atEnd);
        assertThat(answers).last().isEqualTo("c");
      }
      mta.send(new MtaFrames().bare('Q'));
      assertThat(mta.isClosed()).isTrue();
      assertThat(server.health().connections().accepted()).isEqualTo(1);
      assertThat(server.health().malformed() + server.health().failed()).isZero();
    }
  }

  /** All of it at once: the answers come in the order of the questions. */
  @Test
  void clientsInOneWrite() throws IOException {
    try (MilterServer server = MilterFixture.start();
        MtaConnection mta = MtaConnection.to(server.address())) {
      MtaFrames frames = MtaFrames.begin();
      for (int round = 0; round < ROUNDS; round++) {
        append(frames, LISTED);
        append(frames, UNLISTED);
        append(frames, LISTED6);
      }
      mta.send(frames.bare('Q'));
      mta.replies(1);
      for (int round = 0; round < ROUNDS; round++) {
        List<String> answers = mta.replies(3);
        assertThat(answers.get(0)).startsWith("y550 5.7.606 ").contains("[" + LISTED + "]");
        assertThat(answers.get(1)).isEqualTo("c");
        assertThat(answers.get(2)).startsWith("y550 5.7.607 ").contains("[" + LISTED6 + "]");
      }
      assertThat(mta.isClosed()).isTrue();
    }
  }

  private static void append(MtaFrames frames, String client) {
    if (client.contains(":")) {
      frames.connectV6("IPv6:" + client);
    } else {
      frames.connectV4(client);
    }
    frames.helo("mail.example").mail("<a@x.test>").recipient("<b@x.test>").bare('A').bare('K');
  }

  private static MtaFrames message(String client) {
    return new MtaFrames()
        .connectV4(client)
        .helo("mail.example")
        .macros('M', "i", "4XyZ")
        .mail("<a@x.test>")
        .recipient("<b@x.test>");
  }

  private static MtaFrames loggedIn(String client) {
    return new MtaFrames()
        .connectV4(client)
        .helo("mail.example")
        .macros('M', "{auth_type}", "PLAIN", "{auth_authen}", "someone")
        .mail("<a@x.test>")
        .recipient("<b@x.test>");
  }
}
