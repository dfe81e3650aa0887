package io.delist.smtp.postfix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delist.smtp.GateMode;
import io.delist.smtp.SampleList;
import io.delist.smtp.SmtpGate;
import io.delist.smtp.listener.ListenerHealth;
import io.delist.smtp.listener.ListenerStartException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyServerTest {

  private static final String REFUSAL =
      "550 5.7.612 Access denied, banned sending IP [203.0.113.9]; To request removal from this"
          + " list please visit https://delist.example/ and follow the directions.";

  private final SampleList list =
      new SampleList().list("203.0.113.9", 612).list("2001:db8::/32", 606);

  private static PolicyServerBuilder server(SmtpGate gate) {
    return PolicyServer.builder(gate)
        .threads(1)
        .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  /** Those that were made at all. */
  private static Map<String, Long> made(ListenerHealth health) {
    Map<String, Long> made = new HashMap<>(health.decisions());
    made.values().removeIf(count -> count == 0);
    return made;
  }

  @Test
  void answersManyRequestsOnOneConnection() {
    try (PolicyServer server = server(list.gate().build()).listAge(() -> 1_234).start();
        PolicyClient postfix = PolicyClient.connect(server.address())) {
      assertThat(postfix.ask(PolicyClient.request("192.0.2.1"))).isEqualTo("DUNNO");
      assertThat(postfix.ask(PolicyClient.request("203.0.113.9"))).isEqualTo(REFUSAL);
      assertThat(postfix.ask(PolicyClient.request("2001:db8::66")))
          .startsWith("550 5.7.606 Access denied, banned sending IP [2001:db8::66]; ");
      assertThat(
              postfix.ask(PolicyClient.request("203.0.113.9", "postmaster@example.test", Map.of())))
          .isEqualTo("DUNNO");
      assertThat(
              postfix.ask(
                  PolicyClient.request(
                      "203.0.113.9", "a@example.test", Map.of("sasl_username", "kim"))))
          .isEqualTo("DUNNO");
      assertThat(postfix.ask(PolicyClient.request("unknown"))).isEqualTo("DUNNO");
      list.exempt("203.0.113.9");
      assertThat(postfix.ask(PolicyClient.request("203.0.113.9"))).isEqualTo("DUNNO");

      ListenerHealth health = server.health();
      assertThat(health.listening()).isTrue();
      assertThat(health.name()).isEqualTo("postfix");
      assertThat(made(health))
          .isEqualTo(
              Map.of(
                  "not-listed", 1L,
                  "rejected", 2L,
                  "exempt-recipient", 1L,
                  "authenticated", 1L,
                  "unknown-client", 1L,
                  "exempt", 1L));
      assertThat(health.latency().count()).isEqualTo(7);
      assertThat(health.connections()).isEqualTo(new ListenerHealth.Connections(1, 1, 0, 0));
      assertThat(health.listAgeMillis()).isEqualTo(1_234);
      assertThat(health.malformed()).isZero();
    }
  }

  /** Without a recipient nobody knows whether it is postmaster; after RCPT it was decided. */
  @ParameterizedTest
  @ValueSource(strings = {"CONNECT", "EHLO", "HELO", "MAIL", "DATA", "END-OF-MESSAGE", "VRFY", ""})
  void hasNoOpinionAtOtherStages(String stage) {
    try (PolicyServer server = server(list.gate().build()).start();
        PolicyClient postfix = PolicyClient.connect(server.address())) {
      assertThat(
              postfix.ask(PolicyClient.request("203.0.113.9", "", Map.of("protocol_state", stage))))
          .isEqualTo("DUNNO");
      assertThat(made(server.health())).isEqualTo(Map.of("other-stage", 1L));
    }
  }

  @Test
  void tagsAMessageOnce() {
    try (PolicyServer server = server(list.gate().mode(GateMode.TAG).build()).start();
        PolicyClient postfix = PolicyClient.connect(server.address())) {
      String tag = "PREPEND X-Delist: listed; client=203.0.113.9; code=5.7.612; source=operator";
      assertThat(postfix.ask(PolicyClient.request("203.0.113.9"))).isEqualTo(tag);
      assertThat(postfix.ask(PolicyClient.request("203.0.113.9"))).isEqualTo("DUNNO");
      assertThat(
              postfix.ask(
                  PolicyClient.request("203.0.113.9", "a@example.test", Map.of("instance", "4"))))
          .isEqualTo(tag);
    }
  }

  @Test
  void troubleOfOursIsNoOpinion() {
    SmtpGate broken =
        SmtpGate.builder(
                list.blocklist(),
                () -> {
                  throw new IllegalStateException("no time");
                })
            .portal(SampleList.PORTAL)
            .build();
    try (PolicyServer server = server(broken).start();
        PolicyClient postfix = PolicyClient.connect(server.address())) {
      assertThat(postfix.ask(PolicyClient.request("203.0.113.9"))).isEqualTo("DUNNO");
      assertThat(postfix.ask(PolicyClient.request("203.0.113.9"))).isEqualTo("DUNNO");
      assertThat(made(server.health())).isEqualTo(Map.of("trouble", 2L));
    }
  }

  @Test
  void listensOnAUnixSocketThatOutlivesAKilledProcess(@TempDir Path directory) throws Exception {
    Path path = directory.resolve("policy");
    // What a killed process leaves: a socket at which nobody answers.
    java.nio.channels.ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)
        .bind(java.net.UnixDomainSocketAddress.of(path))
        .close();
    assertThat(path).exists();
    try (PolicyServer server = server(list.gate().build()).unixSocket(path).start();
        PolicyClient postfix = PolicyClient.connect(server.address())) {
      assertThat(postfix.ask(PolicyClient.request("203.0.113.9"))).isEqualTo(REFUSAL);
      assertThat(Files.getPosixFilePermissions(path).toString())
          .contains("OTHERS_WRITE", "OTHERS_READ");
      assertThatThrownBy(() -> server(list.gate().build()).unixSocket(path).start())
          .isInstanceOf(ListenerStartException.class)
          .hasMessageContaining(path.toString())
          .hasMessageContaining("another process answers there");
    }
    assertThat(path).doesNotExist();
    Files.writeString(path, "mine");
    assertThatThrownBy(() -> server(list.gate().build()).unixSocket(path).start())
        .isInstanceOf(ListenerStartException.class)
        .hasMessageContaining("no socket");
    assertThat(path).hasContent("mine");
  }

  @Test
  void aPortInUseIsNamed() {
    try (PolicyServer server = server(list.gate().build()).start()) {
      PolicyServerBuilder second =
          server(list.gate().build()).address((InetSocketAddress) server.address());
      assertThatThrownBy(second::start)
          .isInstanceOf(ListenerStartException.class)
          .hasMessageMatching(
              "the listener postfix cannot listen on 127\\.0\\.0\\.1:\\d+: .*in use.*");
    }
  }

  @Test
  void settingsOutOfRangeAreNamed() {
    PolicyServerBuilder server = server(list.gate().build());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> server.requestTime(Duration.ZERO))
        .withMessage("request time PT0S is out of range; must be PT0.001S to PT24H");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> server.idleTime(Duration.ofDays(2)))
        .withMessage("idle time PT48H is out of range; must be PT0.001S to PT24H");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> server.maxConnections(0).start())
        .withMessage("limit of 0 connections is out of range; must be 1 or more");
  }

  /** Half a request is under way: it is answered before the end; who asks nothing goes at once. */
  @Test
  void aStopAnswersWhatIsUnderWay() throws Exception {
    PolicyServer server =
        server(list.gate().build()).threads(2).grace(Duration.ofSeconds(30)).start();
    try (PolicyClient asking = PolicyClient.connect(server.address());
        PolicyClient idle = PolicyClient.connect(server.address())) {
      assertThat(idle.ask(PolicyClient.request("192.0.2.1"))).isEqualTo("DUNNO");
      String request = PolicyClient.request("203.0.113.9");
      // The first is answered, so what came with it has been read too.
      asking.send(PolicyClient.request("192.0.2.1") + request.substring(0, 40));
      assertThat(asking.answer()).isEqualTo("DUNNO");
      Thread stop = new Thread(server::close);
      stop.start();
      assertThat(idle.isHungUp()).isTrue();
      asking.send(request.substring(40));
      assertThat(asking.answer()).isEqualTo(REFUSAL);
      assertThat(asking.isHungUp()).isTrue();
      stop.join();
      assertThat(server.health().listening()).isFalse();
      assertThat(server.health().connections().open()).isZero();
      server.close();
    }
  }

  @Test
  void aStopDoesNotWaitForEver() {
    PolicyServer server = server(list.gate().build()).grace(Duration.ofMillis(50)).start();
    try (PolicyClient asking = PolicyClient.connect(server.address())) {
      asking.send(PolicyClient.request("192.0.2.1") + "request=");
      assertThat(asking.answer()).isEqualTo("DUNNO");
      server.close();
      assertThat(asking.isHungUp()).isTrue();
    }
  }
}
