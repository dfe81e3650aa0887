package io.delist.spring.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.delist.spring.portal.Browser.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A feed that is fetched, seen by an operator. */
class FeedsTest {

  private static final String PATH = "/actuator/blocklist/feeds";

  @TempDir private Path directory;
  private HttpServer server;
  private volatile String list = addresses(0, 60);
  private Portal portal;
  private Browser operator;

  private static String addresses(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> "192.0.2." + i)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] bytes = list.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
          }
        });
    server.start();
    portal =
        Portal.start(
            directory,
            "delist.feeds[0].location=http://u:geheim@127.0.0.1:"
                + server.getAddress().getPort()
                + "/trap.txt?key=geheim",
            "delist.feeds[0].refresh=1s");
    operator = new Browser(portal.url());
    awaitState("serving");
  }

  @AfterEach
  void stop() {
    portal.close();
    server.stop(0);
  }

  private JsonNode feed() {
    return operator.get(PATH).json().get(0);
  }

  private void awaitState(String state) {
    await().until(() -> feed().get("state").asString().equals(state));
  }

  private String verdict(String address) {
    return operator.get("/api/v1/lookup?ip=" + address).json().get("verdict").asString();
  }

  @Test
  void isFetchedAndFetchedAgain() {
    assertThat(feed().get("source").asString()).isEqualTo("feed:trap");
    assertThat(feed().get("entries").asInt()).isEqualTo(60);
    assertThat(feed().get("revision").asLong()).isPositive();
    await().until(() -> verdict("192.0.2.59").equals("listed"));
    list = addresses(0, 61);
    await().until(() -> verdict("192.0.2.60").equals("listed"));
  }

  @Test
  void theLastGoodListIsKeptInTheDataDirectory() throws IOException {
    Path kept = directory.resolve("feeds").resolve("feed=trap.list");

    await().until(() -> Files.exists(kept));
    assertThat(Files.readString(kept)).isEqualTo(list);
  }

  @Test
  void whatIsSecretInALocationIsNotShown() {
    assertThat(operator.get(PATH).body())
        .contains("http://127.0.0.1:" + server.getAddress().getPort() + "/trap.txt\"")
        .doesNotContain("geheim");
  }

  @Test
  void aListThatIsHeldIsReportedAndServesOnceItIsAccepted() {
    list = addresses(0, 1);
    awaitState("held");
    JsonNode held = feed();
    assertThat(held.get("guards").get(0).asString()).isEqualTo("change-share");
    assertThat(held.get("entriesBefore").asInt()).isEqualTo(60);
    assertThat(held.get("entriesExpired").asInt()).isZero();
    assertThat(held.get("removed").asInt()).isEqualTo(59);
    assertThat(held.get("why").asString()).contains("the previous list of 60 entries stays");
    assertThat(verdict("192.0.2.59")).isEqualTo("listed");
    JsonNode health = operator.get("/actuator/health/delist").json();
    assertThat(health.get("status").asString()).isEqualTo("UP");
    assertThat(health.get("details").get("feeds").get("feed:trap").asString())
        .isEqualTo("held by change-share");

    Answer wrong =
        operator.postJson(PATH + "/feed:trap", "{\"accept\":\"" + "0".repeat(32) + "\"}");
    assertThat(wrong.status()).isEqualTo(409);
    Answer right =
        operator.postJson(
            PATH + "/feed:trap", "{\"accept\":\"" + held.get("fingerprint").asString() + "\"}");
    assertThat(right.status()).as(right.body()).isEqualTo(200);
    assertThat(right.json().get("state").asString()).isEqualTo("serving");
    await().until(() -> verdict("192.0.2.59").equals("not-listed"));
  }

  @Test
  void anOperatorLooksAtOnce() {
    list = addresses(0, 62);

    assertThat(operator.postJson(PATH + "/feed:trap", "{}").json().get("entries").asInt())
        .isEqualTo(62);
  }

  @Test
  void aSourceThatIsAFeedIsNotTakenOffAndOneThatIsNoneIs() {
    Answer refused = operator.delete(PATH + "/feed:trap");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().get("error").asString()).contains("take it out there first");
    operator.postJson(
        "/actuator/blocklist", "{\"prefix\":\"198.51.100.7\",\"source\":\"feed:old\"}");
    await().until(() -> verdict("198.51.100.7").equals("listed"));
    assertThat(operator.delete(PATH + "/feed:old").status()).isEqualTo(200);
    await().until(() -> verdict("198.51.100.7").equals("not-listed"));
    assertThat(operator.delete(PATH + "/feed:old").status()).isEqualTo(404);
  }

  @Test
  void whatIsNotThereIsAnsweredWith404() {
    assertThat(operator.get("/actuator/blocklist/nothing").status()).isEqualTo(404);
    assertThat(operator.postJson(PATH + "/feed:other", "{}").status()).isEqualTo(404);
    assertThat(operator.postJson(PATH + "/Feed", "{}").status()).isEqualTo(400);
    assertThat(operator.postJson("/actuator/blocklist/x/y", "{}").status()).isEqualTo(404);
    assertThat(operator.delete("/actuator/blocklist/x/y").status()).isEqualTo(404);
  }

  @Test
  void aWidePrefixIsListedWithTheOverrideAlone() {
    String wide = "{\"prefix\":\"8.128.0.0/12\"";
    Answer refused = operator.postJson("/actuator/blocklist", wide + "}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().get("error").asString()).contains("guard shortest-prefix");
    assertThat(operator.postJson("/actuator/blocklist", wide + ",\"allowWide\":true}").status())
        .isEqualTo(200);
  }
}
