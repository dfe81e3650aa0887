package io.delist.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.mail.RawSmtpServer.Session;
import io.delist.mailbox.EmailAddress;
import io.delist.mailbox.EmailSyntaxException;
import io.delist.store.DelistRequest;
import io.delist.workflow.Bench;
import io.delist.workflow.Submission;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Nothing that is typed as an email address adds a command or a header: through the parser, the
 * service, the store, the outbox and {@link SmtpRelay} to a server that keeps every octet.
 */
class MailWireInjectionTest {

  /** What must not come out on a line of its own, in the forms in which it could be typed. */
  private static final List<String> PAYLOADS =
      List.of("RCPT TO:<b@example.com>", "Bcc: b@example.com", "DATA", ".", "X-Added: 1");

  /** What could become a line break: as it is, by its low byte, escaped, encoded, quoted. */
  private static final List<String> BREAKS =
      List.of(
          "\r\n",
          "\r",
          "\n",
          "\n\n",
          "\u760d\u760a",
          "\u560d\u560a",
          "\u760d",
          "\u760a",
          "\u560d",
          "\u560a",
          "\u0a0d\u0d0a",
          "\u010d\u010a",
          "\ud801\udc0a",
          "\u0085",
          "\u2028",
          "\u2029",
          "\u000b",
          "\u000c",
          "\0",
          "%0d%0a",
          "%0D%0A",
          "%0a",
          "%E7%98%8D%E7%98%8A",
          "%u000d%u000a",
          "\\r\\n",
          "&#13;&#10;",
          "=0D=0A",
          "=?utf-8?Q?=0D=0A?=",
          "+AA0ACg-");

  private static final Set<String> COMMANDS =
      new TreeSet<>(List.of("EHLO", "MAIL", "RCPT", "DATA", "QUIT"));

  private static Stream<String> corpus() {
    return BREAKS.stream()
        .flatMap(
            lineBreak ->
                PAYLOADS.stream()
                    .flatMap(
                        payload ->
                            Stream.of(
                                "a" + lineBreak + payload + "@example.org",
                                "a@example.org" + lineBreak + payload,
                                "a@exam" + lineBreak + "ple.org",
                                lineBreak + payload + lineBreak + "a@example.org",
                                "\"a" + lineBreak + payload + "\"@example.org",
                                "a@example.org>" + lineBreak + payload,
                                "a(" + lineBreak + payload + ")@example.org",
                                "a"
                                    + lineBreak
                                    + payload.replaceAll("[^A-Za-z]", "")
                                    + "@example.org")));
  }

  @Test
  void noInputAddsACommandOrAHeader() throws Exception {
    List<String> accepted = new ArrayList<>();
    try (RawSmtpServer server = new RawSmtpServer().offering("SMTPUTF8")) {
      Set<String> headers = headersOf(server, EmailAddress.parse("plain@example.org"));
      List<String> corpus = corpus().toList();
      assertThat(corpus).hasSizeGreaterThan(1000);
      for (String text : corpus) {
        for (Optional<EmailAddress> read : List.of(parsed(text, false), parsed(text, true))) {
          if (read.isPresent() && !accepted.contains(read.get().toString())) {
            accepted.add(read.get().toString());
            assertThat(headersOf(server, read.get())).as(text).isEqualTo(headers);
          }
        }
      }
    }
    assertThat(accepted)
        .as("some forms are harmless and get through as they are")
        .hasSizeGreaterThan(10)
        .allSatisfy(
            address ->
                assertThat(address.chars().map(c -> c & 0xff))
                    .doesNotContain((int) '\r', (int) '\n', 0));
  }

  private static Optional<EmailAddress> parsed(String text, boolean utf8) {
    try {
      return Optional.of(utf8 ? EmailAddress.parseUtf8(text) : EmailAddress.parse(text));
    } catch (EmailSyntaxException e) {
      return Optional.empty();
    }
  }

  /** Sends the confirmation for this mailbox, and returns the names of the message's headers. */
  private static Set<String> headersOf(RawSmtpServer server, EmailAddress email) throws Exception {
    Bench bench = new Bench();
    bench.list("203.0.113.9/32");
    Submission submission =
        bench.delisting.submit(Bench.ADDRESS, email, Bench.BROWSER, Locale.ENGLISH);
    DelistRequest request = ((Submission.Accepted) submission).request();
    int before = server.sessions().size();

    assertThat(sender(bench, server).sendDue()).isEqualTo(1);

    assertThat(bench.waitingMails()).as("taken: " + email).isZero();
    Session session = server.sessions().get(before);
    List<String> commands = session.commands().stream().filter(c -> !c.equals("QUIT")).toList();
    assertThat(commands).as(email.toString()).hasSize(4);
    assertThat(COMMANDS).containsAll(commands.stream().map(c -> c.split("[ :]", 2)[0]).toList());
    assertThat(commands.get(2)).isEqualTo("RCPT TO:<" + email + ">");
    assertThat(session.messages()).hasSize(1);
    String message = session.messages().get(0);
    assertThat(message).contains(request.id().toString());
    String head = message.substring(0, message.indexOf("\n\n"));
    Set<String> names = new TreeSet<>();
    Arrays.stream(head.split("\n"))
        .filter(line -> !line.startsWith(" ") && !line.startsWith("\t"))
        .map(line -> line.split(":", 2)[0])
        .forEach(name -> assertThat(names.add(name)).as("once: " + name).isTrue());
    return names;
  }

  private static OutboxSender sender(Bench bench, RawSmtpServer server) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.host", "127.0.0.1");
    properties.setProperty("mail.smtp.port", Integer.toString(server.port()));
    properties.setProperty("mail.smtp.connectiontimeout", "5000");
    properties.setProperty("mail.smtp.timeout", "5000");
    properties.setProperty("mail.smtp.localhost", "portal.example");
    properties.setProperty("mail.mime.allowutf8", "true");
    return new OutboxSender(
        bench.store,
        bench.mails,
        bench.proofs,
        new PortalMail(
            bench.proofs,
            URI.create(Bench.PORTAL),
            new InternetAddress("no-reply@delist.example", null, "UTF-8")),
        new SmtpRelay(jakarta.mail.Session.getInstance(properties), null, null),
        SendingPolicy.defaults().withDomainPause(Duration.ZERO));
  }
}
