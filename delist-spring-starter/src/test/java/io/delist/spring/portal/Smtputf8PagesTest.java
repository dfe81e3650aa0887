package io.delist.spring.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.spring.portal.Browser.Answer;
import io.delist.store.RequestState;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mailboxes whose name is not in ASCII, with {@code delist.mail.smtputf8} on and off. */
class Smtputf8PagesTest {

  private static final String EMAIL = "사용자@example.org";

  @TempDir Path dir;

  private Portal start(Utf8Relay relay, boolean smtputf8) {
    Portal portal =
        Portal.start(
            dir,
            "delist.mail.smtputf8=" + smtputf8,
            "delist.mail.host=127.0.0.1",
            "delist.mail.port=" + relay.port());
    portal.list("192.0.2.0/24");
    return portal;
  }

  @Test
  void switchedOnTheMailGoesOutWithSmtputf8AndItsLinkTakesTheAddressOff() throws IOException {
    try (Utf8Relay relay = new Utf8Relay(true);
        Portal portal = start(relay, true)) {
      Browser browser = new Browser(portal.url());
      String id = browser.submit("/requests", "email", EMAIL, "ip", "192.0.2.9").requestId();
      portal.awaitState(id, RequestState.AWAITING_CONFIRMATION);
      assertThat(relay.lines)
          .anyMatch(line -> line.startsWith("MAIL FROM:") && line.contains("SMTPUTF8"))
          .contains("RCPT TO:<" + EMAIL + ">");
      assertThat(browser.get("/requests/" + id).page().text()).contains(EMAIL);
      assertThat(new Browser(portal.url()).get("/requests/" + id).body()).doesNotContain("사용자");
      String link = portal.linkOf(id);
      assertThat(String.join("", relay.lines).replace("=", ""))
          .as("lines of quoted-printable put together")
          .contains(link.substring(0, 60).replace("=", ""));

      assertThat(browser.submit(link).status()).isEqualTo(303);
      portal.awaitState(id, RequestState.REMOVED);
    }
  }

  @Test
  void aRelayThatDoesNotOfferItIsNamedOnTheRequestersPage() throws IOException {
    try (Utf8Relay relay = new Utf8Relay(false);
        Portal portal = start(relay, true)) {
      Browser browser = new Browser(portal.url());
      String id = browser.submit("/requests", "email", EMAIL, "ip", "192.0.2.9").requestId();
      portal.awaitState(id, RequestState.UNDELIVERABLE);
      assertThat(browser.get("/requests/" + id).page().selectFirst("#relays-words").text())
          .contains("does not offer SMTPUTF8");
      assertThat(relay.lines).noneMatch(line -> line.startsWith("RCPT"));
    }
  }

  @Test
  void switchedOffTheFormSaysWhichCharactersItTakes() throws IOException {
    try (Utf8Relay relay = new Utf8Relay(true);
        Portal portal = start(relay, false)) {
      Browser browser = new Browser(portal.url());
      Answer refused = browser.submit("/requests", "email", EMAIL, "ip", "192.0.2.9");
      assertThat(refused.status()).isEqualTo(422);
      assertThat(refused.page().selectFirst("#email-error").text())
          .contains("not an ASCII letter, digit or one of");
      Answer api =
          browser.postJson(
              "/api/v1/requests", "{\"email\":\"" + EMAIL + "\",\"ip\":\"192.0.2.9\"}");
      assertThat(api.status()).isEqualTo(422);
      assertThat(api.body()).contains("not an ASCII letter, digit or one of");
      assertThat(relay.lines).isEmpty();
    }
  }
}
