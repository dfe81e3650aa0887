package io.delist.smtp.milter;

import static io.delist.smtp.milter.MilterFixture.LISTED;
import static io.delist.smtp.milter.MilterFixture.LISTED6;
import static io.delist.smtp.milter.MilterFixture.UNLISTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.delist.smtp.GateMode;
import io.delist.smtp.PortalUrl;
import io.delist.smtp.SampleList;
import io.delist.smtp.peers.PrivatePostfix;
import io.delist.smtp.peers.Swaks;
import io.delist.smtp.peers.SystemTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real Postfix with {@code smtpd_milters}. */
class MilterPostfixIT {

  private static final String REFUSED =
      "550 5.7.606 Access denied, banned sending IP [192.0.2.66]; To request removal from this"
          + " list please visit https://delist.example/ and follow the directions.";
  private static final String REFUSED6 =
      "550 5.7.607 Access denied, banned sending IP [2001:db8:bad::66]; To request removal from"
          + " this list please visit https://delist.example/ and follow the directions.";

  @BeforeAll
  static void programs() {
    SystemTests.requireRootAnd("postfix", "swaks");
  }

  @ParameterizedTest
  @CsvSource({"6, inet", "4, inet", "3, inet", "2, inet", "6, unix"})
  void listedClientsAreRefusedWordForWordAndTheOthersPass(String protocol, String transport)
      throws IOException {
    Path directory = Files.createTempDirectory("milter");
    try (MilterServer server = server(transport, directory);
        PrivatePostfix postfix =
            postfix(endpoint(server, directory))
                .main("milter_protocol = " + protocol)
                .main("smtpd_sasl_auth_enable = yes")
                .start()) {
      int port = postfix.port();
      assertThat(dialogue(Swaks.to(port, "a@example.test").as(LISTED))).contains("** " + REFUSED);
      assertThat(dialogue(Swaks.to(port, "a@example.test").as(LISTED6))).contains("** " + REFUSED6);
      Swaks.to(port, "a@example.test").as(UNLISTED).send().orThrow();
      Swaks.to(port, "a@example.test").as("2001:db8::99").send().orThrow();
      Swaks.to(port, "postmaster@example.test").as(LISTED).send().orThrow();
      Swaks.to(port, "a@example.test")
          .as(LISTED)
          .with("--xclient-login", "someone")
          .send()
          .orThrow();
      assertThat(dialogue(Swaks.to(port, "a@example.test,postmaster@example.test").as(LISTED)))
          .contains(REFUSED)
          .contains("250 2.0.0 Ok: queued");

      assertThat(server.health().malformed() + server.health().failed()).isZero();
      assertThat(postfix.log()).doesNotContain("warning: milter");
    } finally {
      Files.deleteIfExists(directory);
    }
  }

  /** Postfix makes one of two percent signs, so the sender gets what the portal is called. */
  @Test
  void percentSignsArriveAsTheyAre() throws IOException {
    PortalUrl portal = PortalUrl.parse("https://delist.example/%7Ehelp/");
    try (MilterServer server =
            MilterServer.builder(
                    MilterFixture.gate(gate -> gate.portal(portal)), MilterFixture.anyPort())
                .start();
        PrivatePostfix postfix = postfix(MilterFixture.endpoint(server)).start()) {
      assertThat(dialogue(Swaks.to(postfix.port(), "a@example.test").as(LISTED)))
          .contains("please visit https://delist.example/%7Ehelp/ and follow");
    }
  }

  @Test
  void monitoringLetsThemPass() {
    try (MilterServer server =
            MilterServer.builder(
                    MilterFixture.gate(gate -> gate.mode(GateMode.MONITOR)),
                    MilterFixture.anyPort())
                .start();
        PrivatePostfix postfix = postfix(MilterFixture.endpoint(server)).start()) {
      Swaks.to(postfix.port(), "a@example.test").as(LISTED).send().orThrow();
      assertThat(server.health().decisions()).doesNotContainKey("reject");
    }
  }

  @Test
  void quarantineIsTheHoldQueue() throws IOException {
    try (MilterServer server =
            MilterServer.builder(MilterFixture.gate(), MilterFixture.anyPort())
                .quarantine()
                .start();
        PrivatePostfix postfix = postfix(MilterFixture.endpoint(server)).start()) {
      Swaks.to(postfix.port(), "a@example.test").as(UNLISTED).send().orThrow();
      Swaks.to(postfix.port(), "postmaster@example.test").as(LISTED).send().orThrow();
      assertThat(held(postfix)).isZero();

      Swaks.to(postfix.port(), "a@example.test").as(LISTED).send().orThrow();

      assertThat(held(postfix)).isEqualTo(1);
    }
  }

