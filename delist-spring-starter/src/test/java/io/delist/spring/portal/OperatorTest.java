package io.delist.spring.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.delist.replica.Replica;
import io.delist.spring.portal.Browser.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The actuator endpoint: the operator's verbs over HTTP. */
class OperatorTest {

  private static final String PATH = "/actuator/blocklist";
  private static Portal portal;
  private static Browser operator;

  @BeforeAll
  static void start(@TempDir Path dir) {
    portal = Portal.start(dir, "delist.allowlist=192.0.2.250");
    operator = new Browser(portal.url());
  }

  @AfterAll
  static void stop() {
    portal.close();
  }

  private static JsonNode served(Answer done) {
    assertThat(done.status()).as(done.body()).isEqualTo(200);
    long revision = done.json().get("revision").asLong();
    await().until(() -> portal.bean(Replica.class).blocklist().view().revision() >= revision);
    return done.json();
  }

  private static JsonNode lookup(String ip) {
    return operator.get("/api/v1/lookup?ip=" + ip).json();
  }

  @Test
  void listsOnTheTermsGivenAndTakesOff() {
    JsonNode listed =
        served(
            operator.postJson(
                PATH,
                "{\"prefix\":\"192.0.2.16/28\",\"reasonCode\":\"5.7.620\","
                    + "\"source\":\"detector:trap\",\"comment\":\"seen\",\"ttl\":\"24h\"}"));
    assertThat(listed.get("changes").asInt()).isEqualTo(1);
    JsonNode listing = lookup("192.0.2.17").get("listing");
    assertThat(listing.get("prefix").asString()).isEqualTo("192.0.2.16/28");
    assertThat(listing.get("reasonCode").asInt()).isEqualTo(620);
    assertThat(listing.get("source").asString()).isEqualTo("detector:trap");
    assertThat(listing.get("reason").asString()).isEqualTo("seen");
    assertThat(
            Duration.between(
                Instant.parse(listing.get("listedAt").asString()),
                Instant.parse(listing.get("expiresAt").asString())))
        .isEqualTo(Duration.ofHours(24));
    served(operator.delete(PATH + "?prefix=192.0.2.16/28"));
    assertThat(lookup("192.0.2.17").get("verdict").asString()).isEqualTo("exempt");
  }

  @Test
  void aPrefixAloneIsListedByTheOperatorUntilItIsTakenOff() {
    served(operator.postJson(PATH, "{\"prefix\":\"192.0.2.40\",\"unknown\":true}"));
    JsonNode listing = lookup("192.0.2.40").get("listing");
    assertThat(listing.get("source").asString()).isEqualTo("operator");
    assertThat(listing.get("reasonCode").asInt()).isEqualTo(606);
    assertThat(listing.get("expiresAt").isNull()).isTrue();
    served(operator.delete(PATH + "?prefix=192.0.2.40"));
    assertThat(lookup("192.0.2.40").get("verdict").asString()).isEqualTo("not-listed");
  }

  @Test
  void evidenceFromBeforeADelistingListsNothing() {
    served(operator.postJson(PATH, "{\"prefix\":\"192.0.2.48\",\"source\":\"feed:a\"}"));
    served(operator.delete(PATH + "?prefix=192.0.2.48"));
    served(
        operator.postJson(
            PATH,
            "{\"prefix\":\"192.0.2.48\",\"source\":\"feed:b\","
                + "\"evidenceAt\":\"2020-01-01T00:00:00Z\"}"));
    assertThat(lookup("192.0.2.48").get("verdict").asString()).isEqualTo("exempt");
    served(operator.postJson(PATH, "{\"prefix\":\"192.0.2.48\",\"source\":\"feed:c\"}"));
    assertThat(lookup("192.0.2.48").get("verdict").asString()).isEqualTo("listed");
  }

  @Test
  void tellsCountsRevisionAndAge() {
    served(operator.postJson(PATH, "{\"prefix\":\"192.0.2.56\"}"));
    JsonNode counts = operator.get(PATH).json();
    assertThat(counts.get("loaded").asBoolean()).isTrue();
    assertThat(counts.get("revision").asLong()).isPositive();
    assertThat(counts.get("ageMillis").asLong()).isNotNegative();
    assertThat(counts.get("listedPrefixes").asLong()).isPositive();
    assertThat(counts.get("exemptPrefixes").asLong()).isNotNegative();
    assertThat(counts.get("allowedPrefixes").asLong()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|400|prefix is missing",
        "{\"prefix\":\"192.0.2.9/24\"}|400|did you mean 192.0.2.0/24?",
        "{\"prefix\":\"192.0.2.9\",\"reasonCode\":700}|400|606 to 649",
        "{\"prefix\":\"192.0.2.9\",\"reasonCode\":\"x\"}|400|606 to 649",
        "{\"prefix\":\"192.0.2.9\",\"source\":\"Feed A\"}|400|a source's name",
        "{\"prefix\":\"192.0.2.9\",\"ttl\":\"24\"}|400|write it as 24h",
        "{\"prefix\":\"192.0.2.9\",\"ttl\":\"-1h\"}|400|write it as 24h",
        "{\"prefix\":\"192.0.2.9\",\"ttl\":\"99999d\"}|400|3650d",
        "{\"prefix\":\"192.0.2.9\",\"ttl\":\"soon\"}|400|write it as 24h",
        "{\"prefix\":\"192.0.2.9\",\"evidenceAt\":\"yesterday\"}|400|is not a time",
        "{\"prefix\":\"192.0.2.9\",\"evidenceAt\":\"1960-01-01T00:00:00Z\"}|400|since 1970",
        "{\"prefix\":\"192.0.2.9\",\"comment\":\"a\\nb\"}|400|control character",
        "{\"prefix\":\"0.0.0.0/0\"}|409|too wide",
        "{\"prefix\":\"10.0.0.0/24\"}|409|Private-Use",
        "{\"prefix\":\"192.0.2.250\"}|409|allowlist",
      })
  void whatIsNotListedIsAnsweredWithTheReason(String body, int status, String why) {
    long before = portal.bean(Replica.class).blocklist().view().listedPrefixes();
    Answer answer = operator.postJson(PATH, body);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().get("error").asString()).contains(why);
    assertThat(portal.bean(Replica.class).blocklist().view().listedPrefixes()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "'',400,prefix is missing",
    "?prefix=x,400,is not an IP address",
    "?prefix=198.51.100.1,404,nothing that covers",
  })
  void whatCannotBeTakenOffIsAnsweredWithTheReason(String query, int status, String why) {
    Answer answer = operator.delete(PATH + query);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().get("error").asString()).contains(why);
  }

  @Test
  void healthTellsRevisionAndAge() {
    JsonNode health = operator.get("/actuator/health/delist").json();
    assertThat(health.get("status").asString()).isEqualTo("UP");
    assertThat(health.get("details").get("revision").asLong()).isPositive();
    assertThat(health.get("details").get("ageMillis").asLong()).isNotNegative();
    assertThat(health.get("details").get("store").asString()).isEqualTo("answers");
  }

  @Test
  void unlessItIsExposedThereIsNoEndpoint(@TempDir Path dir) {
    try (Portal closed = Portal.start(dir, "management.endpoints.web.exposure.include=health")) {
      assertThat(new Browser(closed.url()).get(PATH).status()).isEqualTo(404);
    }
  }
}
