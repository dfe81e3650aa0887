package io.delist.spring.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.delist.spring.portal.Browser.Answer;
import io.delist.store.DelistRequest;
import io.delist.store.MailKind;
import io.delist.store.RequestState;
import io.delist.workflow.MailSettlement;
import io.delist.workflow.RequestProofs;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The mail once more, the relay's words, and no mail ever again. */
class MailPagesTest {

  private static final String EMAIL = "sender@example.org";

  private static String neverMailPath(Portal portal, DelistRequest request) {
    return "/n/" + portal.bean(RequestProofs.class).neverMailTokenOf(request.email());
  }

  @Test
  void onePostWithoutAnyCookieEndsAllMailAndLookingDoesNot(@TempDir Path dir) throws Exception {
    GreenMail relay = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    relay.start();
    try (Portal portal =
        Portal.start(
            dir,
            "delist.limits.pause-per-mailbox=off",
            "delist.mail.host=127.0.0.1",
            "delist.mail.port=" + relay.getSmtp().getPort())) {
      portal.list("192.0.2.0/24");
      Browser browser = new Browser(portal.url());
      String id = browser.submit("/requests", "email", EMAIL, "ip", "192.0.2.9").requestId();
      portal.awaitState(id, RequestState.AWAITING_CONFIRMATION);
      MimeMessage mail = relay.getReceivedMessages()[0];
      String link = mail.getHeader("List-Unsubscribe")[0].replaceAll("[<>\\s]", "");
      assertThat(link).startsWith(portal.url() + "/n/");
      String path = link.substring(portal.url().length());

      Document page = browser.get(path).page();
      assertThat(page.selectFirst("main").attr("data-never")).isEqualTo("false");
      assertThat(page.selectFirst("button").text()).isEqualTo("Never mail me from this portal");
      assertThat(browser.head(path).status()).isEqualTo(200);
      assertThat(browser.get(path).page().selectFirst("main").attr("data-never"))
          .isEqualTo("false");

      assertThat(page.selectFirst("input[type=checkbox]").hasAttr("checked")).isFalse();
      assertThat(page.selectFirst("label[for=sure]").text()).contains("no mail from this portal");
      // As scanners send it: nothing, the form as it stands, the words in the link's query.
      Answer empty = browser.submit(path);
      assertThat(empty.status()).isEqualTo(422);
      assertThat(empty.page().selectFirst("#sure").attr("aria-describedby"))
          .isEqualTo("sure-error");
      assertThat(empty.page().selectFirst("#sure-error").text()).contains("Nothing was changed");
      assertThat(browser.submit(path + "?List-Unsubscribe=One-Click").status()).isEqualTo(422);
      assertThat(browser.submit(path, "List-Unsubscribe", "").status()).isEqualTo(422);
      assertThat(browser.submit(path, "sure", "").status()).isEqualTo(422);
      assertThat(browser.get(path).page().selectFirst("main").attr("data-never"))
          .isEqualTo("false");

      // As a mail provider's server sends it, from anywhere.
      Answer oneClick =
          new Browser(portal.url(), "")
              .with("Sec-Fetch-Site", "cross-site")
              .submit(path, "List-Unsubscribe", "One-Click");
      assertThat(oneClick.status()).isEqualTo(200);
      assertThat(oneClick.page().selectFirst("main").attr("data-never")).isEqualTo("true");

      Answer refused = browser.submit("/requests", "email", EMAIL, "ip", "192.0.2.10");
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.page().select(".notice[data-rule=mailbox-suppressed]")).hasSize(1);
      assertThat(
              browser
                  .postJson(
                      "/api/v1/requests", "{\"email\":\"" + EMAIL + "\",\"ip\":\"192.0.2.10\"}")
                  .json()
                  .get("rule")
                  .asString())
          .isEqualTo("mailbox-suppressed");

      assertThat(browser.submit(path + "/again").status()).isEqualTo(422);
      assertThat(browser.get(path).page().selectFirst("main").attr("data-never")).isEqualTo("true");
      assertThat(
              browser
                  .submit(path + "/again", "sure", "yes")
                  .page()
                  .selectFirst("main")
                  .attr("data-never"))
          .isEqualTo("false");
      assertThat(browser.submit(path, "sure", "yes").page().selectFirst("main").attr("data-never"))
          .isEqualTo("true");
      browser.submit(path + "/again", "sure", "yes");
      String multipart =
          String.join(
              "\r\n",
              "--b",
              "Content-Disposition: form-data; name=\"List-Unsubscribe\"",
              "",
              "One-Click",
              "--b--",
              "");
      assertThat(
              browser
                  .post(path, "multipart/form-data; boundary=b", multipart)
                  .page()
                  .selectFirst("main")
                  .attr("data-never"))
          .isEqualTo("true");
      browser.submit(path + "/again", "sure", "yes");
      assertThat(browser.submit("/requests", "email", EMAIL, "ip", "192.0.2.10").status())
          .isEqualTo(303);
      assertThat(relay.getReceivedMessages().length).isGreaterThanOrEqualTo(1);
    } finally {
      relay.stop();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ko"})
  void thePageIsInTheVisitorsLanguageAndALinkThatIsNotOursIsMissing(
      String language, @TempDir Path dir) {
    try (Portal portal = Portal.start(dir)) {
      Browser browser = new Browser(portal.url(), language);
      assertThat(browser.get("/n/k1.AAAA").status()).isEqualTo(404);
      assertThat(browser.submit("/n/k1.AAAA").status()).isEqualTo(404);
      assertThat(browser.submit("/n/k1.AAAA", "sure", "yes").status()).isEqualTo(404);
      portal.list("192.0.2.0/24");
      String id = browser.submit("/requests", "email", EMAIL, "ip", "192.0.2.9").requestId();
      String path = neverMailPath(portal, portal.request(id));
      assertThat(browser.get(path).page().text())
          .contains(language.equals("ko") ? "다시는 받지 않기" : "Never mail me");
      assertThat(browser.submit(path + "?sure=yes").status()).isEqualTo(422);
      assertThat(browser.submit(path).page().selectFirst("#sure-error").text())
          .contains(language.equals("ko") ? "먼저 상자를 선택" : "tick the box first");
      // What somebody put behind the link on its way does not stand against the box.
      assertThat(browser.submit(path + "?from=measure", "sure", "yes").status()).isEqualTo(200);
    }
  }

  @Test
  void theRelaysWordsAreOnTheRequestersPageAlone(@TempDir Path dir) {
    try (Portal portal = Portal.start(dir)) {
      portal.list("192.0.2.0/24");
      Browser browser = new Browser(portal.url());
      String id = browser.submit("/requests", "email", EMAIL, "ip", "192.0.2.9").requestId();
      portal
          .bean(MailSettlement.class)
          .refused(
              portal.request(id).id(),
              MailKind.CONFIRMATION,
              "550 5.1.1 <script>alert(1)</script> no such mailbox");

      Document own = browser.get("/requests/" + id).page();
      assertThat(own.selectFirst("main").attr("data-state")).isEqualTo("UNDELIVERABLE");
      assertThat(own.selectFirst("#relays-words").text())
          .isEqualTo("550 5.1.1 <script>alert(1)</script> no such mailbox");
      assertThat(own.select("script")).isEmpty();
      assertThat(new Browser(portal.url()).get("/requests/" + id).body())
          .doesNotContain("no such mailbox");
      assertThat(browser.get("/api/v1/requests/" + id).body()).doesNotContain("no such mailbox");
    }
  }

  @Test
  void theBrowserThatAskedCanHaveTheMailSentAgain(@TempDir Path dir) {
    try (Portal portal = Portal.start(dir)) {
      portal.list("192.0.2.0/24");
      Browser browser = new Browser(portal.url());
      String id = browser.submit("/requests", "email", EMAIL, "ip", "192.0.2.9").requestId();
      String path = "/requests/" + id + "/resend";
      assertThat(browser.get("/requests/" + id).page().select("form[action$=/resend]")).hasSize(1);
      assertThat(new Browser(portal.url()).get("/requests/" + id).page().select("form")).isEmpty();

      assertThat(new Browser(portal.url()).submit(path).status()).isEqualTo(404);
      assertThat(browser.submit(path).page().selectFirst(".resend").text())
          .contains("has not been sent yet");
      portal.bean(MailSettlement.class).taken(portal.request(id).id(), MailKind.CONFIRMATION);
      Answer soon = browser.submit(path);
      assertThat(soon.status()).isEqualTo(429);
      assertThat(soon.header("Retry-After")).isNotEmpty();
      assertThat(soon.page().selectFirst(".resend").text()).contains("sent a moment ago");
      assertThat(browser.get(path).status()).as("a reload").isEqualTo(303);
      assertThat(browser.submit("/requests/nothing/resend").status()).isEqualTo(404);
    }
  }
}
