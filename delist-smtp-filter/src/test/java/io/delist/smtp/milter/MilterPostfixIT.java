package io.delist.smtp.milter;

import static io.delist.smtp.milter.MilterFixture.LISTED;
import static io.delist.smtp.milter.MilterFixture.LISTED6;
import static io.delist.smtp.milter.MilterFixture.UNLISTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.delist.smtp.GateMode;
import io.delist.smtp.PortalUrl;
import io.delist.smtp.SampleList;
import io.delist.smtp.SmtpGate;
import io.delist.smtp.peers.PrivatePostfix;
import io.delist.smtp.peers.Swaks;
import io.delist.smtp.peers.SystemTests;
import io.delist.smtp.peers.UnreadOctets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A real Postfix, with an SMTP server for each of several milters, as {@code smtpd_milters} and
 * {@code milter_default_action = accept} have them.
 */
class MilterPostfixIT {

  private static final String REFUSED =
      "550 5.7.606 Access denied, banned sending IP [192.0.2.66]; To request removal from this"
          + " list please visit https://delist.example/ and follow the directions.";
  private static final String REFUSED6 =
      "550 5.7.607 Access denied, banned sending IP [2001:db8:bad::66]; To request removal from"
          + " this list please visit https://delist.example/ and follow the directions.";

  private static final SampleList CHANGING = new SampleList().list("192.0.2.64/28", 606);
  private static final List<MilterServer> SERVERS = new ArrayList<>();

  /** The ports of Postfix, by what is behind them. */
  private static final Map<String, Integer> PORTS = new HashMap<>();

  private static int processPort;
  private static int hangingPort;
  private static Path directory;
  private static PrivatePostfix postfix;

  @BeforeAll
  static void start() throws IOException {
    SystemTests.requireRootAnd("postfix", "swaks");
    directory = Files.createTempDirectory("milter");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    PrivatePostfix.Settings settings =
        PrivatePostfix.settings().main("milter_default_action = accept");
    for (int version : new int[] {2, 3, 4, 6}) {
      behind(settings, "version " + version, server(MilterFixture.gate()), version);
    }
    SERVERS.add(
        MilterServer.builder(MilterFixture.gate()).unixSocket(directory.resolve("socket")).start());
    behind(settings, "socket", "unix:" + directory.resolve("socket"), 6);
    PortalUrl percent = PortalUrl.parse("https://delist.example/%7Ehelp/");
    behind(settings, "percent", server(MilterFixture.gate(gate -> gate.portal(percent))), 6);
    behind(settings, "monitor", server(MilterFixture.gate(gate -> gate.mode(GateMode.MONITOR))), 6);
    behind(settings, "tag", server(MilterFixture.gate(gate -> gate.mode(GateMode.TAG))), 6);
    // The cleanup server then logs each field that a milter adds.
    settings.main("milter_header_checks = regexp:{{/^X-Delist:/ WARN as added}}");
    behind(settings, "changing", server(CHANGING.gate().build()), 6);
    MilterServer quarantine =
        MilterServer.builder(MilterFixture.gate())
            .address(MilterFixture.anyPort())
            .quarantine()
            .start();
    SERVERS.add(quarantine);
    behind(settings, "quarantine", MilterFixture.endpoint(quarantine), 6);
    processPort = PrivatePostfix.freePort();
    behind(settings, "process", "inet:127.0.0.1:" + processPort, 6);
    hangingPort = PrivatePostfix.freePort();
    int hanging = PrivatePostfix.freePort();
    PORTS.put("hanging", hanging);
    settings.smtpd(
        hanging,
        "smtpd_milters=inet:127.0.0.1:" + hangingPort,
        "milter_connect_timeout=1s",
        "milter_command_timeout=1s",
        "milter_content_timeout=1s");
    postfix = settings.start();
  }

  @AfterAll
  static void stop() throws IOException {
    if (postfix != null) {
      postfix.close();
    }
    SERVERS.forEach(MilterServer::close);
    if (directory != null) {
      Files.deleteIfExists(directory);
    }
  }

  private static String server(SmtpGate gate) {
    MilterServer server = MilterServer.builder(gate).address(MilterFixture.anyPort()).start();
    SERVERS.add(server);
    return MilterFixture.endpoint(server);
  }

  private static void behind(
      PrivatePostfix.Settings settings, String name, String milter, int version) {
    int port = PrivatePostfix.freePort();
    PORTS.put(name, port);
    settings.smtpd(port, "smtpd_milters=" + milter, "milter_protocol=" + version);
  }

  @ParameterizedTest
  @ValueSource(strings = {"version 2", "version 3", "version 4", "version 6", "socket"})
  void listedClientsAreRefusedWordForWordAndTheOthersPass(String behind) {
    assertThat(dialogue(mail(behind).as(LISTED))).contains("** " + REFUSED);
    assertThat(dialogue(mail(behind).as(LISTED6))).contains("** " + REFUSED6);
    mail(behind).as(UNLISTED).send().orThrow();
    mail(behind).as("2001:db8::99").send().orThrow();
    mail(behind, "postmaster@example.test").as(LISTED).send().orThrow();
    mail(behind).as(LISTED).with("--xclient-login", "someone").send().orThrow();
    assertThat(dialogue(mail(behind, "a@example.test,postmaster@example.test").as(LISTED)))
        .contains(REFUSED)
        .contains("250 2.0.0 Ok: queued");

    assertThat(SERVERS)
        .allSatisfy(
            server -> assertThat(server.health().malformed() + server.health().failed()).isZero());
  }

