package io.delist.examples.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.examples.portal.Browser.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages around the portal: the sender's and the mailbox. */
class TryPageIT {

  @TempDir private static Path dataDir;
  private static RunningExample example;

  @BeforeAll
  static void start() {
    example = new RunningExample(dataDir);
  }

  @AfterAll
  static void stop() {
    example.close();
  }

  private static Page send(String client, String from, String to) {
    Browser browser = example.browser();
    return browser.submit(
        browser.get("/try").expect(200),
        "Send",
        Map.of("Client address", client, "Sender", from, "Recipient", to));
  }

  @Test
  void aRefusalShowsTheWholeDialogueAndItsLink() {
    Page page = send("203.0.113.9", "a@sender.example.net", "jane@example.org").expect(200);
    assertThat(page.document().select("[data-outcome]").attr("data-outcome")).isEqualTo("REFUSED");
    assertThat(page.document().select(".dialogue li").eachText())
        .startsWith(
            "C: PROXY TCP4 203.0.113.9 127.0.0.1 40000 " + example.proxyPort(),
            "S: 220 mail.example.org ESMTP delist example",
            "C: EHLO sender.example.net")
        .contains(
            "C: MAIL FROM:<a@sender.example.net>", "S: 250 Ok", "C: RCPT TO:<jane@example.org>")
        .endsWith("C: QUIT", "S: 221 Bye");
    String link = page.document().select(".dialogue a").attr("href");
    assertThat(link).startsWith(example.home() + "r/");
    assertThat(example.browser().get(link).field("IP address").val()).isEqualTo("203.0.113.9");
  }

  @Test
  void whatIsAcceptedIsInTheMailbox() {
    Page page = send("2001:db8::1", "a@sender.example.net", "try-page@example.org").expect(200);
    assertThat(page.document().select("[data-outcome]").attr("data-outcome")).isEqualTo("ACCEPTED");
    Browser browser = example.browser();
    Page list = browser.get(page.document().select("#result p a").attr("href")).expect(200);
    assertThat(list.document().select(".mails li")).hasSize(1);
    Page message = browser.get(list.document().select(".mails a").attr("href")).expect(200);
    assertThat(message.text())
        .contains("A trial message from 2001:db8::1", "try-page@example.org", "takes mail from");
  }

  @Test
  void whatCannotBeSentIsSaidAtItsFieldAndNothingIsSent() {
    int before = example.bean(Mailbox.class).newestFirst().size();
    Page page = send("203.0.113", "<script>alert(1)</script>", "a@b@example.org").expect(422);
    assertThat(page.errorAt("Client address")).contains("203.0.113");
    assertThat(page.errorAt("Sender")).isNotBlank();
    assertThat(page.errorAt("Recipient")).isNotBlank();
    assertThat(page.field("Sender").val()).isEqualTo("<script>alert(1)</script>");
    assertThat(page.body()).doesNotContain("<script");
    assertThat(page.document().select(".dialogue")).isEmpty();
    assertThat(example.bean(Mailbox.class).newestFirst()).hasSize(before);
  }

  /** A mail's text is text: nothing in it becomes markup but its links. */
  @Test
  void aMailCannotWriteThePage() throws IOException {
    try (SmtpSession session = example.from("192.0.2.1")) {
      session.rcpt("a@sender.example.net", "markup@example.org");
      session.say("DATA");
      session.say(
          "Subject: <b>bold</b>\r\n\r\n<script>alert(1)</script> javascript:alert(2)"
              + " https://a.example/\"onclick=alert(3)\r\n.");
    }
    StoredMail mail = example.bean(Mailbox.class).newestFirst("markup@example.org").get(0);
    Page page = example.browser().get("/mailbox/" + mail.number()).expect(200);
    assertThat(page.document().select("h1").text()).isEqualTo("<b>bold</b>");
    assertThat(page.document().select("script, h1 b, [onclick]")).isEmpty();
    assertThat(page.document().select("pre a").eachAttr("href"))
        .containsExactly("https://a.example/");
  }

  @Test
  void aMessageThatIsNotThereIsSaidSo() {
    assertThat(example.browser().get("/mailbox/999999").expect(404).text())
        .contains("no such message");
    example.browser().get("/mailbox/latest.eml?to=nobody%40example.org").expect(404);
  }

  /** What follows a message that is too long is commands again, not the rest of it. */
  @Test
  void aMessageThatIsTooLongIsRefusedAsAWhole() throws IOException {
    String line = "x".repeat(998) + "\r\n";
    String body = line.repeat(Delivery.LONGEST_MESSAGE_BYTES / line.length() + 1);
    try (SmtpSession session = example.from("192.0.2.1")) {
      session.rcpt("a@sender.example.net", "too-long@example.org");
      session.say("DATA");
      assertThat(session.say(body + "RCPT TO:<postmaster@example.org>\r\n."))
          .startsWith("552 5.3.4 ");
      assertThat(session.say("NOOP")).isEqualTo("250 Ok\r\n");
    }
    assertThat(example.bean(Mailbox.class).newestFirst("too-long@example.org")).isEmpty();
  }

  /** As test programs send it from a machine without a domain. */
  @Test
  void aSenderAtABareHostNameIsTaken() throws IOException {
    try (SmtpSession session = example.from("192.0.2.1")) {
      assertThat(session.rcpt("root@localhost", "bare@example.org")).isEqualTo("250 Ok\r\n");
      assertThat(session.message("hello")).isEqualTo("250 2.0.0 Ok\r\n");
    }
    assertThat(example.bean(Mailbox.class).newestFirst("bare@example.org").get(0).envelope())
        .isEqualTo(new StoredMail.Envelope("192.0.2.1", "root@localhost", "bare@example.org"));
  }

  @Test
  void aRecipientThatIsNoMailboxIsRefused() throws IOException {
    try (SmtpSession session = example.from("192.0.2.1")) {
      assertThat(session.rcpt("a@sender.example.net", "\"a b\"@example.org"))
          .startsWith("553 5.1.3 ");
      assertThat(session.say("DATA")).startsWith("503 ");
    }
  }
}
