package io.delist.spring.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.spring.portal.Browser.Answer;
import io.delist.store.Store;
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
import org.junit.jupiter.params.provider.ValueSource;

class FormPageTest {

  private static final String EMAIL = "sender@example.org";
  private static Portal portal;
  private Browser browser;

  @BeforeAll
  static void start(@TempDir Path dir) {
    portal = Portal.start(dir, "delist.portal.contact=help@delist.example");
    portal.list("192.0.2.0/25");
    portal.list("2001:db8:1::/48");
  }

  @AfterAll
  static void stop() {
    portal.close();
  }

  @BeforeEach
  void newBrowser() {
    browser = new Browser(portal.url());
  }

  private static long waitingMails() {
    return portal.bean(Store.class).<Integer>read(transaction -> transaction.outbox().size());
  }

  @Test
  void theFormHasTheNamesThatVisitorsKnow() {
    Answer answer = browser.get("/");
    Document page = answer.page();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(page.selectFirst("html").attr("lang")).isEqualTo("en");
    assertThat(page.title()).contains("Delist an IP address");
    assertThat(page.selectFirst("label[for=email]").text()).isEqualTo("Email address");
    assertThat(page.selectFirst("label[for=ip]").text()).isEqualTo("IP address");
    assertThat(page.selectFirst("form[method=post][action=/requests] button").text())
        .isEqualTo("Submit");
    assertThat(page.select("h1")).hasSize(1);
    assertThat(page.select("input#email").attr("autocomplete")).isEqualTo("email");
    assertThat(page.selectFirst("footer a[href=mailto:help@delist.example]")).isNotNull();
  }