  /** Postfix makes one of two percent signs, so the sender gets what the portal is called. */
  @Test
  void percentSignsArriveAsTheyAre() {
    assertThat(dialogue(mail("percent").as(LISTED)))
        .contains("please visit https://delist.example/%7Ehelp/ and follow");
  }

  @Test
  void monitoringLetsThemPass() {
    mail("monitor").as(LISTED).send().orThrow();
  }

  @Test
  void tagTakesTheMailWithAField() {
    mail("tag").as(UNLISTED).send().orThrow();
    mail("tag", "postmaster@example.test").as(LISTED).send().orThrow();
    assertThat(postfix.log()).doesNotContain("X-Delist");

    mail("tag").as(LISTED).send().orThrow();

    assertThat(postfix.log())
        .containsOnlyOnce("header X-Delist: listed; client=192.0.2.66; code=5.7.606; source=");
  }

  @Test
  void quarantineIsTheHoldQueue() throws IOException {
    mail("quarantine").as(UNLISTED).send().orThrow();
    mail("quarantine", "postmaster@example.test").as(LISTED).send().orThrow();
    assertThat(held()).isZero();

    mail("quarantine").as(LISTED).send().orThrow();

    assertThat(held()).isEqualTo(1);
  }

  @Test
  void aDelistingCountsFromTheNextMail() {
    assertThat(dialogue(mail("changing").as(LISTED))).contains(REFUSED);

    CHANGING.exempt(LISTED);

    mail("changing").as(LISTED).send().orThrow();
  }

  /** Ours is killed and comes back; in between, mail flows. */
  @Test
  void withoutTheMilterMailFlowsAndWithItAgainIsRefused() throws Exception {
    MilterProcess first = MilterProcess.start(processPort);
    try (SmtpDialogue underWay = SmtpDialogue.as(LISTED, PORTS.get("process"))) {
      assertThat(underWay.say("MAIL FROM:<s@client.test>")).startsWith("250 ");
      assertThat(underWay.say("RCPT TO:<a@example.test>")).isEqualTo(REFUSED);

      first.kill();

      assertThat(underWay.say("RCPT TO:<a@example.test>")).startsWith("250 ");
      assertThat(underWay.say("DATA")).startsWith("354 ");
      assertThat(underWay.say("Subject: x\r\n\r\ntext\r\n.")).startsWith("250 2.0.0 Ok: queued");
    } finally {
      first.close();
    }
    mail("process").as(LISTED).send().orThrow();

    try (MilterProcess second = MilterProcess.start(processPort)) {
      assertThat(second.port()).isEqualTo(processPort);
      assertThat(dialogue(mail("process").as(LISTED))).contains(REFUSED);
    }
  }

  /** A recipient has been asked about, the answer never comes: mail flows. */
  @Test
  void killedWhileItOwesAnAnswerMailFlows() throws Exception {
    try (MilterProcess process = MilterProcess.start(processPort);
        SmtpDialogue owed = SmtpDialogue.as(LISTED, PORTS.get("process"))) {
      assertThat(owed.say("MAIL FROM:<s@client.test>")).startsWith("250 ");
      process.suspend();
      owed.send("RCPT TO:<a@example.test>");
      UnreadOctets.await(processPort, 1);

      process.kill();

      assertThat(owed.reply()).startsWith("250 ");
      assertThat(owed.say("DATA")).startsWith("354 ");
      assertThat(owed.say("Subject: x\r\n\r\ntext\r\n.")).startsWith("250 2.0.0 Ok: queued");
    }
  }

  /** One that hangs is waited for as long as main.cf says, then mail flows. */
  @Test
  void aMilterThatHangsHoldsMailUpNoLongerThanMainCfSays() throws Exception {
    try (MilterProcess process = MilterProcess.start(hangingPort);
        SmtpDialogue underWay = SmtpDialogue.as(LISTED, PORTS.get("hanging"))) {
      assertThat(underWay.say("MAIL FROM:<s@client.test>")).startsWith("250 ");
      assertThat(underWay.say("RCPT TO:<a@example.test>")).isEqualTo(REFUSED);
      process.suspend();
      assertThat(underWay.say("RCPT TO:<a@example.test>")).startsWith("250 ");
      assertThat(underWay.say("DATA")).startsWith("354 ");
      assertThat(underWay.say("Subject: x\r\n\r\ntext\r\n.")).startsWith("250 2.0.0 Ok: queued");
      mail("hanging").as(LISTED).send().orThrow();
      process.resume();
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> dialogue(mail("hanging").as(LISTED)).contains(REFUSED));
    }
  }

  private static Swaks mail(String behind) {
    return mail(behind, "a@example.test");
  }

  private static Swaks mail(String behind, String recipients) {
    return Swaks.to(PORTS.get(behind), recipients);
  }

  private static String dialogue(Swaks swaks) {
    return swaks.send().output();
  }

  private static long held() throws IOException {
    try (Stream<Path> files = Files.walk(postfix.directory().resolve("queue/hold"))) {
      return files.filter(Files::isRegularFile).count();
    }
  }
}
