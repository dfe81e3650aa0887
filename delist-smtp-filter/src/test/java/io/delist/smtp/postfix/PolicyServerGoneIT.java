package io.delist.smtp.postfix;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.smtp.peers.PrivatePostfix;
import io.delist.smtp.peers.SystemTests;
import io.delist.smtp.peers.UnreadOctets;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The policy server is killed, or stands still, while SMTP sessions are open and while Postfix
 * waits for its answers. With the lines of docs/postfix.md mail flows, and no reply is a 4xx or
 * 5xx.
 */
class PolicyServerGoneIT {

  private static final String MAIL = "MAIL FROM:<sender@client.test>";
  private static final String RECIPIENT = "RCPT TO:<someone@example.test>";
  private static final String REFUSED = "550 5.7.606 <someone@example.test>: Recipient address";
  private static final List<String> CLIENTS =
      List.of("192.0.2.66", "2001:db8::66", "192.0.2.99", "192.0.2.67");

  private int policyPort;
  private PolicyProcess process;
  private PrivatePostfix postfix;

  @BeforeAll
  static void programs() {
    SystemTests.requireRootAnd("postfix");
  }

  @BeforeEach
  void start() {
    policyPort = PrivatePostfix.freePort();
    process = PolicyProcess.start(policyPort);
    postfix =
        PrivatePostfix.settings()
            .main(PostfixPolicyIT.policy("inet:127.0.0.1:" + policyPort))
            .start();
  }

  @AfterEach
  void stop() {
    process.close();
    postfix.close();
  }

  @Test
  void killedBetweenMailAndRecipient() throws IOException {
    try (XclientSession never = new XclientSession(postfix.port());
        XclientSession asked = new XclientSession(postfix.port())) {
      never.become("192.0.2.66");
      assertThat(never.say(MAIL)).startsWith("250 ");
      asked.become("192.0.2.66");
      assertThat(asked.say(MAIL)).startsWith("250 ");
      assertThat(asked.say(RECIPIENT)).startsWith(REFUSED);

      process.kill();

      for (XclientSession session : List.of(never, asked)) {
        assertThat(session.say(RECIPIENT)).startsWith("250 2.1.5 ");
        assertQueued(session);
      }
      process = PolicyProcess.start(policyPort);
      for (XclientSession session : List.of(never, asked)) {
        assertThat(session.say(MAIL)).startsWith("250 ");
        assertThat(session.say(RECIPIENT)).startsWith(REFUSED);
      }
    }
  }

  /** Postfix has asked about every client, and none of the questions is ever answered. */
  @Test
  void killedWhileItOwesAnswers() throws IOException {
    List<XclientSession> sessions = owed();
    try {
      process.kill();

      assertAllQueued(sessions);
    } finally {
      closeAll(sessions);
    }
  }

  /** It keeps its connections and answers nothing: Postfix gives up after the timeout. */
  @Test
  void suspendedWhileItOwesAnswersAndResumed() throws IOException {
    List<XclientSession> sessions = owed();
    try {
      assertAllQueued(sessions);
      process.resume();
      // What it has to say about those that Postfix has given up is no answer to the next.
      XclientSession listed = sessions.get(0);
      XclientSession unlisted = sessions.get(sessions.size() - 1);
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> answerTo(listed).startsWith(REFUSED));
      assertThat(answerTo(unlisted)).startsWith("250 2.1.5 ");
      assertThat(answerTo(listed)).startsWith(REFUSED);
    } finally {
      closeAll(sessions);
    }
  }

  private static String answerTo(XclientSession session) throws IOException {
    assertThat(session.say("RSET")).startsWith("250 ");
    assertThat(session.say(MAIL)).startsWith("250 ");
    return session.say(RECIPIENT);
  }

  /** A session of each client; its recipient has been asked about, and the server stands still. */
  private List<XclientSession> owed() throws IOException {
    List<XclientSession> sessions = new ArrayList<>();
    for (String client : CLIENTS) {
      XclientSession session = new XclientSession(postfix.port());
      sessions.add(session);
      session.become(client);
      assertThat(session.say(MAIL)).startsWith("250 ");
    }
    process.suspend();
    for (XclientSession session : sessions) {
      session.write(RECIPIENT);
    }
    UnreadOctets.await(policyPort, sessions.size());
    return sessions;
  }

  private static void assertAllQueued(List<XclientSession> sessions) throws IOException {
    for (XclientSession session : sessions) {
      assertThat(session.reply()).startsWith("250 2.1.5 ");
      assertQueued(session);
    }
  }

  private static void assertQueued(XclientSession session) throws IOException {
    assertThat(session.say("DATA")).startsWith("354 ");
    assertThat(session.say("Subject: one\r\n\r\ntext\r\n.")).startsWith("250 2.0.0 Ok: queued");
  }

  private static void closeAll(List<XclientSession> sessions) throws IOException {
    for (XclientSession session : sessions) {
      session.close();
    }
  }
}
