package io.delist.smtp.postfix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.delist.smtp.SampleList;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever others do to the server, a good connection is served on; one thread serves them all. */
class HostileConnectionsTest {

  private static final String GOOD = PolicyClient.request("203.0.113.9");

  private final SampleList list = new SampleList().list("203.0.113.9", 612);
  private final PolicyServer server =
      PolicyServer.builder(list.gate().build())
          .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
          .threads(1)
          .maxConnections(50)
          .requestTime(Duration.ofMillis(300))
          .grace(Duration.ZERO)
          .start();
  private final PolicyClient good = PolicyClient.connect(server.address());

  @AfterEach
  void goodOnesAreServedToTheEnd() {
    assertThat(good.ask(GOOD)).startsWith("550 5.7.612 ");
    good.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n",
        "request=smtpd_access_policy\nno equals sign\n\n",
        "=value\n\n",
        "request=something_else\n\n",
        "protocol_state=RCPT\nclient_address=203.0.113.9\n\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "\u0000\u0001\u0002\n",
        "\u0016\u0003\u0001\u0002\n"
      })
  void whatIsNoRequestIsClosedAndCounted(String garbage) {
    try (PolicyClient client = PolicyClient.connect(server.address())) {
      client.send(garbage);
      assertThat(client.isHungUp()).isTrue();
    }
    assertThat(server.health().malformed()).isEqualTo(1);
  }

  /** A good request before the bad one has its answer. */
  @Test
  void whatWasAskedBeforeIsAnswered() {
    try (PolicyClient client = PolicyClient.connect(server.address())) {
      client.send(GOOD + "nonsense\n");
      assertThat(client.answer()).startsWith("550 ");
      assertThat(client.isHungUp()).isTrue();
    }
  }

  @Test
  void aLineMayHave2048OctetsAndNoMore() {
    String name = "stress=";
    try (PolicyClient client = PolicyClient.connect(server.address())) {
      String longest = name + "x".repeat(2_048 - name.length()) + "\n";
      assertThat(client.ask(longest + GOOD)).startsWith("550 ");
      client.send(name + "x".repeat(2_049 - name.length()));
      assertThat(client.isHungUp()).isTrue();
    }
    assertThat(server.health().malformed()).isEqualTo(1);
  }

  @Test
  void aRequestMayHave65536OctetsAndNoMore() {
    // 32 lines of 2,000 octets, and one more that fills the rest.
    String head = ("stress=" + "x".repeat(1_992) + "\n").repeat(32);
    int rest = 65_536 - head.length() - GOOD.length();
    String filler = "stress=" + "y".repeat(rest - "stress=".length() - 1) + "\n";
    try (PolicyClient client = PolicyClient.connect(server.address())) {
      assertThat(client.ask(head + filler + GOOD)).startsWith("550 ");
      client.send(head + "stress=y" + filler.substring("stress=".length()) + GOOD);
      assertThat(client.isHungUp()).isTrue();
    }
    assertThat(server.health().malformed()).isEqualTo(1);
  }

  @Test
  void aRequestMayHave100AttributesAndNoMore() {
    long own = GOOD.lines().count() - 1;
    String filler = "x=\n".repeat((int) (100 - own));
    try (PolicyClient client = PolicyClient.connect(server.address())) {
      assertThat(client.ask(filler + GOOD)).startsWith("550 ");
      client.send("x=\n" + filler + GOOD);
      assertThat(client.isHungUp()).isTrue();
    }
    assertThat(server.health().malformed()).isEqualTo(1);
  }

  /** Octets that trickle in buy no time. */
  @Test
  void aSlowRequestIsCutOff() {
    try (PolicyClient slow = PolicyClient.connect(server.address())) {
      slow.send("r");
      await()
          .pollInterval(Duration.ofMillis(20))
          .until(
              () -> {
                assertThat(good.ask(GOOD)).startsWith("550 ");
                try {
                  slow.send("e");
                } catch (java.io.UncheckedIOException e) {
                  return true;
                }
                return server.health().connections().timedOut() == 1;
              });
    }
    assertThat(server.health().malformed()).isZero();
  }

  @Test
  void anIdleConnectionIsClosedAfterItsTime() {
    try (PolicyServer hasty =
            PolicyServer.builder(list.gate().build())
                .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .idleTime(Duration.ofMillis(100))
                .start();
        PolicyClient silent = PolicyClient.connect(hasty.address())) {
      assertThat(silent.isHungUp()).isTrue();
      assertThat(hasty.health().connections().timedOut()).isEqualTo(1);
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInTheirOrder() {
    int requests = 2_000;
    try (PolicyClient client = PolicyClient.connect(server.address())) {
      Thread sender =
          new Thread(
              () -> {
                for (int i = 0; i < requests; i++) {
                  client.send(PolicyClient.request(i % 3 == 0 ? "203.0.113.9" : "192.0.2.1"));
                }
              });
      sender.start();
      for (int i = 0; i < requests; i++) {
        assertThat(client.answer()).startsWith(i % 3 == 0 ? "550 " : "DUNNO");
      }
      await().until(() -> !sender.isAlive());
    }
  }

  /** Answers that nobody reads are not gathered without end: the server stops to read. */
  @Test
  void whoReadsNoAnswersIsReadNoMoreAndCutOff() throws IOException {
    byte[] requests = GOOD.repeat(100).getBytes(StandardCharsets.US_ASCII);
    long most = 256L << 20;
    long sent = PolicyClient.flood(server.address(), requests, most);
    assertThat(sent).isLessThan(most);
    await().until(() -> server.health().connections().open() == 1);
    assertThat(good.ask(GOOD)).startsWith("550 ");
  }

  @Test
  void connectionsAboveTheLimitAreTurnedAwayAndThereIsRoomAgain() {
    List<PolicyClient> many = new ArrayList<>();
    try {
      for (int i = 1; i < 50; i++) {
        PolicyClient client = PolicyClient.connect(server.address());
        many.add(client);
        assertThat(client.ask(GOOD)).startsWith("550 ");
      }
      try (PolicyClient surplus = PolicyClient.connect(server.address())) {
        assertThat(surplus.isHungUp()).isTrue();
      }
      assertThat(server.health().connections().turnedAway()).isEqualTo(1);
      assertThat(good.ask(GOOD)).startsWith("550 ");
    } finally {
      many.forEach(PolicyClient::close);
    }
    await().until(() -> server.health().connections().open() == 1);
    try (PolicyClient next = PolicyClient.connect(server.address())) {
      assertThat(next.ask(GOOD)).startsWith("550 ");
    }
  }

  /** Clients that go without a word, in the middle of a request or before one. */
  @Test
  void clientsThatGoLeaveNothing() {
    Random random = new Random(20261123);
    for (int i = 0; i < 200; i++) {
      try (PolicyClient client = PolicyClient.connect(server.address())) {
        client.send(GOOD.substring(0, random.nextInt(GOOD.length())));
      }
    }
    await().until(() -> server.health().connections().open() == 1);
    assertThat(server.health().malformed()).isZero();
    assertThat(server.health().failed()).isZero();
  }
}
