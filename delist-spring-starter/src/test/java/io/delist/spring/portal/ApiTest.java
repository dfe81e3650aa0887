package io.delist.spring.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.spring.portal.Browser.Answer;
import io.delist.store.RequestState;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The names that programs rely on. */
class ApiTest {

  private static Portal portal;
  private Browser client;

  @BeforeAll
  static void start(@TempDir Path dir) {
    // Settings that would change what the application's own converters write.
    portal =
        Portal.start(
            dir,
            "spring.jackson.property-naming-strategy=SNAKE_CASE",
            "spring.jackson.default-property-inclusion=non_null",
            "delist.allowlist=192.0.2.250");
    portal.list("192.0.2.0/25");
    portal.list("192.0.2.9/32");
  }

  @AfterAll
  static void stop() {
    portal.close();
  }

  @BeforeEach
  void newClient() {
    client = new Browser(portal.url());
  }

  private Answer ask(String email, String ip) {
    return client.postJson(
        "/api/v1/requests", "{\"email\":\"" + email + "\",\"ip\":\"" + ip + "\"}");
  }

  private static void assertProblem(Answer answer, int status) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    JsonNode problem = answer.json();
    assertThat(problem.get("type").asString()).isEqualTo("about:blank");
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("title").asString()).isNotBlank();
    assertThat(problem.get("detail").asString()).isNotBlank();
  }

  @Test
  void lookupOfAListedAddress() {
    Answer answer = client.get("/api/v1/lookup?ip=192.0.2.9");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    JsonNode json = answer.json();
    assertThat(json.propertyNames())
        .containsExactlyInAnyOrder(
            "address", "verdict", "revision", "checkedAt", "listing", "covering", "delistedBefore");
    assertThat(json.get("address").asString()).isEqualTo("192.0.2.9");
    assertThat(json.get("verdict").asString()).isEqualTo("listed");
    assertThat(json.get("revision").asLong()).isEqualTo(3);
    assertThat(Instant.parse(json.get("checkedAt").asString())).isBeforeOrEqualTo(Instant.now());
    JsonNode listing = json.get("listing");
    assertThat(listing.propertyNames())
        .containsExactlyInAnyOrder(
            "prefix", "source", "reasonCode", "reason", "listedAt", "expiresAt");
    assertThat(listing.get("prefix").asString()).isEqualTo("192.0.2.9/32");
    assertThat(listing.get("source").asString()).isEqualTo("operator");
    assertThat(listing.get("reasonCode").asInt()).isEqualTo(612);
    assertThat(listing.get("reason").asString()).isEqualTo("spam <seen>");
    assertThat(Instant.parse(listing.get("listedAt").asString())).isNotNull();
    assertThat(listing.get("expiresAt").isNull()).isTrue();
    assertThat(json.get("covering")).hasSize(2);
    assertThat(json.get("covering").get(0)).isEqualTo(listing);
    assertThat(json.get("delistedBefore").isArray()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"192.0.2.200,not-listed", "192.0.2.250,allowed"})
  void lookupOfAnAddressThatIsNotBlocked(String ip, String verdict) {
    JsonNode json = client.get("/api/v1/lookup?ip=" + ip).json();
    assertThat(json.get("verdict").asString()).isEqualTo(verdict);
    assertThat(json.get("listing").isNull()).isTrue();
    assertThat(json.get("covering")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'',", "?ip=,", "?ip=x,", "?ip=10.0.0.1/8,"})
  void lookupOfNoAddress(String query) {
    Answer answer = client.get("/api/v1/lookup" + query);
    assertProblem(answer, 422);
    assertThat(answer.json().get("errors").get(0).get("field").asString()).isEqualTo("ip");
  }

  @Test
  void aRequestFromTheFirstWordToTheLast() {
    Answer created =
        client.postJson(
            "/api/v1/requests",
            "{\"email\":\"json@example.org\",\"ip\":\"[192.0.2.30]\",\"unknown\":[1]}");
    assertThat(created.status()).isEqualTo(201);
    JsonNode json = created.json();
    assertThat(json.propertyNames())
        .containsExactlyInAnyOrder("id", "address", "state", "code", "expiresAt");
    String id = json.get("id").asString();
    assertThat(created.header("Location")).isEqualTo("/api/v1/requests/" + id);
    assertThat(json.get("address").asString()).isEqualTo("192.0.2.30");
    assertThat(json.get("state").asString()).isEqualTo("PENDING_MAIL");
    assertThat(json.get("code").asString()).isEqualTo(portal.codeOf(id)).matches("\\d{3}-\\d{3}");
    assertThat(Instant.parse(json.get("expiresAt").asString())).isAfter(Instant.now());

    JsonNode open = client.get("/api/v1/requests/" + id).json();
    assertThat(open.propertyNames())
        .containsExactlyInAnyOrder("id", "address", "state", "revision", "nodes", "history");
    assertThat(open.get("revision").isNull()).isTrue();

    assertThat(client.submit(portal.linkOf(id)).status())
        .as("the cookie of the answer makes it the browser that asked")
        .isEqualTo(303);
    portal.awaitState(id, RequestState.REMOVED);
    JsonNode done = client.get("/api/v1/requests/" + id).json();
    assertThat(done.get("revision").asLong()).isGreaterThan(3);
    assertThat(done.get("nodes").get("applied").asInt()).isEqualTo(1);
    assertThat(done.get("nodes").get("total").asInt()).isEqualTo(1);
    JsonNode last = done.get("history").get(done.get("history").size() - 1);
    assertThat(last.get("state").asString()).isEqualTo("REMOVED");
    assertThat(Instant.parse(last.get("at").asString())).isNotNull();
    JsonNode after = client.get("/api/v1/lookup?ip=192.0.2.30").json();
    assertThat(after.get("verdict").asString()).isEqualTo("exempt");
    assertThat(after.get("delistedBefore")).hasSize(1);
    assertThat(client.get("/api/v1/requests/" + id).body()).doesNotContain("example.org");
  }

  @Test
  void aReferenceStandsForTheAddress() {
    String reference = portal.referenceTo("192.0.2.31").replace("/r/", "");
    Answer created =
        client.postJson(
            "/api/v1/requests",
            "{\"email\":\"ref@example.org\",\"reference\":\"" + reference + "\"}");
    assertThat(created.json().get("address").asString()).isEqualTo("192.0.2.31");
    Answer bad =
        client.postJson(
            "/api/v1/requests", "{\"email\":\"ref@example.org\",\"reference\":\"k1.x\"}");
    assertProblem(bad, 422);
    assertThat(bad.json().get("errors").get(0).get("field").asString()).isEqualTo("reference");
  }

  @Test
  void fieldsThatCannotBeReadAreNamed() {
    Answer answer = ask("x", "300.1.1.1");
    assertProblem(answer, 422);
    JsonNode errors = answer.json().get("errors");
    assertThat(errors).hasSize(2);
    assertThat(errors.get(0).get("field").asString()).isEqualTo("email");
    assertThat(errors.get(1).get("field").asString()).isEqualTo("ip");
    assertThat(errors.get(1).get("message").asString()).contains("has the number 300");
    assertThat(answer.json().has("rule")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.200,not-listed",
    "192.0.2.250,allowlisted",
    "10.0.0.1,special-purpose",
  })
  void aRefusalNamesItsRuleAndADoor(String ip, String rule) {
    Answer answer = ask("rule@example.org", ip);
    assertProblem(answer, 409);
    assertThat(answer.json().get("rule").asString()).isEqualTo(rule);
    assertThat(answer.json().get("door").asString()).isNotBlank();
    assertThat(answer.json().get("detail").asString()).contains(ip);
    assertThat(answer.json().has("errors")).isFalse();
  }

  @Test
  void aRefusalSpeaksTheClientsLanguage() {
    client = new Browser(portal.url(), "ko");
    assertThat(ask("rule@example.org", "192.0.2.200").json().get("detail").asString())
        .contains("목록에 없습니다");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json|{|400",
        "application/json|[]|400",
        "application/json|''|400",
        "application/json|{\"email\":1,\"ip\":{}}|422",
        "application/json; charset=utf-8|{}|422",
        "text/plain|{}|415",
        "nonsense|{}|415",
      })
  void aBodyThatIsNotAnObjectIsRefused(String type, String body, int status) {
    assertProblem(client.post("/api/v1/requests", type, body), status);
  }

  @Test
  void aBodyHasALimit() {
    String blanks = " ".repeat(16 * 1024);
    assertProblem(client.postJson("/api/v1/requests", "{" + blanks + "}"), 413);
  }

  @ParameterizedTest
  @CsvSource({"x", "AAAAAAAAAAAAAAAAAAAAAA"})
  void aRequestThatIsNoneIsNotFound(String id) {
    assertProblem(client.get("/api/v1/requests/" + id), 404);
  }
}