  @Test
  void aDelistingCountsFromTheNextMail() {
    SampleList list = new SampleList().list("192.0.2.64/28", 606);
    try (MilterServer server =
            MilterServer.builder(list.gate().build(), MilterFixture.anyPort()).start();
        PrivatePostfix postfix = postfix(MilterFixture.endpoint(server)).start()) {
      assertThat(dialogue(Swaks.to(postfix.port(), "a@example.test").as(LISTED))).contains(REFUSED);

      list.exempt(LISTED);

      Swaks.to(postfix.port(), "a@example.test").as(LISTED).send().orThrow();
    }
  }

  /** Ours is killed and comes back; in between, mail flows. */
  @Test
  void withoutTheMilterMailFlowsAndWithItAgainIsRefused() throws Exception {
    MilterProcess first = MilterProcess.start(0);
    try (PrivatePostfix postfix = postfix("inet:127.0.0.1:" + first.port()).start()) {
      assertThat(dialogue(Swaks.to(postfix.port(), "a@example.test").as(LISTED))).contains(REFUSED);
      try (SmtpDialogue underWay = SmtpDialogue.as(LISTED, postfix.port())) {
        assertThat(underWay.say("MAIL FROM:<s@client.test>")).startsWith("250 ");
        assertThat(underWay.say("RCPT TO:<a@example.test>")).isEqualTo(REFUSED);

        first.kill();

        assertThat(underWay.say("RCPT TO:<a@example.test>")).startsWith("250 ");
        assertThat(underWay.say("DATA")).startsWith("354 ");
        assertThat(underWay.say("Subject: x\r\n\r\ntext\r\n.")).startsWith("250 2.0.0 Ok: queued");
      }
      Swaks.to(postfix.port(), "a@example.test").as(LISTED).send().orThrow();

      try (MilterProcess second = MilterProcess.start(first.port())) {
        assertThat(second.port()).isEqualTo(first.port());
        assertThat(dialogue(Swaks.to(postfix.port(), "a@example.test").as(LISTED)))
            .contains(REFUSED);
      }
    } finally {
      first.close();
    }
  }

  /** One that hangs is waited for as long as main.cf says, then mail flows. */
  @Test
  void aMilterThatHangsHoldsMailUpNoLongerThanMainCfSays() throws Exception {
    MilterProcess process = MilterProcess.start(0);
    try (PrivatePostfix postfix =
        postfix("inet:127.0.0.1:" + process.port())
            .main("milter_connect_timeout = 1s")
            .main("milter_command_timeout = 1s")
            .main("milter_content_timeout = 1s")
            .start()) {
      process.suspend();
      Swaks.to(postfix.port(), "a@example.test").as(LISTED).send().orThrow();
      process.resume();
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () ->
                  dialogue(Swaks.to(postfix.port(), "a@example.test").as(LISTED))
                      .contains(REFUSED));
    } finally {
      process.close();
    }
  }

  static PrivatePostfix.Settings postfix(String endpoint) {
    return PrivatePostfix.settings()
        .main("smtpd_milters = " + endpoint)
        .main("milter_default_action = accept")
        .main("milter_connect_timeout = 5s")
        .main("milter_command_timeout = 5s");
  }

  private static MilterServer server(String transport, Path directory) throws IOException {
    if (transport.equals("inet")) {
      return MilterFixture.start();
    }
    Files.setPosixFilePermissions(
        directory, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    return MilterServer.builder(
            MilterFixture.gate(), java.net.UnixDomainSocketAddress.of(directory.resolve("milter")))
        .start();
  }

  private static String endpoint(MilterServer server, Path directory) {
    return server.address() instanceof java.net.InetSocketAddress
        ? MilterFixture.endpoint(server)
        : "unix:" + directory.resolve("milter");
  }

  private static String dialogue(Swaks swaks) {
    return swaks.send().output();
  }

  private static long held(PrivatePostfix postfix) throws IOException {
    try (Stream<Path> files = Files.walk(postfix.directory().resolve("queue/hold"))) {
      return files.filter(Files::isRegularFile).count();
    }
  }
}
