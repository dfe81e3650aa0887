package io.delist.spring.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.bounce.BounceReader;
import io.delist.spring.portal.Browser.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What a bounce tells, as JSON. */
class BouncesApiTest {

  private static final String PATH = "/api/v1/bounces";
  private static Portal portal;
  private static Browser client;

  @BeforeAll
  static void start(@TempDir Path dir) {
    portal = Portal.start(dir, "spring.jackson.default-property-inclusion=non_null");
    client = new Browser(portal.url());
  }

  @AfterAll
  static void stop() {
    portal.close();
  }

  private static String refusal(String reference) {
    return "550 5.7.606 Access denied, banned sending IP [192.0.2.9]; To request removal from this"
        + " list please visit https://delist.example"
        + reference
        + " and follow the directions.";
  }

  private static JsonNode candidates(Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.json().propertyNames()).containsExactly("candidates");
    return answer.json().get("candidates");
  }

  private static void assertProblem(Answer answer, int status, String detail) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().get("status").asInt()).isEqualTo(status);
    assertThat(answer.json().get("detail").asString()).isEqualTo(detail);
  }

  @Test
  void aDialogueTellsAll() {
    String link = portal.referenceTo("192.0.2.9");
    String dialogue = "MAIL FROM:<a@sender.example>\nRCPT TO:<user@example.org>\n" + refusal(link);
    JsonNode found = candidates(client.post(PATH, "text/plain; charset=utf-8", dialogue));
    assertThat(found).hasSize(1);
    JsonNode best = found.get(0);
    assertThat(best.propertyNames())
        .containsExactlyInAnyOrder("address", "email", "code", "reference", "evidence");
    assertThat(best.get("address").asString()).isEqualTo("192.0.2.9");
    assertThat(best.get("email").asString()).isEqualTo("a@sender.example");
    assertThat(best.get("code").isInt()).isTrue();
    assertThat(best.get("code").asInt()).isEqualTo(606);
    assertThat("/r/" + best.get("reference").asString()).isEqualTo(link);
    assertThat(best.get("evidence").asString()).startsWith("550 5.7.606 Access denied");
  }

  @Test
  void aMessageIsReadByItsParts() {
    String message =
        """
        From: MAILER-DAEMON@mail.sender.example
        To: a@sender.example
        Content-Type: text/plain
        Content-Transfer-Encoding: quoted-printable

        550 5.7.612 banned sending IP =5B2001:db8=
        ::9=5D
        """
            .replace("\n", "\r\n");
    JsonNode best = candidates(client.post(PATH, "message/rfc822", message)).get(0);
    assertThat(best.get("address").asString()).isEqualTo("2001:db8::9");
    assertThat(best.get("email").asString()).isEqualTo("a@sender.example");
    assertThat(best.get("code").asInt()).isEqualTo(612);
    assertThat(best.get("reference").isNull()).isTrue();
  }

  @Test
  void whatIsNotNamedIsNull() {
    JsonNode best = candidates(client.post(PATH, "text/plain", "[192.0.2.9]")).get(0);
    assertThat(best.get("email").isNull()).isTrue();
    assertThat(best.get("code").isNull()).isTrue();
    assertThat(best.get("reference").isNull()).isTrue();
  }

  @Test
  void theBestIsFirst() {
    JsonNode found =
        candidates(client.post(PATH, "text/plain", "from 198.51.100.1\n\n" + refusal("/")));
    assertThat(found).hasSize(2);
    assertThat(found.get(0).get("address").asString()).isEqualTo("192.0.2.9");
    assertThat(found.get(1).get("address").asString()).isEqualTo("198.51.100.1");
  }

  @Test
  void aReferenceThatDoesNotVerifyIsLeftOut() {
    String other = "/r/k1.FMsAcQkAAAAAAAcAawQqwLrzQGzRC0xjV5T7VNLuTh4";
    JsonNode best = candidates(client.post(PATH, "text/plain", refusal(other))).get(0);
    assertThat(best.get("address").asString()).isEqualTo("192.0.2.9");
    assertThat(best.get("reference").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"text/plain,''", "text/plain,5.7.606", "message/rfc822,''", "message/rfc822,x"})
  void whereThereIsNoneTheListIsEmpty(String type, String body) {
    assertThat(candidates(client.post(PATH, type, body))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "application/json",
    "text/html",
    "application/x-www-form-urlencoded",
    "*/*",
    "nonsense",
    "text/plain; charset=nonsense",
    "''"
  })
  void otherTypesAreRefused(String type) {
    assertProblem(
        client.post(PATH, type, "[192.0.2.9]"),
        415,
        "The body must be text/plain or message/rfc822.");
  }

  @ParameterizedTest
  @CsvSource({"text/plain", "message/rfc822"})
  void aBodyIsReadUpToOneMebibyte(String type) {
    String body = "[192.0.2.9]" + " ".repeat(BounceReader.LONGEST_MESSAGE_BYTES - 11);
    assertThat(candidates(client.post(PATH, type, body))).hasSize(1);
    assertProblem(client.post(PATH, type, body + " "), 413, "The body is larger than 1 MiB.");
  }

  @Test
  void problemsSpeakTheClientsLanguage() {
    assertProblem(
        new Browser(portal.url(), "ko").post(PATH, "text/html", "x"),
        415,
        "본문은 text/plain 또는 message/rfc822여야 합니다.");
  }
}
