package io.delist.smtp.james;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpAddress;
import io.delist.smtp.SampleList;
import io.delist.smtp.SessionFacts;
import io.delist.smtp.SmtpGate;
import io.delist.smtp.subetha.SmtpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.apache.james.protocols.netty.Encryption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the gate is told about a session with a real James server, with and without TLS. */
class JamesSessionFactsTest {

  private static final String CLIENT = "203.0.113.10";
  private static final String LOGIN =
      "AUTH PLAIN "
          + Base64.getEncoder()
              .encodeToString("\0someone\0password".getBytes(StandardCharsets.US_ASCII));

  @TempDir private static Path directory;
  private static SSLContext context;

  private final List<SessionFacts> asked = new CopyOnWriteArrayList<>();
  private RunningJames james;

  @BeforeAll
  static void certificate() throws Exception {
    context = OwnCertificate.madeIn(directory);
  }

  @BeforeEach
  void start() throws Exception {
    SmtpGate gate = new SampleList().gate().build();
    DelistRcptHook hook =
        new DelistRcptHook(
            source ->
                gate.decideOn(
                    () -> {
                      SessionFacts facts = source.get();
                      asked.add(facts);
                      return facts;
                    }));
    james = new RunningJames(hook, Encryption.createStartTls(context));
  }

  @AfterEach
  void stop() {
    james.close();
  }

  @Test
  void allThatAPlainSessionSays() {
    try (SmtpClient smtp = james.connectAs(CLIENT)) {
      assertThat(smtp.say("MAIL FROM:<one@sender.example>")).startsWith("250 ");
      assertThat(smtp.rcpt("someone@example.org")).startsWith("250 ");
      assertThat(smtp.say("RSET")).startsWith("250 ");
      assertThat(smtp.say("EHLO other.example")).startsWith("250");
      assertThat(smtp.say("MAIL FROM:<>")).startsWith("250 ");
      assertThat(smtp.rcpt("postmaster@[192.0.2.1]")).startsWith("250 ");
    }
    SessionFacts known = SessionFacts.of(IpAddress.parse(CLIENT));
    assertThat(asked)
        .map(facts -> facts.withConnectionId(""))
        .containsExactly(
            known
                .withHelo("sender.example")
                .withSender("one@sender.example")
                .withRecipient("someone@example.org"),
            known.withHelo("other.example").withRecipient("postmaster@[192.0.2.1]"));
  }

  @Test
  void aConnectionKeepsItsIdAndAnotherHasAnother() {
    try (SmtpClient one = james.connectAs(CLIENT).mail();
        SmtpClient two = james.connectAs(CLIENT).mail()) {
      assertThat(one.rcpt("a@example.org")).startsWith("250 ");
      assertThat(two.rcpt("b@example.org")).startsWith("250 ");
      assertThat(one.rcpt("c@example.org")).startsWith("250 ");
      assertThat(one.data("hello")).isEqualTo("250 taken");
      assertThat(one.mail().rcpt("d@example.org")).startsWith("250 ");
      assertThat(one.say("STARTTLS")).startsWith("220 ");
      assertThat(one.secure(context).say("EHLO sender.example")).startsWith("250");
      assertThat(one.mail().rcpt("e@example.org")).startsWith("250 ");
    }
    assertThat(ids("a", "c", "d", "e")).hasSize(4).doesNotContain("").containsOnly(id("a"));
    assertThat(ids("b")).doesNotContain("", id("a")).hasSize(1);
  }

  private List<String> ids(String... names) {
    return Stream.of(names).map(this::id).toList();
  }

  private String id(String name) {
    return asked.stream()
        .filter(facts -> facts.recipient().equals(name + "@example.org"))
        .findFirst()
        .orElseThrow()
        .connectionId();
  }

  @Test
  void aSessionIsWithTlsFromStartTlsOn() {
    try (SmtpClient smtp = james.connectAs(CLIENT).mail()) {
      assertThat(smtp.rcpt("someone@example.org")).startsWith("250 ");
      assertThat(smtp.say("STARTTLS")).startsWith("220 ");
      assertThat(smtp.secure(context).say("EHLO within.tls.example")).startsWith("250");
      assertThat(smtp.mail().rcpt("someone@example.org")).startsWith("250 ");
      assertThat(smtp.data("hello")).isEqualTo("250 taken");
    }
    assertThat(asked).map(SessionFacts::tls).containsExactly(false, true);
    assertThat(asked)
        .map(SessionFacts::helo)
        .containsExactly("sender.example", "within.tls.example");
    assertThat(asked).map(SessionFacts::client).containsOnly(IpAddress.parse(CLIENT));
    assertThat(james.letterbox.messages).hasSize(1);
  }

  @Test
  void aSessionIsAuthenticatedFromTheLoginOn() {
    try (SmtpClient smtp = james.connectAs(CLIENT).mail()) {
      assertThat(smtp.rcpt("someone@example.org")).startsWith("250 ");
      assertThat(smtp.say("RSET")).startsWith("250 ");
      assertThat(smtp.say(LOGIN)).startsWith("235");
      assertThat(smtp.mail().rcpt("someone@example.org")).startsWith("250 ");
    }
    try (SmtpClient smtp = james.connectAs(CLIENT)) {
      assertThat(smtp.say("STARTTLS")).startsWith("220 ");
      assertThat(smtp.secure(context).say("EHLO sender.example")).startsWith("250");
      assertThat(smtp.say(LOGIN)).startsWith("235");
      assertThat(smtp.mail().rcpt("someone@example.org")).startsWith("250 ");
    }
    assertThat(asked).map(SessionFacts::authenticated).containsExactly(false, true, true);
    assertThat(asked).map(SessionFacts::tls).containsExactly(false, false, true);
  }
}
