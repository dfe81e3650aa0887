package io.delist.smtp.milter;

import static io.delist.smtp.milter.MilterFixture.LISTED;
import static io.delist.smtp.milter.MilterFixture.LISTED6;
import static io.delist.smtp.milter.MilterFixture.UNLISTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.delist.smtp.peers.PrivatePostfix;
import io.delist.smtp.peers.SystemTests;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Many messages through a real Postfix, four clients at a time, several messages a session; every
 * answer is looked at. {@code -Ddelist.test.messages=10000} for the long form.
 */
class MilterVolumeIT {

  private static final int MESSAGES = Integer.getInteger("delist.test.messages", 1_000);
  private static final int CLIENTS = 4;
  private static final int MESSAGES_A_SESSION = 5;

  private record Sender(String address, String recipient, String answer) {}

  private static final List<Sender> SENDERS =
      List.of(
          new Sender(LISTED, "a@example.test", "550 5.7.606 Access denied"),
          new Sender(UNLISTED, "a@example.test", "250 2.1.5 Ok"),
          new Sender(LISTED6, "a@example.test", "550 5.7.607 Access denied"),
          new Sender("2001:db8::99", "a@example.test", "250 2.1.5 Ok"),
          new Sender(LISTED, "postmaster@example.test", "250 2.1.5 Ok"));

  @BeforeAll
  static void programs() {
    SystemTests.requireRootAnd("postfix");
  }

  @Test
  void notOneAnswerIsWrong() throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try (MilterServer server = MilterFixture.start();
        PrivatePostfix postfix =
            PrivatePostfix.settings()
                .main("smtpd_milters = " + MilterFixture.endpoint(server))
                .main("milter_default_action = accept")
                .start()) {
      List<Callable<Integer>> sessions = new ArrayList<>();
      for (int session = 0; session < MESSAGES / MESSAGES_A_SESSION; session++) {
        Sender sender = SENDERS.get(session % SENDERS.size());
        sessions.add(() -> messages(sender, postfix.port()));
      }
      int right = 0;
      for (Future<Integer> each : clients.invokeAll(sessions)) {
        right += each.get();
      }

      assertThat(right).isEqualTo(MESSAGES);
      assertThat(server.health().malformed() + server.health().failed()).isZero();
      assertThat(server.health().decisions()).containsEntry("rejected", MESSAGES * 2L / 5);
    } finally {
      clients.shutdownNow();
    }
  }

  private static int messages(Sender sender, int port) throws IOException {
    try (SmtpDialogue smtp = SmtpDialogue.as(sender.address(), port)) {
      int right = 0;
      for (int message = 0; message < MESSAGES_A_SESSION; message++) {
        assertThat(smtp.say("MAIL FROM:<s@client.test>")).startsWith("250 ");
        String answer = smtp.say("RCPT TO:<" + sender.recipient() + ">");
        assertThat(answer)
            .as("%s to %s", sender.address(), sender.recipient())
            .startsWith(sender.answer());
        if (answer.startsWith("250 ")) {
          assertThat(smtp.say("DATA")).startsWith("354 ");
          assertThat(smtp.say("Subject: " + message + "\r\n\r\ntext\r\n."))
              .startsWith("250 2.0.0 Ok: queued");
        } else {
          assertThat(smtp.say("RSET")).startsWith("250 ");
        }
        right++;
      }
      return right;
    }
  }
}
