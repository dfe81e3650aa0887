package io.delist.examples.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.examples.portal.Browser.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the refusal to the accepted mail and back, over real SMTP and HTTP. */
class DelistWalkIT {

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

  @ParameterizedTest
  @CsvSource({"203.0.113.9, walker4@sender.example.net", "2001:db8:9::25, walker6@example.com"})
  void theWalk(String client, String mailbox) throws Exception {
    Browser browser = example.browser();
    String before = dialogue(client, "550 5.7.606 ");

    Page form = browser.get(linkIn(before)).expect(200);
    assertThat(form.field("IP address").val()).isEqualTo(client);
    Page status = browser.submit(form, "Submit", Map.of("Email address", mailbox)).expect(200);
    String request = status.at().getPath();
    assertThat(request).startsWith("/requests/");

    String link = ReceivedMail.newestFor(browser, mailbox).link().getPath();
    lookingChangesNothing(browser, link, client);

    FirstAcceptance acceptance = FirstAcceptance.watch(example, client);
    Page pressed = press(browser, link, acceptance);
    assertThat(pressed.at().getPath()).isEqualTo(request);
    Duration toAccepted = acceptance.sincePress();
    Page effective =
        Waiting.until("effective", () -> browser.get(request), DelistWalkIT::isEffective);
    assertThat(effective.text()).containsPattern("Effective after [0-9]+ ms");

    String after = dialogue(client, "250 Ok");
    System.out.printf(
        "walk of %s: %d ms from pressing Delist IP to the first accepted SMTP session%n"
            + "before:%n%safter:%n%s",
        client, toAccepted.toMillis(), before, after);

    Page again = browser.post(link, "").expect(200);
    assertThat(again.at()).isEqualTo(effective.at());
    assertThat(isEffective(again)).isTrue();
    assertThat(again.text()).isEqualTo(effective.text());
    relistAndDelistAgain(browser, client, mailbox, request);
  }

  private static Page press(Browser browser, String link, FirstAcceptance acceptance) {
    Page confirm = browser.get(link).expect(200);
    acceptance.pressed();
    return browser.submit(confirm, "Delist IP", Map.of()).expect(200);
  }

  private static void lookingChangesNothing(Browser browser, String link, String client)
      throws IOException {
    Browser scanner = example.browser();
    long revision = example.revision();
    for (int i = 0; i < 10; i++) {
      Page page = browser.get(link).expect(200);
      assertThat(page.text()).contains(client);
      page.form("Delist IP");
      scanner.get(link).expect(200);
      assertThat(scanner.head(link)).isEqualTo(200);
    }
    // A scanner that presses as well has neither the browser nor the code.
    scanner.post(link, "").expect(422);
    dialogue(client, "550 5.7.606 ");
    assertThat(example.revision()).isEqualTo(revision);
  }

  private void relistAndDelistAgain(Browser browser, String client, String mailbox, String earlier)
      throws IOException {
    example
        .browser()
        .json("POST", "/actuator/blocklist", "{\"prefix\": \"" + client + "\"}")
        .expect(200);
    String refused = untilSaid(client, "550 5.7.606 ");
    assertThat(browser.get(earlier).document().select("main").attr("data-state"))
        .isEqualTo("RELISTED");
    Page form = browser.get(linkIn(refused)).expect(200);
    assertThat(form.text()).contains("This address was delisted before");
    assertThat(browser.get("/lookup?ip=" + client).text())
        .contains("This address was delisted before");

    Page status = browser.submit(form, "Submit", Map.of("Email address", mailbox)).expect(200);
    String link =
        Waiting.until(
                "a second mail",
                () -> ReceivedMail.newestFor(browser, mailbox),
                mail -> !mail.link().getPath().isEmpty() && isOpen(browser, mail))
            .link()
            .getPath();
    browser.submit(browser.get(link).expect(200), "Delist IP", Map.of()).expect(200);
    dialogue(client, "550 5.7.606 ");
    assertThat(browser.get(status.at().getPath()).document().select("main").attr("data-state"))
        .as("the second time it waits")
        .isEqualTo("HELD");
    Waiting.until(
        "effective again", () -> browser.get(status.at().getPath()), DelistWalkIT::isEffective);
    dialogue(client, "250 Ok");
  }

  private static boolean isOpen(Browser browser, ReceivedMail mail) {
    return browser.get(mail.link().getPath()).status() == 200;
  }

  private static boolean isEffective(Page status) {
    return status.document().select("main").attr("data-state").equals("REMOVED");
  }

  /** What an operator takes off needs no confirmation. */
  @Test
  void anOperatorTakesAnAddressOff() throws IOException {
    dialogue("198.51.100.7", "550 5.7.606 ");
    example.browser().json("DELETE", "/actuator/blocklist?prefix=198.51.100.7", "").expect(200);
    untilSaid("198.51.100.7", "250 Ok");
    dialogue("198.51.100.8", "550 5.7.606 ");
  }

  /** One whole session; the reply to RCPT must begin as given. */
  private static String dialogue(String client, String wanted) throws IOException {
    SmtpSession session = example.from(client);
    try (session) {
      String reply = session.rcpt("someone@sender.example.net", "jane@example.org");
      assertThat(reply).startsWith(wanted);
      if (reply.startsWith("250")) {
        assertThat(session.message("hello")).startsWith("250 ");
      }
    }
    return session.dialogue();
  }

  private static String untilSaid(String client, String wanted) {
    return Waiting.until(
        client + " hears " + wanted,
        () -> {
          try (SmtpSession session = example.from(client)) {
            return session.rcpt("someone@sender.example.net", "jane@example.org");
          }
        },
        reply -> reply.startsWith(wanted));
  }

  private static String linkIn(String dialogue) {
    Matcher link = Pattern.compile("visit http://[^/ ]+(/r/\\S+)").matcher(dialogue);
    assertThat(link.find()).describedAs(dialogue).isTrue();
    return link.group(1);
  }
}
