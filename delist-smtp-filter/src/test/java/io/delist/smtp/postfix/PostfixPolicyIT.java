package io.delist.smtp.postfix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.delist.smtp.GateMode;
import io.delist.smtp.ReplyTemplate;
import io.delist.smtp.SampleList;
import io.delist.smtp.SmtpGateBuilder;
import io.delist.smtp.peers.PrivatePostfix;
import io.delist.smtp.peers.Program;
import io.delist.smtp.peers.Swaks;
import io.delist.smtp.peers.SystemTests;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real Postfix that asks the policy server, with the lines of docs/postfix.md. */
class PostfixPolicyIT {

  private static final String RECIPIENT = "someone@example.test";

  @BeforeAll
  static void programs() {
    SystemTests.requireRootAnd("postfix", "swaks");
  }

  static SampleList list() {
    return new SampleList()
        .list("192.0.2.66", 606)
        .list("2001:db8::/32", 612)
        .list("192.0.2.99", 606)
        .soften("192.0.2.99", 606);
  }

  /** The service as the documentation writes it. */
  static String policy(String service) {
    return "smtpd_recipient_restrictions = permit_mynetworks, permit_sasl_authenticated,"
        + " reject_unauth_destination, check_policy_service {"
        + service
        + ", timeout=5s, default_action=DUNNO}";
  }

  private static String service(SocketAddress address) {
    return "inet:127.0.0.1:" + ((InetSocketAddress) address).getPort();
  }

  private static PolicyServer server(SmtpGateBuilder gate) {
    return PolicyServer.builder(gate.build())
        .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .start();
  }

  @Test
  void refusesListedClientsOfBothFamiliesAndNobodyElse() {
    SmtpGateBuilder gate = list().gate().references(SampleList.signer());
    try (PolicyServer server = server(gate);
        PrivatePostfix postfix =
            PrivatePostfix.settings().main(policy(service(server.address()))).start()) {
      int port = postfix.port();
      Program.Result v4 = Swaks.to(port, RECIPIENT).as("192.0.2.66").send();
      assertThat(v4.output())
          .contains(
              "550 5.7.606 <"
                  + RECIPIENT
                  + ">: Recipient address rejected: Access denied, banned sending IP [192.0.2.66];"
                  + " To request removal from this list please visit https://delist.example/r/")
          .contains(" and follow the directions.");
      assertThat(v4.status()).isEqualTo(24);
      assertThat(Swaks.to(port, RECIPIENT).as("2001:db8::66").send().output())
          .contains("550 5.7.612 <" + RECIPIENT + ">")
          .contains("banned sending IP [2001:db8::66];");

      assertThat(Swaks.to(port, RECIPIENT).as("192.0.2.67").send().status()).isZero();
      assertThat(Swaks.to(port, RECIPIENT).as("2001:db9::66").send().status()).isZero();
      assertThat(Swaks.to(port, "postmaster@example.test").as("192.0.2.66").send().status())
          .isZero();
      assertThat(Swaks.to(port, "Abuse@example.test").as("2001:db8::66").send().status()).isZero();
      assertThat(Swaks.to(port, RECIPIENT).as("192.0.2.99").send().output())
          .contains("451 4.7.1 <" + RECIPIENT + ">")
          .contains("The removal of [192.0.2.99] from the blocklist is under way");
      assertThat(
              Swaks.to(port, RECIPIENT)
                  .as("192.0.2.66")
                  .with("--xclient-login", "kim")
                  .send()
                  .status())
          .isZero();
      assertThat(server.health().malformed()).isZero();
      assertThat(server.health().decisions()).containsEntry("authenticated", 1L);
    }
  }

  /** The documented lines do not stand in the way of what the own network sends elsewhere. */
  @Test
  void theOwnNetworkSendsToOtherDomainsAndNobodyElseDoes() {
    try (PolicyServer server = server(list().gate());
        PrivatePostfix postfix =
            PrivatePostfix.settings().main(policy(service(server.address()))).start()) {
      String elsewhere = "someone@elsewhere.test";
      assertThat(Swaks.to(postfix.port(), elsewhere).send().status()).isZero();
      assertThat(Swaks.to(postfix.port(), elsewhere).as("192.0.2.67").send().output())
          .contains("554 5.7.1 <" + elsewhere + ">: Relay access denied");
    }
  }

  /** DUNNO, never OK: what the list does not know goes on to Postfix's other restrictions. */
  @Test
  void noOpinionLeavesTheOtherRestrictionsTheirSay() throws IOException {
    Path directory = Files.createTempDirectory("policy");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path socket = directory.resolve("policy");
    try (PolicyServer server =
            PolicyServer.builder(list().gate().mode(GateMode.TAG).build())
                .unixSocket(socket)
                .start();
        PrivatePostfix postfix =
            PrivatePostfix.settings()
                .main(
                    policy("unix:" + socket)
                        + ", check_recipient_access inline:{gone@example.test=REJECT}")
                .start()) {
      assertThat(Swaks.to(postfix.port(), "gone@example.test").as("192.0.2.67").send().output())
          .contains("554 5.7.1 <gone@example.test>: Recipient address rejected: Access denied");
      assertThat(
              Swaks.to(postfix.port(), "a@example.test,b@example.test")
                  .as("192.0.2.66")
                  .send()
                  .status())
          .isZero();
      assertThat(server.health().decisions())
          .containsEntry("not-listed", 1L)
          .containsEntry("tagged", 2L);
    } finally {
      Files.deleteIfExists(directory);
    }
  }

  /** What Postfix does with a percent sign and a dollar sign in the words of a refusal: nothing. */
  @Test
  void percentSignsArriveAsTheyAre() {
    SmtpGateBuilder gate =
        list().gate().template(ReplyTemplate.of("100%s sure %% $client_address {url}"));
    try (PolicyServer server = server(gate);
        PrivatePostfix postfix =
            PrivatePostfix.settings().main(policy(service(server.address()))).start()) {
      assertThat(Swaks.to(postfix.port(), RECIPIENT).as("192.0.2.66").send().output())
          .contains("rejected: 100%s sure %% $client_address https://delist.example/");
    }
  }

  /** kill -9: mail flows, nothing turns into a 5xx, and a new process refuses again. */
  @Test
  void mailFlowsWhileTheProcessIsGone() {
    int policyPort = PrivatePostfix.freePort();
    PolicyProcess process = PolicyProcess.start(policyPort);
    try (PrivatePostfix postfix =
        PrivatePostfix.settings()
            .main(policy("inet:127.0.0.1:" + policyPort))
            .main("smtpd_policy_service_retry_delay = 1s")
            .start()) {
      int port = postfix.port();
      assertThat(Swaks.to(port, RECIPIENT).as("192.0.2.66").send().status()).isEqualTo(24);
      process.kill();
      for (String client : new String[] {"192.0.2.66", "192.0.2.67", "2001:db8::66"}) {
        Program.Result result = Swaks.to(port, RECIPIENT).as(client).send();
        assertThat(result.status()).as(result.output()).isZero();
        assertThat(result.output()).doesNotContainPattern("<[-*]+ +[45]\\d\\d ");
      }
      process = PolicyProcess.start(policyPort);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> Swaks.to(port, RECIPIENT).as("192.0.2.66").send().status() == 24);
    } finally {
      process.close();
    }
  }
}
