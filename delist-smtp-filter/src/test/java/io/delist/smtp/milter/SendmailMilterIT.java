package io.delist.smtp.milter;

import static io.delist.smtp.milter.MilterFixture.LISTED_LOOPBACK;
import static io.delist.smtp.milter.MilterFixture.UNLISTED_LOOPBACK;
import static io.delist.smtp.milter.MilterFixture.gate;
import static org.assertj.core.api.Assertions.assertThat;

import io.delist.smtp.GateMode;
import io.delist.smtp.PortalUrl;
import io.delist.smtp.SampleList;
import io.delist.smtp.SmtpGate;
import io.delist.smtp.peers.PrivatePostfix;
import io.delist.smtp.peers.PrivateSendmail;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real Sendmail that asks the milter, with the line of docs/milter.md. */
class SendmailMilterIT {

  /** Before the words of a 5xx Sendmail puts the recipient; the codes stay where they were. */
  private static final String REFUSED =
      "550 5.7.606 <a@example.test>... Access denied, banned sending IP [127.0.0.66]; To request"
          + " removal from this list please visit https://delist.example/ and follow the"
          + " directions.";

  private static final String REFUSED6 =
      "550 5.7.607 <a@example.test>... Access denied, banned sending IP [::1]; To request removal"
          + " from this list please visit https://delist.example/ and follow the directions.";
  private static final String MAIL = "MAIL FROM:<sender@client.test>";
  private static final String ANYBODY = "RCPT TO:<a@example.test>";
  private static final String POSTMASTER = "RCPT TO:<postmaster@example.test>";
  private static final String TEXT = "X-Delist: forged\r\nSubject: x\r\n\r\ntext\r\n.";

  private static final Pattern TAKEN =
      Pattern.compile("250 2\\.0\\.0 (?<id>\\w+) Message accepted for delivery");

  @BeforeAll
  static void programs() {
    PrivateSendmail.require();
  }

  @Test
  void listedClientsAreRefusedWithCodeAndWordsAndTheOthersPass() throws IOException {
    try (MilterServer server = MilterFixture.start();
        PrivateSendmail sendmail = PrivateSendmail.start(documented(server))) {
      assertThat(replyTo(ANYBODY, LISTED_LOOPBACK, sendmail)).isEqualTo(REFUSED);
      assertThat(replyTo(ANYBODY, "::1", sendmail)).isEqualTo(REFUSED6);
      taken(UNLISTED_LOOPBACK, sendmail, ANYBODY);
      taken(LISTED_LOOPBACK, sendmail, POSTMASTER);
      taken("::1", sendmail, "RCPT TO:<Abuse@example.test>");

      assertThat(server.health().decisions())
          .containsEntry("rejected", 2L)
          .containsEntry("not-listed", 1L);
      healthy(server);
    }
  }

  /** Several messages a session, refused, given up and taken in turn. */
  @Test
  void everyRecipientOfASessionGetsItsOwnAnswer() throws IOException {
    try (MilterServer server = MilterFixture.start();
        PrivateSendmail sendmail = PrivateSendmail.start(documented(server));
        SmtpDialogue smtp = from(LISTED_LOOPBACK, sendmail)) {
      for (int message = 0; message < 5; message++) {
        assertThat(smtp.say(MAIL)).startsWith("250 2.1.0 ");
        assertThat(smtp.say(ANYBODY)).isEqualTo(REFUSED);
        assertThat(smtp.say("DATA")).startsWith("503 5.0.0 ");
        assertThat(smtp.say(POSTMASTER)).startsWith("250 2.1.5 ");
        assertThat(smtp.say("RCPT TO:<b@example.test>")).isEqualTo(REFUSED.replace("<a@", "<b@"));
        assertThat(smtp.say("RSET")).startsWith("250 ");
        assertThat(smtp.say(MAIL)).startsWith("250 2.1.0 ");
        assertThat(smtp.say(ANYBODY)).isEqualTo(REFUSED);
        assertThat(smtp.say(POSTMASTER)).startsWith("250 2.1.5 ");
        assertThat(envelope(queue(smtp, sendmail)))
            .contains("rRFC822; postmaster@example.test")
            .doesNotContain("rRFC822; a@example.test");
      }
      assertThat(server.health().decisions()).containsEntry("rejected", 15L);
      healthy(server);
    }
  }

