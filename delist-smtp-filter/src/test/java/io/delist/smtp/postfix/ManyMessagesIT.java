package io.delist.smtp.postfix;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.smtp.peers.PrivatePostfix;
import io.delist.smtp.peers.SystemTests;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Messages of listed and other clients through a real Postfix, and not one wrong answer. 1,000 of
 * them in a build, {@code -Ddelist.test.messages=10000} for as many.
 */
class ManyMessagesIT {

  private static final int MESSAGES = Integer.getInteger("delist.test.messages", 1_000);
  private static final int SESSIONS = 4;

  @Test
  void everyMessageGetsTheAnswerOfItsClient() throws Exception {
    SystemTests.requireRootAnd("postfix");
    try (PolicyServer server =
            PolicyServer.builder(PostfixPolicyIT.list().gate().build())
                .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .start();
        PrivatePostfix postfix =
            PrivatePostfix.settings()
                .main(
                    PostfixPolicyIT.policy(
                        "inet:127.0.0.1:" + ((InetSocketAddress) server.address()).getPort()))
                .main("smtpd_authorized_xclient_hosts = static:all")
                .main("smtpd_hard_error_limit = 1000000")
                .main("smtpd_soft_error_limit = 1000000")
                .main("in_flow_delay = 0")
                .start()) {
      ExecutorService clients = Executors.newFixedThreadPool(SESSIONS);
      try {
        List<Callable<Integer>> work = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
          int seed = i;
          int messages = (MESSAGES + SESSIONS - 1 - i) / SESSIONS;
          work.add(() -> wrongAnswers(postfix.port(), messages, seed));
        }
        int wrong = 0;
        for (Future<Integer> done : clients.invokeAll(work)) {
          wrong += done.get();
        }
        assertThat(wrong).isZero();
        assertThat(server.health().latency().count()).isEqualTo(MESSAGES);
        assertThat(server.health().malformed()).isZero();
      } finally {
        clients.shutdownNow();
      }
    }
  }

  private static int wrongAnswers(int port, int messages, int seed) throws IOException {
    Random random = new Random(seed);
    int wrong = 0;
    try (XclientSession session = new XclientSession(port)) {
      for (int i = 0; i < messages; i++) {
        boolean listed = random.nextBoolean();
        boolean v6 = random.nextBoolean();
        boolean exempt = random.nextInt(10) == 0;
        String client =
            v6
                ? (listed ? "2001:db8::" : "2001:db9::")
                    + Integer.toHexString(random.nextInt(65536))
                : "192.0.2." + (listed ? 66 : 1 + random.nextInt(60));
        session.become(client);
        String reply = session.send(exempt ? "postmaster@example.test" : "someone@example.test");
        String expected = !listed || exempt ? "250 " : v6 ? "550 5.7.612 " : "550 5.7.606 ";
        boolean names = !expected.startsWith("550") || reply.contains("[" + client + "]");
        wrong += reply.startsWith(expected) && names ? 0 : 1;
      }
    }
    return wrong;
  }
}
