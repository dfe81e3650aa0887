package io.delist.examples.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.examples.portal.Browser.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was answered stands, also if the process is killed with the answer hardly sent. */
class KillNineIT {

  private static final int ROUNDS = 4;
  private static final int ANSWERS_A_ROUND = 40;

  @TempDir private Path directory;

  /** What the process has promised by its answers. */
  private static final class Promises {
    private final Queue<String> listed = new ConcurrentLinkedQueue<>();
    private final Queue<String> takenOff = new ConcurrentLinkedQueue<>();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final AtomicInteger revision = new AtomicInteger();
    private final AtomicInteger next = new AtomicInteger();

    void sawRevision(String answer) {
      Matcher told = Pattern.compile("\"revision\":([0-9]+)").matcher(answer);
      assertThat(told.find()).describedAs(answer).isTrue();
      revision.accumulateAndGet(Integer.parseInt(told.group(1)), Math::max);
    }
  }

  @Test
  void listingsExemptionsAndRequestsThatWereAnsweredAreThere() throws Exception {
    PortalProcess.Ports ports = PortalProcess.Ports.free();
    Promises promises = new Promises();
    for (int round = 0; round < ROUNDS; round++) {
      try (PortalProcess portal =
          PortalProcess.start(directory, ports, "--delist.mail.port=" + ports.nobody())) {
        assertKept(portal, promises);
        workUntilKilled(portal, promises);
      }
    }
    try (PortalProcess portal =
        PortalProcess.start(directory, ports, "--delist.mail.port=" + ports.nobody())) {
      assertKept(portal, promises);
      assertThat(promises.listed).hasSizeGreaterThan(ROUNDS);
      assertThat(promises.takenOff).hasSizeGreaterThan(ROUNDS);
      assertThat(promises.requests).hasSizeGreaterThan(ROUNDS);
    }
  }

  private static void assertKept(PortalProcess portal, Promises promises) {
    Browser browser = new Browser(portal.home());
    for (String address : promises.listed) {
      assertThat(browser.get("/api/v1/lookup?ip=" + address).expect(200).body())
          .contains("\"verdict\":\"listed\"", "\"comment " + address + "\"");
    }
    for (String address : promises.takenOff) {
      assertThat(browser.get("/api/v1/lookup?ip=" + address).expect(200).body())
          .contains("\"verdict\":\"exempt\"");
      assertThat(portal.rcptReply(address)).isEqualTo("250 Ok\r\n");
    }
    for (String request : promises.requests) {
      assertThat(browser.get("/api/v1/requests/" + request).expect(200).body())
          .contains("\"state\":\"PENDING_MAIL\"");
    }
    Page counts = browser.json("GET", "/actuator/blocklist", "").expect(200);
    Matcher served = Pattern.compile("\"revision\":([0-9]+)").matcher(counts.body());
    assertThat(served.find()).isTrue();
    assertThat(Integer.parseInt(served.group(1))).isGreaterThanOrEqualTo(promises.revision.get());
  }

  /** Three clients at once; the kill comes in the middle of what they do. */
  private static void workUntilKilled(PortalProcess portal, Promises promises) throws Exception {
    CountDownLatch answers = new CountDownLatch(ANSWERS_A_ROUND);
    List<Runnable> kinds =
        List.of(
            () -> list(portal, promises, answers),
            () -> takeOff(portal, promises, answers),
            () -> request(portal, promises, answers));
    List<Thread> clients = kinds.stream().map(kind -> client(kind)).toList();
    assertThat(answers.await(2, TimeUnit.MINUTES)).isTrue();
    portal.kill();
    for (Thread client : clients) {
      client.join(TimeUnit.MINUTES.toMillis(1));
      assertThat(client.isAlive()).isFalse();
    }
  }

