package io.delist.spring.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.delist.spring.portal.Browser.Answer;
import io.delist.store.RequestState;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusPageTest {

  private static final String EMAIL = "sender@example.org";

  @Test
  void theWholeWayWithARelayThatTakesTheMail(@TempDir Path dir) throws Exception {
    GreenMail relay = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    relay.start();
    try (Portal portal =
        Portal.start(
            dir,
            "delist.mail.host=127.0.0.1",
            "delist.mail.port=" + relay.getSmtp().getPort(),
            "delist.mail.from-name=Delist desk")) {
      portal.list("192.0.2.0/24");
      Browser browser = new Browser(portal.url());
      Answer asked = browser.submit("/requests", "email", EMAIL, "ip", "192.0.2.9");
      String id = asked.requestId();
      portal.awaitState(id, RequestState.AWAITING_CONFIRMATION);

      Document waiting = browser.get("/requests/" + id).page();
      assertThat(waiting.selectFirst("main").attr("data-state")).isEqualTo("AWAITING_CONFIRMATION");
      assertThat(waiting.selectFirst("#confirmation-code").text()).isEqualTo(portal.codeOf(id));
      assertThat(waiting.text()).contains(EMAIL);
      assertThat(waiting.select("meta[http-equiv=refresh]")).hasSize(1);
      assertThat(waiting.select(".timeline li.ahead")).hasSize(2);

      Document strangers = new Browser(portal.url()).get("/requests/" + id).page();
      assertThat(strangers.select("#confirmation-code")).isEmpty();
      assertThat(strangers.text()).doesNotContain(EMAIL).contains("s***@example.org");
      assertThat(strangers.text()).doesNotContain(portal.codeOf(id));

      MimeMessage mail = relay.getReceivedMessages()[0];
      assertThat(mail.getFrom()[0]).hasToString("Delist desk <no-reply@localhost>");
      assertThat(browser.submit(portal.linkOf(id)).status()).isEqualTo(303);
      portal.awaitState(id, RequestState.REMOVED);

      Document done = browser.get("/requests/" + id).page();
      assertThat(done.select("meta[http-equiv=refresh]")).isEmpty();
      assertThat(done.select("#confirmation-code")).isEmpty();
      assertThat(done.select(".timeline li").eachAttr("data-state"))
          .containsExactly("PENDING_MAIL", "AWAITING_CONFIRMATION", "REMOVING", "REMOVED");
      assertThat(done.select(".timeline time")).hasSize(4);
      assertThat(done.selectFirst(".revision").text()).isEqualTo("2");
      assertThat(done.selectFirst(".nodes").text()).isEqualTo("1 of 1");
      assertThat(done.selectFirst(".effect").text()).matches("Effective after \\d+ ms, .*");
    } finally {
      relay.stop();
    }
  }

  @Test
  void withTheRelayDownTheMailIsKeptAndThePageSaysSo(@TempDir Path dir) {
    try (Portal portal = Portal.start(dir)) {
      portal.list("192.0.2.0/24");
      Browser browser = new Browser(portal.url());
      String id = browser.submit("/requests", "email", EMAIL, "ip", "192.0.2.9").requestId();
      await()
          .untilAsserted(
              () ->
                  assertThat(browser.get("/requests/" + id).page().select(".notice").text())
                      .contains("could not be sent yet")
                      .contains("it is tried again by itself"));
      assertThat(portal.request(id).state()).isEqualTo(RequestState.PENDING_MAIL);
    }
  }

  @Test
  void anAddressThatIsListedAgainWasDelistedBefore(@TempDir Path dir) {
    try (Portal portal = Portal.start(dir)) {
      portal.list("192.0.2.0/24");
      Browser browser = new Browser(portal.url());
      String id = browser.submit("/requests", "email", EMAIL, "ip", "192.0.2.9").requestId();
      browser.submit(portal.linkOf(id));
      portal.awaitState(id, RequestState.REMOVED);

      Answer again = browser.submit("/requests", "email", EMAIL, "ip", "192.0.2.9");
      assertThat(again.status()).isEqualTo(409);
      assertThat(again.page().selectFirst(".notice[data-rule=already-delisted]").text())
          .contains("This address was delisted before");

      portal.list("192.0.2.0/24");
      Document relisted = browser.get("/requests/" + id).page();
      assertThat(relisted.selectFirst("main").attr("data-state")).isEqualTo("RELISTED");
      assertThat(relisted.text())
          .contains("was delisted before, and newer evidence has listed it again")
          .contains("Start again");
      assertThat(relisted.select("meta[http-equiv=refresh]")).isEmpty();

      for (String path : List.of("/lookup?ip=192.0.2.9", portal.referenceTo("192.0.2.9"))) {
        Document page = browser.get(path).page();
        assertThat(page.selectFirst(".verdict").attr("data-verdict")).isEqualTo("listed");
        assertThat(page.selectFirst(".before").text()).contains("This address was delisted before");
      }
      String second = browser.submit("/requests", "email", EMAIL, "ip", "192.0.2.9").requestId();
      assertThat(browser.get("/requests/" + second).page().selectFirst(".before").text())
          .contains("This address was delisted before");
    }
  }

  @Test
  void aRequestThatIsNoneIsNotFound(@TempDir Path dir) {
    try (Portal portal = Portal.start(dir)) {
      Browser browser = new Browser(portal.url());
      for (String id : List.of("x", "AAAAAAAAAAAAAAAAAAAAAA")) {
        Answer answer = browser.get("/requests/" + id);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.page().text()).contains("There is no such request");
      }
    }
  }
}
