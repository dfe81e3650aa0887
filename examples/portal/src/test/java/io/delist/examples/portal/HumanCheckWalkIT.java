package io.delist.examples.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.examples.portal.Chromium.Look;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The form with the human check on, in a real browser: by keyboard alone, and without scripts. */
class HumanCheckWalkIT {

  @TempDir private static Path dataDir;
  private static RunningExample example;

  @BeforeAll
  static void start() {
    Chromium.require();
    example =
        new RunningExample(
            dataDir,
            "--delist.portal.human-check=altcha",
            "--logging.level.org.openqa.selenium=ERROR");
  }

  @AfterAll
  static void stop() {
    if (example != null) {
      example.close();
    }
  }

  @Test
  void byKeyboardAloneTheFormIsSentAndTheCheckPassesByItself(@TempDir Path profile)
      throws IOException {
    try (Chromium browser = new Chromium(Look.DESKTOP, profile)) {
      browser.driver().get(example.home().toString());
      WebElement email = browser.driver().findElement(By.id("email"));
      email.sendKeys("keyboard@sender.example.net", Keys.TAB);
      // Sent at once, before the check can be done: it goes on by itself when it is.
      new Actions(browser.driver()).sendKeys("203.0.113.9", Keys.ENTER).perform();
      browser.driver().findElement(By.cssSelector("main[data-state]"));
      assertThat(browser.driver().getCurrentUrl()).contains("/requests/");
    }
  }

  @Test
  void theLiveRegionSaysThatTheCheckIsDone(@TempDir Path profile) throws IOException {
    try (Chromium browser = new Chromium(Look.KOREAN, profile)) {
      browser.driver().get(example.home().toString());
      WebElement status =
          browser.driver().findElement(By.cssSelector("#human-check [role=status]"));
      Waiting.until("the check is done", status::getText, text -> text.contains("확인이 끝났습니다"));
      assertThat(browser.picture("human-check")).as("the page is too wide").isZero();
    }
  }

  @Test
  void withoutScriptsThePageSaysWhatIsMissingAndTheAnswerDoesToo(@TempDir Path profile)
      throws IOException {
    try (Chromium browser = new Chromium(Look.DESKTOP, profile)) {
      browser
          .driver()
          .executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", true));
      browser.driver().get(example.home().toString());
      assertThat(browser.driver().findElement(By.tagName("noscript")).getText())
          .contains("JavaScript", "postmaster@example.org");
      browser.driver().findElement(By.id("email")).sendKeys("plain@sender.example.net", Keys.TAB);
      new Actions(browser.driver()).sendKeys("203.0.113.9", Keys.ENTER).perform();
      WebElement notice =
          browser.driver().findElement(By.cssSelector(".notice[data-rule=human-check]"));
      assertThat(notice.getText()).contains("JavaScript");
    }
  }
}
