package io.delist.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FetchedUrlTest {

  private static final FetchLimits LIMITS =
      new FetchLimits(Duration.ofSeconds(5), Duration.ofSeconds(30), 1000);

  private final ListServer server = new ListServer();
  private final CountDownLatch over = new CountDownLatch(1);

  @TempDir private Path directory;
  private FetchedUrl place;

  @BeforeEach
  void place() {
    place = place("/list.txt", LIMITS);
  }

  @AfterEach
  void close() {
    over.countDown();
    server.close();
  }

  private FetchedUrl place(String path, FetchLimits limits) {
    return place(path, limits, InstantSource.system());
  }

  private FetchedUrl place(String path, FetchLimits limits, InstantSource clock) {
    return new FetchedUrl(
        ListUrl.parse(server.url(path)), limits, directory.resolve("feeds"), "feed=test", clock);
  }

  private static String found(Look look) throws IOException {
    assertThat(look).isInstanceOf(Look.Found.class);
    return Files.readString(((Look.Found) look).file());
  }

  private static String failed(Look look) {
    assertThat(look).isInstanceOf(Look.Failed.class);
    return ((Look.Failed) look).why();
  }

  private Path fresh() {
    return directory.resolve("feeds").resolve("feed=test.new");
  }

  private void assertNothingIsLeft() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("feeds"))) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void aListIsFoundOnceAndAgainWhenItsBytesAreOthers() throws IOException {
    server.does(ListServer.list("192.0.2.1\n"));
    assertThat(found(place.look())).isEqualTo("192.0.2.1\n");
    assertThat(place.look()).isInstanceOf(Look.Unchanged.class);
    server.does(ListServer.list("192.0.2.2\n"));
    assertThat(found(place.look())).isEqualTo("192.0.2.2\n");
  }

  @Test
  void whatTheServerGaveToAskWithIsSentBackAndNotModifiedIsUnchanged() throws IOException {
    Map<String, String> validators =
        Map.of("ETag", "\"v1\"", "Last-Modified", "Wed, 21 Oct 2015 07:28:00 GMT");
    server.does(ListServer.with(validators, ListServer.list("192.0.2.1\n")));
    found(place.look());
    server.does(ListServer.status(304, Map.of()));

    assertThat(place.look()).isInstanceOf(Look.Unchanged.class);
    assertThat(server.requests().get(0)).doesNotContainKey("If-none-match");
    assertThat(server.requests().get(1).getFirst("If-None-Match")).isEqualTo("\"v1\"");
    assertThat(server.requests().get(1).getFirst("If-Modified-Since"))
        .isEqualTo("Wed, 21 Oct 2015 07:28:00 GMT");
  }

  @Test
  void notModifiedWithoutHavingBeenAskedIsNoList() throws IOException {
    server.does(ListServer.status(304, Map.of()));

    assertThat(failed(place.look())).isEqualTo("is answered with status 304");
    assertNothingIsLeft();
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 206, 400, 401, 403, 404, 429, 500, 503})
  void anyOtherStatusIsNoList(int status) throws IOException {
    server.does(ListServer.status(status, Map.of()));

    assertThat(failed(place.look())).isEqualTo("is answered with status " + status);
    assertNothingIsLeft();
  }

  @ParameterizedTest
  @CsvSource({
    "429, 120, 120",
    "503, 0000120, 120",
    "503, 999999999, 86400",
    "503, 'Sat, 01 Aug 2026 12:02:00 GMT', 120",
    "404, 120, 120"
  })
  void aServerIsNotAskedBeforeItWantsToBe(int status, String retryAfter, long seconds)
      throws IOException {
    Instant start = Instant.parse("2026-08-01T12:00:00Z");
    AtomicReference<Instant> now = new AtomicReference<>(start);
    FetchedUrl asked = place("/list.txt", LIMITS, now::get);
    server.does(ListServer.status(status, Map.of("Retry-After", retryAfter)));
    String why = failed(asked.look());
    assertThat(why)
        .isEqualTo(
            "is answered with status %d, and to be asked again at %s",
            status, start.plusSeconds(seconds));
    server.does(ListServer.list("192.0.2.1\n"));

    now.set(start.plusSeconds(seconds).minusMillis(1));
    assertThat(failed(asked.look())).isEqualTo(why);
    assertThat(server.requests()).hasSize(1);

    now.set(start.plusSeconds(seconds));
    assertThat(found(asked.look())).isEqualTo("192.0.2.1\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "0", "soon", "1e3", "Fri, 31 Jul 2026 12:00:00 GMT", "99999999999"})
  void aTimeThatIsPastOrCannotBeReadIsNone(String retryAfter) {
    FetchedUrl asked =
        place("/list.txt", LIMITS, InstantSource.fixed(Instant.parse("2026-08-01T12:00:00Z")));
    server.does(ListServer.status(503, Map.of("Retry-After", retryAfter)));

    assertThat(failed(asked.look())).isEqualTo("is answered with status 503");
    assertThat(failed(asked.look())).isEqualTo("is answered with status 503");
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void aPackedListIsUnpacked() throws IOException {
    byte[] list = "192.0.2.1\n192.0.2.2\n".getBytes(StandardCharsets.UTF_8);
    server.does(
        ListServer.with(
            Map.of("Content-Encoding", "gzip"), ListServer.bytes(ListServer.gzip(list))));

    assertThat(found(place.look())).isEqualTo("192.0.2.1\n192.0.2.2\n");
    assertThat(server.requests().get(0).getFirst("Accept-Encoding")).isEqualTo("gzip");
  }

  @Test
  void whatIsSaidToBePackedAndIsNotOrNotWholeIsNoList() throws IOException {
    byte[] packed = ListServer.gzip("192.0.2.1\n".repeat(50).getBytes(StandardCharsets.UTF_8));
    byte[] broken = packed.clone();
    broken[broken.length - 6] ^= 1;
    for (byte[] bytes :
        new byte[][] {
          "192.0.2.1\n".getBytes(StandardCharsets.UTF_8),
          Arrays.copyOf(packed, packed.length - 4),
          Arrays.copyOf(packed, 5),
          broken
        }) {
      server.does(ListServer.with(Map.of("Content-Encoding", "gzip"), ListServer.bytes(bytes)));
      assertThat(failed(place.look())).startsWith("is said to be gzip and is not whole or none");
    }
    server.does(ListServer.with(Map.of("Content-Encoding", "br"), ListServer.list("x")));
    assertThat(failed(place.look())).contains("was not asked for");
    assertNothingIsLeft();
  }

  @Test
  void theLimitOfSizeIsOnWhatIsSentAndOnWhatIsUnpacked() throws IOException {
    server.does(ListServer.list("x".repeat(1000)));
    assertThat(found(place.look())).hasSize(1000);
    server.does(ListServer.list("x".repeat(1001)));
    assertThat(failed(place.look())).isEqualTo("is larger than 1000 bytes, which is the limit");
    byte[] bomb = ListServer.gzip(new byte[200_000]);
    assertThat(bomb.length).isLessThan(1000);
    server.does(ListServer.with(Map.of("Content-Encoding", "gzip"), ListServer.bytes(bomb)));
    assertThat(failed(place.look())).isEqualTo("is larger than 1000 bytes, which is the limit");
  }

  @Test
  void aBodyWithoutAnEndIsHungUpOnAtTheLimit() throws IOException {
    server.does(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            while (over.getCount() > 0) {
              out.write(new byte[4096]);
            }
          }
        });

    assertThat(failed(place.look())).isEqualTo("is larger than 1000 bytes, which is the limit");
    assertNothingIsLeft();
  }

  @Test
  void aBodyThatEndsEarlyIsNoList() throws IOException {
    server.does(
        exchange -> {
          exchange.sendResponseHeaders(200, 500);
          exchange.getResponseBody().write("192.0.2.1\n".getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
          throw new IOException("the server dies");
        });

    assertThat(failed(place.look())).startsWith("cannot be fetched (");
    assertNothingIsLeft();
  }

  @Test
  void aServerThatTricklesIsGivenUpWhenTheTimeIsOver() throws IOException {
    FetchLimits impatient = new FetchLimits(Duration.ofMillis(200), Duration.ofMillis(200), 1000);
    server.does(
        exchange -> {
          exchange.sendResponseHeaders(200, 500);
          exchange.getResponseBody().write('1');
          exchange.getResponseBody().flush();
          await();
        });

    assertThat(failed(place("/list.txt", impatient).look()))
        .isEqualTo("did not come whole within PT0.2S");
    server.does(exchange -> await());
    assertThat(failed(place("/list.txt", impatient).look()))
        .as("without so much as a header")
        .isEqualTo("did not come whole within PT0.2S");
    assertNothingIsLeft();
  }

  private void await() {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void redirectsAreFollowedOnTheSameScheme() throws IOException {
    server.does(
        exchange -> {
          if (exchange.getRequestURI().getPath().equals("/other.txt")) {
            ListServer.list("192.0.2.1\n").answer(exchange);
          } else {
            ListServer.status(302, Map.of("Location", "/other.txt?a=b")).answer(exchange);
          }
        });

    assertThat(found(place.look())).isEqualTo("192.0.2.1\n");
  }

  @Test
  void aLoopOfRedirectsEnds() {
    server.does(ListServer.status(301, Map.of("Location", "/list.txt")));

    assertThat(failed(place.look())).isEqualTo("is redirected more than 5 times");
    assertThat(server.requests()).hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://lists.example/drop.txt?key=secret",
        "file:///etc/passwd",
        "ftp://lists.example/",
        "http://",
        "::",
        "javascript:0"
      })
  void aRedirectToAnotherSchemeIsNotFollowed(String location) {
    server.does(ListServer.status(302, Map.of("Location", location)));

    assertThat(failed(place.look())).startsWith("is redirected ").doesNotContain("secret");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void nameAndPasswordAreSentToTheirOwnHostAndShownNowhere() throws IOException {
    String url = server.url("/a/list.txt?key=hidden").replace("//", "//user:geheim@");
    FetchedUrl secret =
        new FetchedUrl(ListUrl.parse(url), LIMITS, directory, "feed=test", InstantSource.system());
    server.does(ListServer.list("192.0.2.1\n"));
    found(secret.look());
    assertThat(server.requests().get(0).getFirst("Authorization"))
        .isEqualTo("Basic dXNlcjpnZWhlaW0=");
    assertThat(secret.toString()).isEqualTo(server.url("/…/list.txt"));
    try (ListServer other = new ListServer()) {
      server.does(ListServer.status(302, Map.of("Location", other.url("/list.txt"))));
      other.does(ListServer.list("192.0.2.2\n"));
      found(secret.look());
      assertThat(other.requests().get(0)).doesNotContainKey("Authorization");
    }
  }

  @Test
  void nobodyThereIsNoListAndTheNextLookTriesAgain() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    FetchedUrl nobody =
        new FetchedUrl(
            ListUrl.parse("http://127.0.0.1:" + free + "/list.txt"),
            LIMITS,
            directory,
            "feed=test",
            InstantSource.system());

    assertThat(failed(nobody.look())).startsWith("cannot be fetched (");
    assertThat(failed(nobody.look())).startsWith("cannot be fetched (");
  }

  @Test
  void whatServesIsTheLastGoodListOfTheNextProcess() throws IOException {
    server.does(ListServer.list("192.0.2.1\n"));
    found(place.look());
    assertThat(place.lastGood()).as("not yet known to be good").isEmpty();
    place.settle(fresh(), true);
    server.does(ListServer.list("192.0.2.2\n"));
    found(place.look());
    server.close();

    Path good = place("/list.txt", LIMITS).lastGood().orElseThrow();
    assertThat(Files.readString(good)).isEqualTo("192.0.2.1\n");
  }

  @Test
  void whatCouldNotBeUsedForNowIsFoundAgainWithoutAsking() throws IOException {
    server.does(ListServer.list("192.0.2.1\n"));
    found(place.look());
    place.settle(fresh(), false);

    assertThat(found(place.look())).isEqualTo("192.0.2.1\n");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void theLastGoodListThatServesIsNotReplacedByTheOneThatWasFound() throws IOException {
    server.does(ListServer.list("192.0.2.1\n"));
    found(place.look());
    place.settle(fresh(), true);
    server.does(ListServer.list("192.0.2.2\n"));
    found(place.look());

    Path good = place.lastGood().orElseThrow();
    place.settle(good, true);

    assertThat(Files.readString(good)).isEqualTo("192.0.2.1\n");
    assertThat(fresh()).hasContent("192.0.2.2\n");
  }

  @Test
  void aListThatAnotherProcessLeftUnsettledIsDeletedAtTheFirstLook() throws IOException {
    server.does(ListServer.list("192.0.2.1\n"));
    found(place.look());
    server.does(ListServer.status(503, Map.of()));

    failed(place("/list.txt", LIMITS).look());

    assertNothingIsLeft();
  }

  @Test
  void aDirectoryThatCannotBeMadeIsSaid() throws IOException {
    Files.writeString(directory.resolve("feeds"), "a file in its place");

    assertThat(failed(place.look())).startsWith("cannot be kept in ");
  }
}
