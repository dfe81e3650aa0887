package io.delist.spring.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpAddress;
import io.delist.spring.portal.Browser.Answer;
import io.delist.store.AuditEntry;
import io.delist.store.DelistRequest;
import io.delist.store.RequestState;
import io.delist.store.Store;
import io.delist.token.KeyRing;
import io.delist.workflow.RequestProofs;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfirmPageTest {

  private static Portal portal;
  private static int requests;
  private Browser browser;
  private String id;
  private String email;
  private String address;

  @BeforeAll
  static void start(@TempDir Path dir) {
    portal = Portal.start(dir);
    portal.list("192.0.2.0/24");
  }

  @AfterAll
  static void stop() {
    portal.close();
  }

  /** Each test has a request of its own, for an address of its own. */
  @BeforeEach
  void ask() {
    requests++;
    email = "sender" + requests + "@example.org";
    address = "192.0.2." + requests;
    browser = new Browser(portal.url());
    Answer answer = browser.submit("/requests", "email", email, "ip", address);
    assertThat(answer.status()).isEqualTo(303);
    id = answer.requestId();
  }

  @Test
  void thePageNamesAddressAndMailboxAndHasTheButton() {
    Answer answer = browser.get(portal.linkOf(id));
    Document page = answer.page();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(page.text()).contains(address).contains(email);
    assertThat(page.selectFirst("form[method=post] button").text()).isEqualTo("Delist IP");
    assertThat(page.select("input[name=code]")).isEmpty();
    assertThat(answer.header("Content-Disposition")).isEqualTo("inline");
  }

  @Test
  void theBrowserThatAskedPressesAndSeesTheStatus() {
    Answer pressed = browser.submit(portal.linkOf(id));
    assertThat(pressed.status()).isEqualTo(303);
    assertThat(pressed.header("Location")).isEqualTo("/requests/" + id);
    portal.awaitState(id, RequestState.REMOVED);
    assertThat(
            browser
                .get("/lookup?ip=" + address)
                .page()
                .selectFirst(".verdict")
                .attr("data-verdict"))
        .isEqualTo("exempt");
  }

  @Test
  void pressingAgainShowsTheSameSuccess() {
    String link = portal.linkOf(id);
    Answer first = browser.submit(link);
    Answer second = browser.submit(link);
    assertThat(second.status()).isEqualTo(first.status()).isEqualTo(303);
    assertThat(second.header("Location")).isEqualTo(first.header("Location"));
  }

  @Test
  void anotherBrowserNeedsTheCode() {
    Browser other = new Browser(portal.url());
    String link = portal.linkOf(id);
    Document page = other.get(link).page();
    assertThat(page.selectFirst("label[for=code]").text()).isEqualTo("Code");
    assertThat(page.selectFirst("input#code").attr("inputmode")).isEqualTo("numeric");

    Answer without = other.submit(link, "code", "");
    assertThat(without.status()).isEqualTo(422);
    assertThat(without.page().selectFirst("#code-error").text()).startsWith("Enter the code");
    Answer wrong = other.submit(link, "code", wrongCode());
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.page().selectFirst("input#code").attr("aria-invalid")).isEqualTo("true");
    assertThat(wrong.page().selectFirst("#code-error").text()).contains("Attempts left: 4");
    assertThat(portal.request(id).state().isOpen()).isTrue();

    Answer right = other.submit(link, "code", portal.codeOf(id));
    assertThat(right.status()).isEqualTo(303);
    assertThat(other.submit(link, "code", portal.codeOf(id)).header("Location"))
        .isEqualTo("/requests/" + id);
  }

  private String wrongCode() {
    return portal.codeOf(id).equals("000-000") ? "000-001" : "000-000";
  }

  @Test
  void fiveWrongCodesVoidTheRequest() {
    Browser other = new Browser(portal.url());
    String link = portal.linkOf(id);
    for (int i = 0; i < 4; i++) {
      assertThat(other.submit(link, "code", wrongCode()).status()).isEqualTo(422);
    }
    assertThat(other.submit(link, "code", wrongCode()).status()).isEqualTo(410);
    assertThat(portal.request(id).state()).isEqualTo(RequestState.CANCELLED);
    assertThat(browser.submit(link).status()).isEqualTo(410);
  }

  @Test
  void everyDeadLinkGetsOneAndTheSamePage() {
    String used = portal.linkOf(id);
    assertThat(browser.submit(used).status()).isEqualTo(303);
    List<String> dead =
        new ArrayList<>(List.of(used, "/confirm/", "/confirm/x", "/confirm/d1.k1.a.b"));
    dead.add(altered(used));
    dead.add(expired());
    dead.add(foreign());
    dead.add(ofAnotherAddress());
    Browser stranger = new Browser(portal.url());
    String page = stranger.get("/confirm/never").body();
    assertThat(page).contains("This link can no longer be used").contains("Start again");
    for (String link : dead) {
      for (Answer answer :
          List.of(stranger.get(link), browser.get(link), stranger.submit(link, "code", "1"))) {
        assertThat(answer.status()).as(link).isEqualTo(410);
        assertThat(answer.body()).as(link).isEqualTo(page);
        assertThat(answer.response().headers().map().keySet())
            .as(link)
            .isEqualTo(stranger.get("/confirm/never").response().headers().map().keySet());
      }
    }
  }

  private static String altered(String link) {
    int at = link.length() - 5;
    return link.substring(0, at) + (link.charAt(at) == 'A' ? 'B' : 'A') + link.substring(at + 1);
  }

  private String expired() {
    DelistRequest request = portal.request(id);
    Duration day = Duration.ofDays(1);
    return link(
        portal.bean(RequestProofs.class),
        copy(
            request,
            request.address(),
            request.createdAt().minus(day),
            request.expiresAt().minus(day)));
  }

  private String foreign() {
    return link(
        new RequestProofs(portal.bean(KeyRing.class), "https://other.example/", new SecureRandom()),
        portal.request(id));
  }

  private String ofAnotherAddress() {
    DelistRequest request = portal.request(id);
    return link(
        portal.bean(RequestProofs.class),
        copy(request, IpAddress.parse("192.0.2.222"), request.createdAt(), request.expiresAt()));
  }

  private static String link(RequestProofs proofs, DelistRequest request) {
    return "/confirm/" + proofs.linkOf(request);
  }

  private static DelistRequest copy(
      DelistRequest request, IpAddress address, Instant createdAt, Instant expiresAt) {
    return new DelistRequest(
        request.id(),
        address,
        request.email(),
        request.browser(),
        request.keyId(),
        request.language(),
        createdAt,
        expiresAt,
        request.state(),
        request.stateSince(),
        0,
        null,
        null);
  }

  @Test
  void evidenceNewerThanTheRequestRefusesThePress() {
    portal.list(address + "/32");
    Answer answer = browser.submit(portal.linkOf(id));
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.page().selectFirst(".notice[data-rule=newer-evidence]").text())
        .contains(address + " was listed again")
        .contains("make a new request");
    assertThat(portal.request(id).state().isOpen()).isTrue();
  }

  @Test
  void whoPressedIsInTheAudit() {
    browser.submit(portal.linkOf(id));
    List<AuditEntry> audit =
        portal
            .bean(Store.class)
            .read(transaction -> transaction.audit().of(portal.request(id).id()));
    assertThat(audit).anyMatch(entry -> entry.detail().equals("confirmed by browser"));
  }
}
