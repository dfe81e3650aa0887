package io.delist.spring.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.spring.portal.Browser.Answer;
import io.delist.store.Store;
import java.nio.file.Path;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The human check in the form and the API, switched on. */
class HumanCheckTest {

  private static final String EMAIL = "sender@example.org";

  private static Portal portal;

  @BeforeAll
  static void start(@TempDir Path dir) {
    portal =
        Portal.start(
            dir, "delist.portal.human-check=altcha", "delist.portal.contact=post@example.org");
    portal.list("192.0.2.0/24");
  }

  @AfterAll
  static void stop() {
    portal.close();
  }

  private final Browser browser = new Browser(portal.url());

  private static String challengeOf(Document page) {
    return page.selectFirst("#human-check").attr("data-challenge");
  }

  private static int mails() {
    return portal.bean(Store.class).<Integer>read(transaction -> transaction.outbox().size());
  }

  @Test
  void theFormHasAChallengeAScriptOfThePortalsOwnAndWordsForThoseWhoHaveNoScript() {
    Answer answer = browser.get("/");
    Document page = answer.page();
    assertThat(challengeOf(page)).contains("SHA-256", "maxnumber", "signature");
    Element status = page.selectFirst("#human-check [role=status]");
    assertThat(status.attr("data-working")).isNotBlank();
    assertThat(status.attr("data-waiting")).isNotBlank();
    assertThat(status.attr("data-done")).isNotBlank();
    assertThat(status.attr("data-failed")).isNotBlank();
    assertThat(page.selectFirst("noscript").html()).contains("JavaScript", "post@example.org");
    assertThat(page.selectFirst("footer").text()).contains("one script");
    assertThat(browser.get("/lookup").page().selectFirst("footer").text())
        .contains("need no script");
    assertThat(page.select("form input[name=altcha][type=hidden]")).hasSize(1);
    assertThat(answer.header("Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self'")
        .doesNotContain("unsafe");
    Answer script = browser.get("/" + page.selectFirst("script").attr("src").substring(1));
    assertThat(script.status()).isEqualTo(200);
    assertThat(script.header("Content-Type")).startsWith("text/javascript");
    assertThat(browser.get("/lookup").header("Content-Security-Policy"))
        .as("pages without the check run no script")
        .doesNotContain("script-src");
  }

  @Test
  void whoSolvesItIsLetInOnce() {
    String answer = AltchaCheckTest.answerTo(challengeOf(browser.get("/").page()));
    assertThat(
            browser
                .submit("/requests", "email", EMAIL, "ip", "192.0.2.9", "altcha", answer)
                .status())
        .isEqualTo(303);
    int mails = mails();
    Answer again =
        browser.submit("/requests", "email", EMAIL, "ip", "192.0.2.10", "altcha", answer);
    assertThat(again.status()).isEqualTo(403);
    assertThat(again.page().select(".notice[data-rule=human-check][role=alert]")).hasSize(1);
    assertThat(again.page().selectFirst("#ip").attr("value")).isEqualTo("192.0.2.10");
    String anew = AltchaCheckTest.answerTo(challengeOf(again.page()));
    assertThat(mails()).isEqualTo(mails);
    assertThat(
            browser
                .submit("/requests", "email", EMAIL, "ip", "192.0.2.10", "altcha", anew)
                .status())
        .as("the page came with a new challenge")
        .isEqualTo(303);
  }

  @Test
  void whoSendsTheFormWithoutScriptIsToldWhatIsMissing() {
    int mails = mails();
    Answer answer = browser.submit("/requests", "email", EMAIL, "ip", "192.0.2.9", "altcha", "");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.page().selectFirst(".notice").text()).contains("JavaScript");
    Answer korean =
        new Browser(portal.url(), "ko").submit("/requests", "email", EMAIL, "ip", "192.0.2.9");
    assertThat(korean.page().selectFirst(".notice").text()).contains("로봇 방지");
    assertThat(mails()).isEqualTo(mails);
  }

  @Test
  void theApiGivesChallengesAndTakesAnswers() {
    String wish = "{\"email\":\"" + EMAIL + "\",\"ip\":\"192.0.2.11\"";
    Answer without = browser.postJson("/api/v1/requests", wish + "}");
    assertThat(without.status()).isEqualTo(403);
    assertThat(without.json().get("rule").asString()).isEqualTo("human-check");
    Answer challenge = browser.get("/api/v1/challenge");
    assertThat(challenge.header("Cache-Control")).contains("no-store");
    String answer = AltchaCheckTest.answerTo(challenge.body());
    assertThat(
            browser.postJson("/api/v1/requests", wish + ",\"altcha\":\"" + answer + "\"}").status())
        .isEqualTo(201);
  }

  @Test
  void byDefaultThereIsNone(@TempDir Path dir) {
    try (Portal plain = Portal.start(dir)) {
      Browser visitor = new Browser(plain.url());
      assertThat(visitor.get("/").page().select("#human-check, script, noscript")).isEmpty();
      assertThat(visitor.get("/api/v1/challenge").status()).isEqualTo(404);
    }
  }
}
