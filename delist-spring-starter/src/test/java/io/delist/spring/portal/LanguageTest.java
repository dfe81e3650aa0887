package io.delist.spring.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.spring.portal.Browser.Answer;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Properties;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTest {

  private static final String EMAIL = "sender@example.org";
  private static Portal portal;

  @BeforeAll
  static void start(@TempDir Path dir) {
    portal = Portal.start(dir);
    portal.list("192.0.2.0/24");
  }

  @AfterAll
  static void stop() {
    portal.close();
  }

  @ParameterizedTest
  @CsvSource({
    "ko,ko",
    "ko-KR;q=0.9,ko",
    "'fr,ko;q=0.8,en;q=0.5',ko",
    "'en,ko',en",
    "fr,en",
    "'',en",
    "!?,en",
  })
  void theBrowsersLanguageIsUsedIfItIsOneOfTwo(String accepted, String language) {
    Answer answer = new Browser(portal.url(), accepted).get("/");
    assertThat(answer.page().selectFirst("html").attr("lang")).isEqualTo(language);
    assertThat(answer.header("Content-Language")).isEqualTo(language);
  }

  @Test
  void theWholeWayInKorean() {
    Browser browser = new Browser(portal.url(), "ko");
    Document form = browser.get("/").page();
    assertThat(form.selectFirst("label[for=email]").text()).isEqualTo("이메일 주소");
    assertThat(form.selectFirst("label[for=ip]").text()).isEqualTo("IP 주소");
    assertThat(form.selectFirst("form button").text()).isEqualTo("전송");

    Document refused = browser.submit("/requests", "email", EMAIL, "ip", "198.51.100.9").page();
    assertThat(refused.selectFirst(".notice").text()).contains("목록에 없습니다");
    Document malformed = browser.submit("/requests", "email", "x", "ip", "y").page();
    assertThat(malformed.selectFirst("#ip-error").text()).startsWith("이 IP 주소를 읽을 수 없습니다:");
    assertThat(malformed.selectFirst("#ip-error [lang=en]").text())
        .contains("is not an IP address");

    String id = browser.submit("/requests", "email", EMAIL, "ip", "192.0.2.9").requestId();
    assertThat(portal.request(id).language().getLanguage()).isEqualTo("ko");
    Document confirm = browser.get(portal.linkOf(id)).page();
    assertThat(confirm.selectFirst("form button").text()).isEqualTo("IP 목록 해제");
    browser.submit(portal.linkOf(id));
    assertThat(browser.get("/requests/" + id).page().text()).contains("192.0.2.9 해제 요청");
    assertThat(browser.get("/confirm/x").page().text()).contains("다시 시작");
  }

  @Test
  void theLinkChangesTheLanguageAndIsRemembered() {
    Browser browser = new Browser(portal.url());
    Document english = browser.get("/lookup?ip=192.0.2.9").page();
    String link = english.selectFirst("nav a[hreflang=ko]").attr("href");
    Document korean = browser.get("/lookup" + link).page();
    assertThat(korean.selectFirst("html").attr("lang")).isEqualTo("ko");
    assertThat(korean.selectFirst("input#ip").val()).isEqualTo("192.0.2.9");
    assertThat(browser.get("/").page().selectFirst("html").attr("lang")).isEqualTo("ko");
    browser.get("/?lang=en");
    assertThat(browser.get("/").page().selectFirst("html").attr("lang")).isEqualTo("en");
    browser.get("/?lang=xx");
    assertThat(browser.get("/").page().selectFirst("html").attr("lang")).isEqualTo("en");
  }

  @Test
  void afterAPostTheLinkLeadsToAPageThatThereIs() {
    Browser browser = new Browser(portal.url());
    String link =
        browser
            .submit("/requests", "email", "x", "ip", "y")
            .page()
            .selectFirst("nav a[hreflang=ko]")
            .attr("href");
    assertThat(browser.get(link).status()).isEqualTo(200);
  }

  private static Properties bundle(String suffix) throws Exception {
    Properties texts = new Properties();
    try (InputStreamReader in =
        new InputStreamReader(
            LanguageTest.class.getResourceAsStream("messages" + suffix + ".properties"),
            StandardCharsets.UTF_8)) {
      texts.load(in);
    }
    return texts;
  }

  @Test
  void bothLanguagesSayTheSameThings() throws Exception {
    Properties english = bundle("");
    Properties korean = bundle("_ko");
    assertThat(korean.keySet()).isEqualTo(english.keySet());
    for (String key : english.stringPropertyNames()) {
      assertThat(new MessageFormat(korean.getProperty(key)).getFormatsByArgumentIndex())
          .as(key)
          .hasSameSizeAs(new MessageFormat(english.getProperty(key)).getFormatsByArgumentIndex());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "_ko"})
  void noTextHasALoneApostrophe(String suffix) throws Exception {
    assertThat(bundle(suffix).values())
        .allSatisfy(text -> assertThat(((String) text).replace("''", "")).doesNotContain("'"));
  }
}
