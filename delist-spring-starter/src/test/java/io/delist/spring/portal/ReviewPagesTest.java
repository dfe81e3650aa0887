package io.delist.spring.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpPrefix;
import io.delist.spring.portal.Browser.Answer;
import io.delist.store.Casework;
import io.delist.store.DelistRequest;
import io.delist.store.RequestState;
import io.delist.store.Standing;
import io.delist.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A removal that waits: what the requester sees, and what the reviewer does. */
class ReviewPagesTest {

  private static final String REVIEWS = "/actuator/blocklist/reviews";
  private static Portal portal;
  private static Browser reviewer;

  @BeforeAll
  static void start(@TempDir Path dir) {
    portal =
        Portal.start(
            dir,
            "delist.policy.self-service-off[0].source=feed:theirs",
            "delist.policy.self-service-off[0].door=https://theirs.example/");
    reviewer = new Browser(portal.url());
    portal.list("192.0.2.0/24");
  }

  @AfterAll
  static void stop() {
    portal.close();
  }

  /** Asks and confirms for an address that stands on this step of the ladder. */
  private static String confirmed(Browser browser, String ip, int step) {
    portal
        .bean(Store.class)
        .run(
            transaction -> {
              Instant now = transaction.now();
              transaction
                  .ladder()
                  .put(
                      new Standing(IpPrefix.parse(ip + "/32"), step, 0, now, now),
                      now.plusSeconds(99_999_999));
            });
    String id = browser.submit("/requests", "email", "sender@example.org", "ip", ip).requestId();
    Answer pressed = browser.submit(portal.linkOf(id));
    assertThat(pressed.status()).isEqualTo(303);
    assertThat(pressed.requestId()).isEqualTo(id);
    return id;
  }

  private static Answer decide(String id, String json) {
    return reviewer.postJson(REVIEWS + "/" + id, json);
  }

  @Test
  void aHeldRemovalSaysUntilWhen() {
    Browser browser = new Browser(portal.url());
    String id = confirmed(browser, "192.0.2.11", 1);
    Document page = browser.get("/requests/" + id).page();
    assertThat(page.selectFirst("main").attr("data-state")).isEqualTo("HELD");
    Instant until = portal.request(id).casework().heldUntil();
    assertThat(page.selectFirst("time.held").attr("datetime"))
        .startsWith(until.toString().substring(0, 16));
    assertThat(page.select("li.ahead").eachAttr("data-state"))
        .containsExactly("REMOVING", "REMOVED");
    JsonNode json = browser.get("/api/v1/requests/" + id).json();
    assertThat(json.get("state").asString()).isEqualTo("HELD");
    assertThat(Instant.parse(json.get("heldUntil").asString())).isEqualTo(until);
    Document korean = new Browser(portal.url(), "ko").get("/requests/" + id).page();
    assertThat(korean.text()).contains("보류 기한");

    assertThat(decide(id, "{\"verb\":\"approve\",\"reviewer\":\"kim\"}").status()).isEqualTo(200);
    portal.awaitState(id, RequestState.REMOVED);
  }

  @Test
  void aReviewSaysUntilWhenAndItsBrowserStaysKnownWithTheCode() {
    Browser browser = new Browser(portal.url());
    String id = confirmed(browser, "192.0.2.15", 2);
    Answer answer = browser.get("/requests/" + id);
    Instant since = portal.request(id).casework().reviewSince();
    assertThat(answer.page().selectFirst(".review-until").text())
        .contains(Texts.time(since.plus(Duration.ofDays(2))))
        .contains(Texts.time(since.plus(Duration.ofDays(7))));
    assertThat(answer.page().select(".review-overdue")).isEmpty();
    assertThat(answer.page().selectFirst("#confirmation-code").text()).isEqualTo(portal.codeOf(id));
    assertThat(answer.header("Set-Cookie"))
        .startsWith("delist_browser=" + browser.cookie("delist_browser").orElseThrow().getValue())
        .contains("; Max-Age=1818000;");
    Answer strange = new Browser(portal.url()).get("/requests/" + id);
    assertThat(strange.header("Set-Cookie")).isEmpty();
    assertThat(strange.page().select("#confirmation-code")).isEmpty();

    DelistRequest inTime = portal.request(id);
    DelistRequest overdue = inTime.with(inTime.casework().late(Casework.Lateness.BREACH));
    portal
        .bean(Store.class)
        .run(transaction -> assertThat(transaction.requests().replace(inTime, overdue)).isTrue());
    assertThat(browser.get("/requests/" + id).page().selectFirst(".review-overdue").text())
        .contains(Texts.time(since.plus(Duration.ofDays(7))));
  }

