package io.delist.examples.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.examples.portal.Chromium.Look;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The walk as a person does it, from the page that tries a refusal to the accepted session, with a
 * picture of each page.
 */
class BrowserWalkIT {

  @TempDir private static Path dataDir;
  private static RunningExample example;

  @BeforeAll
  static void start() {
    Chromium.require();
    example =
        new RunningExample(
            dataDir,
            // It warns of each browser that is newer than itself.
            "--logging.level.org.openqa.selenium=ERROR");
  }

  @AfterAll
  static void stop() {
    if (example != null) {
      example.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theWalk(Look look, @TempDir Path profile) throws IOException {
    String mailbox = look.name().toLowerCase(Locale.ROOT) + "@sender.example.net";
    try (Chromium browser = new Chromium(look, profile)) {
      Person person = new Person(browser, example.home());
      person.open("try");
      person.type("client", look.client());
      person.press("Send");
      assertThat(person.find("#result h2").getText())
          .isEqualTo("Refused: mail from " + look.client());
      person.look("refused");

      person.find(".dialogue a").click();
      assertThat(person.find("#ip").getDomProperty("value")).isEqualTo(look.client());
      person.look("form");
      person.press(look.isKorean() ? "전송" : "Submit");
      assertThat(person.find("#email-error").isDisplayed()).isTrue();
      person.look("form-problem");
      person.type("email", mailbox);
      person.press(look.isKorean() ? "전송" : "Submit");
      person.find("main[data-state]");
      String status = browser.driver().getCurrentUrl();
      assertThat(status).contains("/requests/");
      Waiting.until(
          "the mail is sent", () -> person.reload(status), "AWAITING_CONFIRMATION"::equals);
      person.look("status-asked");

      person.open("mailbox?to=" + mailbox);
      person.look("mailbox");
      person.find(".mails a").click();
      person.look("message");
      person.find(".mail a[href*='/confirm/']").click();
      person.look("confirm");
      person.press(look.isKorean() ? "IP 목록 해제" : "Delist IP");
      Waiting.until("effective", () -> person.reload(status), "REMOVED"::equals);
      assertThat(person.find(".effect").getText()).containsPattern("[0-9]+ ms");
      person.look("status-delisted");

      person.open("try?client=" + look.client());
      person.press("Send");
      assertThat(person.find("#result h2").getText())
          .isEqualTo("Accepted: mail from " + look.client());
      person.look("accepted");
      person.open("lookup?ip=" + look.client());
      person.look("lookup");
      person.open("confirm/nothing");
      person.look("gone");
    }
  }
}