  /** Sendmail makes one of two percent signs, and neither folds nor cuts a long reply. */
  @Test
  void percentSignsAndReferencesArriveAsTheyAre() throws IOException {
    PortalUrl percent = PortalUrl.parse("https://delist.example/%7Ehelp/");
    SmtpGate gate = gate(settings -> settings.portal(percent).references(SampleList.signer()));
    try (MilterServer server = server(gate);
        PrivateSendmail sendmail = PrivateSendmail.start(documented(server))) {
      assertThat(replyTo(ANYBODY, LISTED_LOOPBACK, sendmail))
          .startsWith(REFUSED.substring(0, REFUSED.indexOf(';')))
          .containsPattern("please visit https://delist.example/%7Ehelp/r/\\S{20,} and follow")
          .endsWith(" the directions.");
    }
  }

  @Test
  void aRemovalThatWaitsDefersAndADelistingCountsFromTheNextMail() throws IOException {
    SampleList list = new SampleList().list("127.0.0.66", 606).soften("127.0.0.66", 606);
    try (MilterServer server = server(list.gate().build());
        PrivateSendmail sendmail = PrivateSendmail.start(documented(server));
        SmtpDialogue smtp = from(LISTED_LOOPBACK, sendmail)) {
      assertThat(smtp.say(MAIL)).startsWith("250 ");
      assertThat(smtp.say(ANYBODY))
          .startsWith("451 4.7.1 The removal of [127.0.0.66] from the blocklist is under way");

      list.exempt("127.0.0.66");

      assertThat(smtp.say(ANYBODY)).startsWith("250 2.1.5 ");
    }
  }

  @Test
  void monitoringLetsThemPassUntouched() throws IOException {
    try (MilterServer server = server(gate(settings -> settings.mode(GateMode.MONITOR)));
        PrivateSendmail sendmail = PrivateSendmail.start(documented(server))) {
      assertThat(envelope(taken(LISTED_LOOPBACK, sendmail, ANYBODY)))
          .containsOnlyOnce("X-Delist:")
          .contains("H??X-Delist: forged");
      assertThat(server.health().decisions()).containsEntry("monitored", 1L);
    }
  }

  /** The field stands before all others, so before what the client made up. */
  @Test
  void tagTakesTheMailWithAFieldBeforeAllOthers() throws IOException {
    try (MilterServer server = server(gate(settings -> settings.mode(GateMode.TAG)));
        PrivateSendmail sendmail = PrivateSendmail.start(documented(server))) {
      assertThat(envelope(taken(LISTED_LOOPBACK, sendmail, ANYBODY)))
          .containsSubsequence(
              "H??X-Delist: listed; client=127.0.0.66; code=5.7.606; source=",
              "H??Received: from ",
              "H??X-Delist: forged");
      assertThat(envelope(taken(UNLISTED_LOOPBACK, sendmail, ANYBODY)))
          .doesNotContain("X-Delist: listed");
      assertThat(envelope(taken(LISTED_LOOPBACK, sendmail, POSTMASTER)))
          .doesNotContain("X-Delist: listed");
      healthy(server);
    }
  }

  @Test
  void quarantineIsTheQuarantineOfSendmail() throws IOException {
    try (MilterServer server =
            MilterServer.builder(gate()).address(MilterFixture.anyPort()).quarantine().start();
        PrivateSendmail sendmail = PrivateSendmail.start(documented(server))) {
      Path held = taken(LISTED_LOOPBACK, sendmail, ANYBODY);
      assertThat(held.getFileName().toString()).startsWith("hf");
      assertThat(envelope(held))
          .contains("\nq5.7.606 Access denied, banned sending IP [127.0.0.66]; To request removal");
      assertThat(taken(LISTED_LOOPBACK, sendmail, POSTMASTER).getFileName().toString())
          .startsWith("qf");
      assertThat(taken(UNLISTED_LOOPBACK, sendmail, ANYBODY).getFileName().toString())
          .startsWith("qf");
    }
  }