  /** Goes on until the server is gone. */
  private static Thread client(Runnable call) {
    Thread thread =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < 1_000; i++) {
                  call.run();
                }
              } catch (Browser.ConnectionLost e) {
                assertThat(e).hasCauseInstanceOf(IOException.class);
              }
            });
    thread.start();
    return thread;
  }

  private static void list(PortalProcess portal, Promises promises, CountDownLatch answers) {
    int n = promises.next.incrementAndGet();
    String address = "2001:db8:1:" + Integer.toHexString(n) + "::1";
    Page answer =
        new Browser(portal.home())
            .json(
                "POST",
                "/actuator/blocklist",
                "{\"prefix\": \"" + address + "\", \"comment\": \"comment " + address + "\"}")
            .expect(200);
    promises.listed.add(address);
    promises.sawRevision(answer.body());
    answers.countDown();
  }

  /** An address of the sample list, so that an exemption is what takes it off. */
  private static void takeOff(PortalProcess portal, Promises promises, CountDownLatch answers) {
    int n = promises.next.incrementAndGet();
    String address = "2001:db8:bad:" + Integer.toHexString(n) + "::1";
    Page answer =
        new Browser(portal.home())
            .json("DELETE", "/actuator/blocklist?prefix=" + address, "")
            .expect(200);
    promises.takenOff.add(address);
    promises.sawRevision(answer.body());
    answers.countDown();
  }

  private static void request(PortalProcess portal, Promises promises, CountDownLatch answers) {
    int n = promises.next.incrementAndGet();
    Page answer =
        new Browser(portal.home())
            .json(
                "POST",
                "/api/v1/requests",
                "{\"email\": \"kill" + n + "@example.org\", \"ip\": \"203.0.113.9\"}")
            .expect(201);
    Matcher id = Pattern.compile("\"id\":\"([^\"]+)\"").matcher(answer.body());
    assertThat(id.find()).isTrue();
    promises.requests.add(id.group(1));
    answers.countDown();
  }

  /** Also the rest of the walk survives: the browser's cookie, the link, the pressed button. */
  @Test
  void unsentMailIsSentOnceTheRelayIsBack() throws Exception {
    PortalProcess.Ports ports = PortalProcess.Ports.free();
    String mailbox = "patient@example.org";
    Browser browser;
    String request;
    try (PortalProcess portal =
        PortalProcess.start(directory, ports, "--delist.mail.port=" + ports.nobody())) {
      browser = new Browser(portal.home());
      Page status =
          browser
              .submit(
                  browser.get("/").expect(200),
                  "Submit",
                  Map.of("Email address", mailbox, "IP address", "203.0.113.9"))
              .expect(200);
      request = status.at().getPath();
      Page waiting =
          Waiting.until(
              "the page says that the mail waits",
              () -> browser.get(request),
              page -> page.text().contains("could not be sent yet"));
      assertThat(waiting.document().select("main").attr("data-state")).isEqualTo("PENDING_MAIL");
      portal.kill();
    }
    try (PortalProcess portal = PortalProcess.start(directory, ports)) {
      ReceivedMail mail = ReceivedMail.newestFor(browser, mailbox);
      assertThat(mail.raw()).contains("Auto-Submitted");
      String link = mail.link().getPath();
      assertThat(portal.rcptReply("203.0.113.9")).startsWith("550 5.7.606 ");
      browser.submit(browser.get(link).expect(200), "Delist IP", Map.of()).expect(200);
      portal.kill();
    }
    try (PortalProcess portal = PortalProcess.start(directory, ports)) {
      assertThat(portal.rcptReply("203.0.113.9")).isEqualTo("250 Ok\r\n");
      Waiting.until(
          "effective",
          () -> browser.get(request).document().select("main").attr("data-state"),
          "REMOVED"::equals);
      Waiting.until(
          "the mail that tells of it",
          () -> browser.get("/mailbox/latest.eml?" + Browser.pair("to", mailbox)).mail(),
          mail -> !mail.hasLink());
    }
  }
}
