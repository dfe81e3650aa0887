package io.delist.smtp.james;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.smtp.GateMode;
import io.delist.smtp.SampleList;
import io.delist.smtp.SmtpDecision.Why;
import io.delist.smtp.SmtpGate;
import io.delist.smtp.subetha.SmtpClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example's James server on a loopback port, and a client that speaks to it over a socket. */
class DelistRcptHookTest {

  private static final String MARK = "// README\n";

  private final SampleList list =
      new SampleList().list("203.0.113.9", 606).list("2001:db8:bad::/48", 613);

  @ParameterizedTest
  @CsvSource({"203.0.113.9, 606", "2001:db8:bad::25, 613"})
  void aListedClientGetsTheReplyWordForWordUntilItIsDelisted(String client, int reason)
      throws Exception {
    try (RunningJames james = new RunningJames(list.gate().build());
        SmtpClient smtp = james.connectAs(client).mail()) {
      assertThat(smtp.rcpt("one@example.org"))
          .isEqualTo(
              "550 5.7."
                  + reason
                  + " Access denied, banned sending IP ["
                  + client
                  + "]; To request removal from this list please visit https://delist.example/"
                  + " and follow the directions.");
      assertThat(smtp.say("DATA")).startsWith("503 ");
      list.exempt(client);
      assertThat(smtp.rcpt("one@example.org")).startsWith("250 ");
      assertThat(smtp.data("hello")).isEqualTo("250 taken");
    }
  }

  @ParameterizedTest
  @CsvSource({"203.0.113.10", "2001:db8:600d::25"})
  void anyOtherClientDelivers(String client) throws Exception {
    SmtpGate gate = list.gate().build();
    try (RunningJames james = new RunningJames(gate);
        SmtpClient smtp = james.connectAs(client).mail()) {
      assertThat(smtp.rcpt("one@example.org")).startsWith("250 ");
      assertThat(smtp.data("hello")).isEqualTo("250 taken");
      assertThat(james.letterbox.messages.get(0)).doesNotContain("X-Delist").contains("hello");
    }
    assertThat(gate.counts().continued(Why.NOT_LISTED)).isEqualTo(1);
  }

  @Test
  void aListedClientThatLogsInDelivers() throws Exception {
    String login =
        Base64.getEncoder()
            .encodeToString("\0someone\0password".getBytes(StandardCharsets.US_ASCII));
    SmtpGate gate = list.gate().build();
    try (RunningJames james = new RunningJames(gate);
        SmtpClient smtp = james.connectAs("203.0.113.9")) {
      assertThat(smtp.say("AUTH PLAIN " + login)).startsWith("235");
      assertThat(smtp.mail().rcpt("one@example.org")).startsWith("250 ");
    }
    assertThat(gate.counts().continued(Why.AUTHENTICATED)).isEqualTo(1);
  }

  @Test
  void postmasterIsReachedAtTheServersAddressWhoseBracketsJamesTakesOff() throws Exception {
    SmtpGate gate = list.gate().ownDomains(List.of("example.org")).build();
    try (RunningJames james = new RunningJames(gate);
        SmtpClient smtp = james.connectAs("203.0.113.9").mail()) {
      assertThat(smtp.rcpt("postmaster@[192.0.2.1]")).startsWith("250 ");
      assertThat(smtp.rcpt("\"postmaster\"@example.org")).startsWith("250 ");
      assertThat(smtp.rcpt("postmaster@192.0.2.1.example.net")).startsWith("550 5.7.606 ");
      assertThat(smtp.rcpt("someone@[192.0.2.1]")).startsWith("550 5.7.606 ");
    }
    assertThat(gate.counts().continued(Why.EXEMPT_RECIPIENT)).isEqualTo(2);
  }

  @Test
  void monitoringLetsTheMailThroughUnchanged() throws Exception {
    SmtpGate gate = list.gate().mode(GateMode.MONITOR).build();
    try (RunningJames james = new RunningJames(gate);
        SmtpClient smtp = james.connectAs("203.0.113.9").mail()) {
      assertThat(smtp.rcpt("one@example.org")).startsWith("250 ");
      assertThat(smtp.data("hello")).isEqualTo("250 taken");
      assertThat(james.letterbox.messages.get(0)).doesNotContain("X-Delist");
    }
    assertThat(gate.counts().continued(Why.MONITORED)).isEqualTo(1);
  }

  @Test
  void aTagIsInTheHeaderOnceAndNotInTheNextMessage() throws Exception {
    try (RunningJames james = new RunningJames(list.gate().mode(GateMode.TAG).build());
        SmtpClient smtp = james.connectAs("203.0.113.9").mail()) {
      assertThat(smtp.rcpt("one@example.org")).startsWith("250 ");
      assertThat(smtp.rcpt("two@example.org")).startsWith("250 ");
      assertThat(smtp.data("hello")).isEqualTo("250 taken");
      list.exempt("203.0.113.9");
      assertThat(smtp.mail().rcpt("one@example.org")).startsWith("250 ");
      assertThat(smtp.data("again")).isEqualTo("250 taken");
      assertThat(james.letterbox.messages.get(0))
          .containsOnlyOnce("X-Delist: listed; client=203.0.113.9; code=5.7.606")
          .containsPattern("(?s)X-Delist: [^\r\n]*\r\nSubject: test\r\n\r\nhello\r\n$");
      assertThat(james.letterbox.messages.get(1)).doesNotContain("X-Delist");
    }
  }

  @Test
  void whenTheGateIsInTroubleTheMailGoesOn() throws Exception {
    SmtpGate gate =
        SmtpGate.builder(
                list.blocklist(),
                () -> {
                  throw new IllegalStateException("no time");
                })
            .portal(SampleList.PORTAL)
            .build();
    try (RunningJames james = new RunningJames(gate);
        SmtpClient smtp = james.connectAs("203.0.113.9").mail()) {
      assertThat(smtp.rcpt("one@example.org")).startsWith("250 ");
      assertThat(smtp.data("hello")).isEqualTo("250 taken");
    }
    assertThat(gate.counts().continued(Why.TROUBLE)).isEqualTo(1);
  }

  @Test
  void theExampleIsWhatThePageShows() throws IOException {
    String page = Files.readString(Path.of("../docs/james.md"));
    String server = shown("JamesExample.java");
    assertThat(page).contains("```java\n" + server + "\n```\n");
    assertThat(server.lines()).hasSizeLessThanOrEqualTo(20);
    assertThat(page).contains("```java\n" + shown("CrLfLines.java") + "\n```\n");
  }

  /** What stands between the marks. */
  private static String shown(String file) throws IOException {
    String code = Files.readString(Path.of("src/test/java/io/delist/smtp/james/" + file));
    int start = code.indexOf(MARK) + MARK.length();
    String example = code.substring(start, code.lastIndexOf(MARK)).stripTrailing();
    return example.stripIndent();
  }
}