  /** Ours is killed within a session and comes back; in between, mail flows. */
  @Test
  void withoutTheMilterMailFlowsAndWithItAgainIsRefused() throws Exception {
    int port = PrivatePostfix.freePort();
    MilterProcess first = MilterProcess.start(port);
    try (PrivateSendmail sendmail = PrivateSendmail.start(documented(port))) {
      try (SmtpDialogue underWay = from(LISTED_LOOPBACK, sendmail)) {
        assertThat(underWay.say(MAIL)).startsWith("250 ");
        assertThat(underWay.say(ANYBODY)).isEqualTo(REFUSED);

        first.kill();

        assertThat(underWay.say(ANYBODY)).startsWith("250 2.1.5 ");
        queue(underWay, sendmail);
      }
      taken(LISTED_LOOPBACK, sendmail, ANYBODY);
      taken(UNLISTED_LOOPBACK, sendmail, ANYBODY);

      try (MilterProcess second = MilterProcess.start(port)) {
        assertThat(second.port()).isEqualTo(port);
        assertThat(replyTo(ANYBODY, LISTED_LOOPBACK, sendmail)).isEqualTo(REFUSED);
        taken(UNLISTED_LOOPBACK, sendmail, ANYBODY);
      }
    } finally {
      first.close();
    }
  }

  /** One that hangs is waited for as long as {@code T=} says, then mail flows. */
  @Test
  void aMilterThatHangsHoldsMailUpNoLongerThanTheTimesSay() throws Exception {
    int port = PrivatePostfix.freePort();
    try (MilterProcess process = MilterProcess.start(port);
        PrivateSendmail sendmail =
            PrivateSendmail.start(documented(port).replaceAll("([CSR]):5s", "$1:1s"))) {
      try (SmtpDialogue underWay = from(LISTED_LOOPBACK, sendmail)) {
        assertThat(underWay.say(MAIL)).startsWith("250 ");
        process.suspend();
        assertThat(underWay.say(ANYBODY)).startsWith("250 2.1.5 ");
        queue(underWay, sendmail);
      }
      taken(LISTED_LOOPBACK, sendmail, ANYBODY);

      process.resume();

      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> replyTo(ANYBODY, LISTED_LOOPBACK, sendmail).equals(REFUSED));
    }
  }

  /** What the documentation advises against: then nobody's mail gets in without the milter. */
  @Test
  void withTheOtherChoicesMailStops() throws IOException {
    String line = documented(PrivatePostfix.freePort());
    try (PrivateSendmail deferring = PrivateSendmail.start(line.replace("F=,", "F=T,"));
        SmtpDialogue smtp = from(UNLISTED_LOOPBACK, deferring)) {
      assertThat(smtp.say(MAIL)).startsWith("451 4.3.2 ");
    }
    try (PrivateSendmail refusing = PrivateSendmail.start(line.replace("F=,", "F=R,"))) {
      assertThat(refusing.greeting()).startsWith("554 ");
    }
  }

  private static String documented(MilterServer server) throws IOException {
    return documented(MilterFixture.port(server));
  }

  /** The line that docs/milter.md says to copy, for a milter on this port. */
  private static String documented(int port) throws IOException {
    List<String> lines =
        Files.readAllLines(Path.of("..", "docs", "milter.md")).stream()
            .filter(line -> line.startsWith("INPUT_MAIL_FILTER("))
            .toList();
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0)).contains("S=inet:10032@127.0.0.1,");
    return lines.get(0).replace("inet:10032@", "inet:" + port + "@");
  }

  private static MilterServer server(SmtpGate gate) {
    return MilterServer.builder(gate).address(MilterFixture.anyPort()).start();
  }

  private static void healthy(MilterServer server) {
    assertThat(server.health().malformed() + server.health().failed()).isZero();
  }

  private static SmtpDialogue from(String client, PrivateSendmail sendmail) throws IOException {
    return SmtpDialogue.from(client, sendmail.port());
  }

  private static String replyTo(String recipient, String client, PrivateSendmail sendmail)
      throws IOException {
    try (SmtpDialogue smtp = from(client, sendmail)) {
      assertThat(smtp.say(MAIL)).startsWith("250 2.1.0 ");
      return smtp.say(recipient);
    }
  }

  private static Path taken(String client, PrivateSendmail sendmail, String recipient)
      throws IOException {
    try (SmtpDialogue smtp = from(client, sendmail)) {
      assertThat(smtp.say(MAIL)).startsWith("250 2.1.0 ");
      assertThat(smtp.say(recipient)).startsWith("250 2.1.5 ");
      return queue(smtp, sendmail);
    }
  }

  /** Sends the text; gives the message's file in the queue. */
  private static Path queue(SmtpDialogue smtp, PrivateSendmail sendmail) throws IOException {
    assertThat(smtp.say("DATA")).startsWith("354 ");
    Matcher taken = TAKEN.matcher(smtp.say(TEXT));
    assertThat(taken.matches()).isTrue();
    return sendmail.queued(taken.group("id"));
  }

  private static String envelope(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }
}
