package io.delist.examples.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.examples.portal.Browser.Page;
import io.delist.store.DelistRequest;
import io.delist.store.RequestState;
import io.delist.store.Store;
import io.delist.token.KeyRing;
import io.delist.token.RequestId;
import io.delist.workflow.RequestProofs;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may press Delist IP, with what, and what everybody else gets. */
class ConfirmationIT {

  private static final String NO_CODE = "000-000";

  @TempDir private static Path dataDir;
  private static RunningExample example;

  @BeforeAll
  static void start() {
    example = new RunningExample(dataDir);
  }

  @AfterAll
  static void stop() {
    example.close();
  }

  /** One request: where its page is, and the mail it led to. */
  private record Asked(String status, ReceivedMail mail) {

    static Asked by(Browser browser, String client, String mailbox) {
      Page page =
          browser
              .submit(
                  browser.get("/").expect(200),
                  "Submit",
                  Map.of("Email address", mailbox, "IP address", client))
              .expect(200);
      return new Asked(page.at().getPath(), ReceivedMail.newestFor(browser, mailbox));
    }

    String link() {
      return mail.link().getPath();
    }

    RequestState state() {
      return request().state();
    }

    DelistRequest request() {
      RequestId id = RequestId.parse(status.substring(status.lastIndexOf('/') + 1)).orElseThrow();
      return example
          .bean(Store.class)
          .read(transaction -> transaction.requests().find(id))
          .orElseThrow();
    }
  }

  @Test
  void theCodeStandsOnThePageOfTheBrowserThatAskedAndNowhereElse() {
    Browser asker = example.browser();
    Asked asked = Asked.by(asker, "203.0.113.70", "code-page@example.org");
    String code = asked.mail().code();
    assertThat(asker.get(asked.status()).text()).contains(code);
    assertThat(example.browser().get(asked.status()).expect(200).text()).doesNotContain(code);
  }

  @Test
  void anotherBrowserNeedsTheCode() throws IOException {
    Asked asked = Asked.by(example.browser(), "203.0.113.71", "other-browser@example.org");
    Browser other = example.browser();
    Page confirm = other.get(asked.link()).expect(200);

    Page without = other.submit(confirm, "Delist IP", Map.of("Code", "")).expect(422);
    assertThat(without.errorAt("Code")).isNotBlank();
    Page wrong = other.submit(without, "Delist IP", Map.of("Code", NO_CODE)).expect(422);
    assertThat(wrong.errorAt("Code")).contains("4");
    assertThat(isRefused("203.0.113.71")).isTrue();

    Page right = other.submit(wrong, "Delist IP", Map.of("Code", asked.mail().code()));
    assertThat(right.expect(200).at().getPath()).isEqualTo(asked.status());
    Waiting.until("accepted", () -> isRefused("203.0.113.71"), refused -> !refused);
  }

  @Test
  void fiveWrongCodesVoidTheRequest() throws IOException {
    Browser asker = example.browser();
    Asked asked = Asked.by(asker, "203.0.113.72", "wrong-codes@example.org");
    Browser other = example.browser();
    for (int i = 0; i < 4; i++) {
      other.post(asked.link(), Browser.pair("code", NO_CODE)).expect(422);
    }
    other.post(asked.link(), Browser.pair("code", NO_CODE)).expect(410);
    assertThat(asked.state()).isEqualTo(RequestState.CANCELLED);
    other.post(asked.link(), Browser.pair("code", asked.mail().code())).expect(410);
    asker.post(asked.link(), "").expect(410);
    assertThat(isRefused("203.0.113.72")).isTrue();
  }

  /** Used by somebody else, expired, altered, of another portal, nonsense: nobody learns which. */
  @Test
  void whateverIsWrongWithALinkThePageIsTheSame() throws IOException {
    Browser visitor = example.browser();
    Asked used = Asked.by(visitor, "203.0.113.73", "used@example.org");
    visitor.post(used.link(), "").expect(200);
    Asked open = Asked.by(visitor, "203.0.113.74", "open@example.org");
    Asked expired = Asked.by(visitor, "203.0.113.75", "expired@example.org");
    String token = open.link().substring("/confirm/".length());

    List<String> bad = new ArrayList<>();
    bad.add(used.link());
    bad.add("/confirm/" + foreign(open.request()));
    bad.add("/confirm/x");
    bad.add("/confirm/" + token.substring(0, token.length() - 1));
    for (int i = 0; i < token.length(); i += 7) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      bad.add("/confirm/" + token.substring(0, i) + other + token.substring(i + 1));
    }

    String gone = example.browser().get(bad.get(0)).expect(410).body();
    assertThat(gone).contains("Start again");
    Browser stranger = example.browser();
    for (String link : bad) {
      assertThat(stranger.get(link).expect(410).body()).isEqualTo(gone);
      assertThat(stranger.post(link, "").expect(410).body()).isEqualTo(gone);
      assertThat(stranger.post(link, Browser.pair("code", NO_CODE)).expect(410).body())
          .isEqualTo(gone);
    }
    assertThat(open.state()).isEqualTo(RequestState.AWAITING_CONFIRMATION);
    assertThat(isRefused("203.0.113.74")).isTrue();

    example.pass(Duration.ofMinutes(61));
    assertThat(visitor.get(expired.link()).expect(410).body()).isEqualTo(gone);
    assertThat(visitor.post(expired.link(), "").expect(410).body()).isEqualTo(gone);
    assertThat(isRefused("203.0.113.75")).isTrue();
  }

  /** A link for the same request that another portal's key signed. */
  private static String foreign(DelistRequest request) {
    SecureRandom random = new SecureRandom();
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    return new RequestProofs(KeyRing.of(request.keyId(), secret), example.home().toString(), random)
        .linkOf(request);
  }

  @Test
  void newerEvidenceThanTheRequestStandsAgainstIt() throws IOException {
    Browser visitor = example.browser();
    Asked asked = Asked.by(visitor, "203.0.113.76", "newer@example.org");
    example.pass(Duration.ofSeconds(1));
    visitor.json("POST", "/actuator/blocklist", "{\"prefix\": \"203.0.113.76\"}").expect(200);
    Page refused = visitor.post(asked.link(), "").expect(409);
    assertThat(refused.document().select("[data-rule]").attr("data-rule"))
        .isEqualTo("newer-evidence");
    assertThat(isRefused("203.0.113.76")).isTrue();
  }

  private static boolean isRefused(String client) throws IOException {
    try (SmtpSession session = example.from(client)) {
      return session
          .rcpt("someone@sender.example.net", "jane@example.org")
          .startsWith("550 5.7.606 ");
    }
  }
}