  @Test
  void theReviewerAsksTheRequesterAnswersAndAppealsOnce() {
    Browser browser = new Browser(portal.url());
    String id = confirmed(browser, "192.0.2.12", 2);
    assertThat(reviewer.get(REVIEWS).json())
        .anySatisfy(
            waiting -> {
              assertThat(waiting.get("id").asString()).isEqualTo(id);
              assertThat(waiting.get("address").asString()).isEqualTo("192.0.2.12");
              assertThat(waiting.get("lateness").asString()).isEqualTo("IN_TIME");
            });
    Document quiet = browser.get("/requests/" + id).page();
    assertThat(quiet.selectFirst("main").attr("data-state")).isEqualTo("IN_REVIEW");
    assertThat(quiet.select("form#answer")).isEmpty();

    assertThat(decide(id, "{\"verb\":\"ask\",\"text\":\"Which <host>?\"}").status()).isEqualTo(200);
    Document asked = browser.get("/requests/" + id).page();
    assertThat(asked.selectFirst(".question").text()).isEqualTo("Which <host>?");
    assertThat(asked.selectFirst("form#answer").attr("action"))
        .isEqualTo("/requests/" + id + "/answer");
    assertThat(asked.select("#reply-code")).isEmpty();
    assertThat(
            browser.get("/api/v1/requests/" + id).json().get("review").get("question").asString())
        .isEqualTo("Which <host>?");

    Browser stranger = new Browser(portal.url());
    assertThat(stranger.get("/requests/" + id).page().select("#reply-code")).hasSize(1);
    Answer refused = stranger.submit("/requests/" + id + "/answer", "text", "me");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.page().selectFirst("#reply-problem").text()).contains("Enter the code");
    assertThat(browser.submit("/requests/" + id + "/answer", "text", " ").status()).isEqualTo(422);
    Answer answered = browser.submit("/requests/" + id + "/answer", "text", "mx1, <stopped>");
    assertThat(answered.status()).isEqualTo(303);
    assertThat(browser.get("/requests/" + id).page().selectFirst(".answer").text())
        .isEqualTo("mx1, <stopped>");
    assertThat(stranger.get("/requests/" + id).body()).doesNotContain("mx1");
    assertThat(browser.submit("/requests/" + id + "/answer", "text", "x").status()).isEqualTo(409);

    assertThat(decide(id, "{\"verb\":\"refuse\",\"text\":\"It still sends.\"}").status())
        .isEqualTo(200);
    Document no = browser.get("/requests/" + id).page();
    assertThat(no.selectFirst("[data-rule=review] .reason").text()).isEqualTo("It still sends.");
    JsonNode refusal = browser.get("/api/v1/requests/" + id).json().get("refusal");
    assertThat(refusal.get("rule").asString()).isEqualTo("review");
    assertThat(refusal.get("canAppeal").asBoolean()).isTrue();
    assertThat(no.select("form#appeal button").text()).isEqualTo("Appeal");
    assertThat(no.selectFirst("form#appeal .appeal-until").text())
        .contains(Texts.time(portal.request(id).stateSince().plus(Duration.ofDays(7))));

    Answer appeal =
        stranger.postJson(
            "/api/v1/requests/" + id + "/appeal",
            "{\"text\":\"Look again.\",\"code\":\"" + portal.codeOf(id) + "\"}");
    assertThat(appeal.status()).as(appeal.body()).isEqualTo(200);
    assertThat(appeal.json().get("state").asString()).isEqualTo("IN_REVIEW");
    decide(id, "{\"verb\":\"refuse\",\"text\":\"No.\"}");
    assertThat(browser.get("/requests/" + id).page().select("form#appeal")).isEmpty();
    assertThat(browser.submit("/requests/" + id + "/appeal", "text", "x").status()).isEqualTo(409);
  }

  @Test
  void whatDoesNotFitOrCannotBeReadIsSaid() {
    assertThat(decide("x", "{\"verb\":\"approve\"}").status()).isEqualTo(404);
    assertThat(decide("AAAAAAAAAAAAAAAAAAAAAA", "{\"verb\":\"approve\"}").status()).isEqualTo(404);
    Browser browser = new Browser(portal.url());
    String id = confirmed(browser, "192.0.2.13", 1);
    assertThat(decide(id, "{\"verb\":\"praise\"}").status()).isEqualTo(400);
    assertThat(decide(id, "{\"verb\":\"refuse\"}").status()).isEqualTo(400);
    assertThat(decide(id, "{\"verb\":\"ask\",\"text\":\"why?\"}").status())
        .as("nobody asks while it is held")
        .isEqualTo(409);
    assertThat(browser.submit("/requests/x/answer", "text", "x").status()).isEqualTo(404);
    assertThat(browser.submit("/requests/AAAAAAAAAAAAAAAAAAAAAA/appeal", "text", "x").status())
        .isEqualTo(404);
    Answer api = browser.postJson("/api/v1/requests/" + id + "/answer", "{\"text\":\"x\"}");
    assertThat(api.status()).isEqualTo(409);
    assertThat(browser.postJson("/api/v1/requests/x/answer", "{}").status()).isEqualTo(404);
    assertThat(browser.postJson("/api/v1/requests/" + id + "/answer", "[]").status())
        .isEqualTo(400);
    assertThat(
            new Browser(portal.url())
                .with("Sec-Fetch-Site", "cross-site")
                .submit("/requests/" + id + "/answer", "text", "x")
                .status())
        .isEqualTo(403);
  }

  @Test
  void whoAsksAgainComesToTheSameRequest() {
    Browser browser = new Browser(portal.url());
    String id = confirmed(browser, "192.0.2.14", 2);
    Answer again = browser.submit("/requests", "email", "sender@example.org", "ip", "192.0.2.14");
    assertThat(again.status()).isEqualTo(303);
    assertThat(again.requestId()).isEqualTo(id);
    Answer other =
        new Browser(portal.url())
            .submit("/requests", "email", "other@example.org", "ip", "192.0.2.14");
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.page().select("[data-rule=open-request]")).hasSize(1);
  }

  @Test
  void theRulesArePublished() {
    Document page = reviewer.get("/rules").page();
    assertThat(page.select("[data-rule]").eachAttr("data-rule"))
        .contains("not-listed", "review", "self-service-off");
    JsonNode json = new Browser(portal.url(), "ko").get("/api/v1/rules").json().get("rules");
    assertThat(json)
        .anySatisfy(
            rule -> {
              assertThat(rule.get("id").asString()).isEqualTo("review");
              assertThat(rule.get("text").asString()).contains("검토자");
            });
  }
}