  @Test
  void everyFieldHasALabelAndEveryDescriptionExists() {
    Document page = browser.submit("/requests", "email", "", "ip", "").page();
    for (Element input : page.select("input, textarea")) {
      assertThat(page.select("label[for=" + input.id() + "]")).hasSize(1);
      for (String id : input.attr("aria-describedby").split(" ", -1)) {
        assertThat(page.getElementById(id)).as(id).isNotNull();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.9", "2001:db8:1::9"})
  void theLinkOfARefusalFillsInTheAddressAndSaysWhyItIsListed(String address) {
    Document page = browser.get(portal.referenceTo(address)).page();
    assertThat(page.selectFirst("input#ip").val()).isEqualTo(address);
    assertThat(page.selectFirst(".verdict").attr("data-verdict")).isEqualTo("listed");
    assertThat(page.text()).contains("spam <seen>").contains("5.7.612");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/r/x", "/r/k1.AAAA", "/r/..."})
  void aLinkThatCannotBeReadOpensTheEmptyFormAndSaysSo(String path) {
    Answer answer = browser.get(path);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.page().selectFirst("input#ip").val()).isEmpty();
    assertThat(answer.page().selectFirst(".notice").text()).contains("could not be read");
  }

  @Test
  void anAlteredReferenceIsNoReference() {
    String path = portal.referenceTo("192.0.2.9");
    char last = path.charAt(path.length() - 2);
    String altered =
        path.substring(0, path.length() - 2)
            + (last == 'A' ? 'B' : 'A')
            + path.substring(path.length() - 1);
    assertThat(browser.get(altered).page().selectFirst("input#ip").val()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "300.1.2.3,has the number 300",
    "192.0.02.9,leading zero",
    "192.0.2.0/24,four decimal numbers",
    "'(192.0.2.9)',four decimal numbers",
    "'[192.0.2.9',four decimal numbers",
    "fe80::1%eth0,zone id",
    "'',Enter an IP address",
    "'[]',Enter an IP address",
  })
  void anAddressThatCannotBeReadGetsAMessageAtItsField(String ip, String message) {
    long before = waitingMails();
    Answer answer = browser.submit("/requests", "email", EMAIL, "ip", ip);
    assertThat(answer.status()).isEqualTo(422);
    Element field = answer.page().selectFirst("input#ip");
    assertThat(field.val()).isEqualTo(ip);
    assertThat(field.attr("aria-invalid")).isEqualTo("true");
    assertThat(field.attr("aria-describedby")).contains("ip-error");
    assertThat(answer.page().selectFirst("#ip-error").text()).contains(message);
    assertThat(answer.page().selectFirst("input#email").val()).isEqualTo(EMAIL);
    assertThat(answer.page().selectFirst("input#email").hasAttr("aria-invalid")).isFalse();
    assertThat(waitingMails()).isEqualTo(before);
    assertThat(browser.cookie("delist_browser")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "sender,has no",
    "'a@example.org, b@example.org',looks like a list",
    "a@b@example.org,has more than one",
    "<a@example.org>,angle brackets",
    "a@localhost,domain of one label",
    "'',Enter an email address",
  })
  void anEmailAddressThatCannotBeUsedGetsAMessageAtItsField(String email, String message) {
    long before = waitingMails();
    Answer answer = browser.submit("/requests", "email", email, "ip", "192.0.2.9");
    assertThat(answer.status()).isEqualTo(422);
    Element field = answer.page().selectFirst("input#email");
    assertThat(field.val()).isEqualTo(email);
    assertThat(field.attr("aria-invalid")).isEqualTo("true");
    assertThat(answer.page().selectFirst("#email-error").text()).contains(message);
    assertThat(waitingMails()).isEqualTo(before);
  }

  @Test
  void openingTheFormsOwnUrlAgainLeadsToTheForm() {
    Answer answer = browser.get("/requests");
    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("Location")).isEqualTo("/");
  }

  @Test
  void whatWasTypedComesBackAsText() {
    String script = "\"><script>alert(1)</script>";
    Answer answer = browser.submit("/requests", "email", script, "ip", script);
    assertThat(answer.page().select("script")).isEmpty();
    assertThat(answer.page().selectFirst("input#ip").val()).isEqualTo(script);
  }

  @Test
  void aSpecialPurposeAddressGetsAMessageAtItsField() {
    Answer answer = browser.submit("/requests", "email", EMAIL, "ip", "10.1.2.3");
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.page().selectFirst("input#ip").attr("aria-invalid")).isEqualTo("true");
    assertThat(answer.page().selectFirst("#ip-error").text())
        .contains("Private-Use")
        .contains("square brackets");
  }

  @Test
  void anAddressThatIsNotListedGetsTimeAndRevision() {
    long before = waitingMails();
    Answer answer = browser.submit("/requests", "email", EMAIL, "ip", "192.0.2.200");
    assertThat(answer.status()).isEqualTo(409);
    Element notice = answer.page().selectFirst(".notice[data-rule=not-listed]");
    assertThat(notice.text())
        .contains("192.0.2.200 is not on the list: checked at 20")
        .contains("list revision 2")
        .contains("square brackets")
        .doesNotContain("delisted before");
    assertThat(answer.page().selectFirst("input#ip").val()).isEqualTo("192.0.2.200");
    assertThat(waitingMails()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {" 192.0.2.21 ", "[192.0.2.22]", " [ 192.0.2.23 ] ", "::ffff:192.0.2.24"})
  void blanksAndTheBracketsOfTheRefusalAreForgiven(String ip) {
    Answer answer = browser.submit("/requests", "email", ip.length() + EMAIL, "ip", ip);
    assertThat(answer.status()).isEqualTo(303);
    assertThat(portal.request(answer.requestId()).address().toString()).startsWith("192.0.2.2");
  }

  @Test
  void thePortalCanBeBelowAPath(@TempDir Path dir) {
    try (Portal below = Portal.start(dir, "delist.portal.base-path=/delist")) {
      below.list("192.0.2.0/25");
      Browser visitor = new Browser(below.url());
      assertThat(visitor.get("/delist").status()).isEqualTo(200);
      Document page = visitor.get("/delist/").page();
      assertThat(page.selectFirst("form").attr("action")).isEqualTo("/delist/requests");
      assertThat(visitor.get(page.selectFirst("link[rel=stylesheet]").attr("href")).status())
          .isEqualTo(200);
      Answer accepted = visitor.submit("/delist/requests", "email", EMAIL, "ip", "192.0.2.9");
      assertThat(accepted.header("Location")).startsWith("/delist/requests/");
      assertThat(accepted.header("Set-Cookie")).contains("Path=/delist/;");
      assertThat(visitor.get(accepted.header("Location")).page().text()).contains(EMAIL);
      assertThat(visitor.get("/").status()).isEqualTo(404);
    }
  }
}
