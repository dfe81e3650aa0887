package io.delist.spring.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.spring.portal.Browser.Answer;
import java.nio.file.Path;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The error message, pasted, fills in the form. */
class BouncePageTest {

  private static final String REFUSAL = "550 5.7.612 banned sending IP [192.0.2.9] <b>";
  private static final String DIALOGUE =
      "MAIL FROM:<me@sender.example>\r\nRCPT TO:<user@example.org>\r\n" + REFUSAL;
  private static Portal portal;
  private Browser browser;

  @BeforeAll
  static void start(@TempDir Path dir) {
    portal = Portal.start(dir);
    portal.list("192.0.2.0/25");
  }

  @AfterAll
  static void stop() {
    portal.close();
  }

  @BeforeEach
  void newBrowser() {
    browser = new Browser(portal.url());
  }

  private Answer paste(String bounce) {
    return browser.submit("/bounces", "bounce", bounce);
  }

  private static void assertFilledIn(Document page, String email, String ip) {
    assertThat(page.selectFirst("form[action=/requests] input#email").val()).isEqualTo(email);
    assertThat(page.selectFirst("form[action=/requests] input#ip").val()).isEqualTo(ip);
  }

  @Test
  void theFormOffersIt() {
    Document page = browser.get("/").page();
    Element details = page.selectFirst("details");
    assertThat(details.hasAttr("open")).isFalse();
    assertThat(details.selectFirst("summary").text()).isEqualTo("Or paste the error message");
    assertThat(details.selectFirst("form[method=post][action=/bounces] button").text())
        .isEqualTo("Fill in the form");
    assertThat(details.selectFirst("label[for=bounce]").text()).isEqualTo("Error message");
    assertThat(details.selectFirst("textarea#bounce").attr("maxlength")).isEqualTo("262144");
    assertThat(page.select("form").get(0).attr("action")).isEqualTo("/requests");
  }

  @Test
  void bothFieldsAreFilledInAndTheLineIsShown() {
    Answer answer = paste(DIALOGUE);
    assertThat(answer.status()).isEqualTo(200);
    Document page = answer.page();
    assertFilledIn(page, "me@sender.example", "192.0.2.9");
    assertThat(page.selectFirst(".notice[role=status] code").text()).isEqualTo(REFUSAL);
    assertThat(page.selectFirst(".notice").text()).startsWith("Filled in from this line");
    assertThat(page.selectFirst(".verdict").attr("data-verdict")).isEqualTo("listed");
    assertThat(page.selectFirst("details").hasAttr("open")).isFalse();
    assertThat(page.select("[aria-invalid]")).isEmpty();
    assertThat(browser.cookie("delist_browser")).isEmpty();
  }

  @Test
  void aMailboxThatIsNotNamedIsAskedFor() {
    Document page = paste("<user@example.org>: " + REFUSAL).page();
    assertFilledIn(page, "", "192.0.2.9");
    assertThat(page.selectFirst(".notice").text()).contains("enter the email address");
  }

  @ParameterizedTest
  @CsvSource({
    "'',Paste the error message first.",
    "'  ',Paste the error message first.",
    "Delivery failed: 5.7.606,No IP address was found in it."
  })
  void whatSaysNothingGetsAMessageAtItsField(String bounce, String message) {
    Answer answer = paste(bounce);
    assertThat(answer.status()).isEqualTo(422);
    Document page = answer.page();
    Element field = page.selectFirst("details[open] textarea#bounce");
    assertThat(field.wholeText()).isEqualTo(bounce);
    assertThat(field.attr("aria-invalid")).isEqualTo("true");
    assertThat(field.attr("aria-describedby")).isEqualTo("bounce-error bounce-help");
    assertThat(page.selectFirst("#bounce-error").text()).startsWith(message);
    assertThat(page.getElementById("bounce-help")).isNotNull();
    assertThat(page.select("input[aria-invalid]")).isEmpty();
    assertThat(browser.get(page.selectFirst("nav a[hreflang=ko]").attr("href")).status())
        .isEqualTo(200);
  }

  @Test
  void aPasteWithoutItsFieldIsAnEmptyOne() {
    assertThat(browser.submit("/bounces", "x", "y").status()).isEqualTo(422);
  }

  @Test
  void whatWasPastedComesBackAsText() {
    String script = "</textarea><script>alert(1)</script>\"'";
    Answer unread = paste(script);
    assertThat(unread.page().select("script")).isEmpty();
    assertThat(unread.page().selectFirst("textarea").val()).isEqualTo(script);
    Answer read = paste(script + "[192.0.2.9]");
    assertThat(read.page().select("script")).isEmpty();
    assertThat(read.page().selectFirst(".notice code").text()).isEqualTo(script + "[192.0.2.9]");
  }

  @Test
  void aLongPasteIsReadUpToTheLimit() {
    String filler = "x".repeat(99) + "\n";
    Answer early = paste(DIALOGUE + "\n" + filler.repeat(3000));
    assertThat(early.status()).isEqualTo(200);
    assertFilledIn(early.page(), "me@sender.example", "192.0.2.9");
    assertThat(early.body()).hasSizeLessThan(20_000);
    assertThat(paste(filler.repeat(3000) + DIALOGUE).status()).isEqualTo(422);
  }

  @Test
  void inKorean() {
    browser = new Browser(portal.url(), "ko");
    Document page = browser.get("/").page();
    assertThat(page.selectFirst("summary").text()).isEqualTo("또는 오류 메시지 붙여넣기");
    assertThat(page.selectFirst("details button").text()).isEqualTo("양식 채우기");
    Document read = paste("보낸 사람: 홍길동 <me@sender.example>\n반송 사유: " + REFUSAL).page();
    assertFilledIn(read, "me@sender.example", "192.0.2.9");
    assertThat(read.selectFirst(".notice code").text()).isEqualTo("반송 사유: " + REFUSAL);
    assertThat(read.selectFirst(".notice").text()).contains("다음 줄에서 읽어");
    Document unread = paste("가".repeat(200_000)).page();
    assertThat(unread.selectFirst("#bounce-error").text()).startsWith("IP 주소를 찾지 못했습니다.");
    assertThat(unread.selectFirst("textarea").val()).hasSize(200_000);
  }

  @Test
  void belowAPath(@TempDir Path dir) {
    try (Portal below = Portal.start(dir, "delist.portal.base-path=/delist")) {
      Browser visitor = new Browser(below.url());
      String action = visitor.get("/delist/").page().selectFirst("details form").attr("action");
      assertThat(action).isEqualTo("/delist/bounces");
      assertThat(visitor.submit(action, "bounce", DIALOGUE).page().selectFirst("input#ip").val())
          .isEqualTo("192.0.2.9");
      assertThat(visitor.post("/delist/api/v1/bounces", "text/plain", DIALOGUE).status())
          .isEqualTo(200);
    }
  }
}
