package io.delist.examples.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list file of the operator's own: what is loaded at each start, and what is said about it. */
class FeedFileIT {

  /** Ten good entries, comments, and empty lines. */
  private static final List<String> GOOD =
      List.of(
          "# an operator's list",
          "203.0.113.1",
          "203.0.113.2 ; a comment",
          "203.0.113.4/30 # another",
          "203.0.113.8",
          "203.0.113.9",
          "",
          "198.51.100.0/25",
          "2001:db8:1::/48",
          "2001:db8:2::1",
          "203.0.113.11",
          "203.0.113.12");

  @TempDir private Path directory;
  private Path list;
  private Path log;

  @BeforeEach
  void names() {
    list = directory.resolve("own.txt");
    log = directory.resolve("log.txt");
  }

  private RunningExample start() {
    return new RunningExample(
        directory.resolve("data"),
        "--delist.feeds[0].location=" + list,
        "--delist.feeds[0].source=feed:own",
        "--delist.feeds[0].reason-code=611",
        "--logging.file.name=" + log);
  }

  private static void assertListed(RunningExample example, String address) throws IOException {
    try (SmtpSession session = example.from(address)) {
      assertThat(session.rcpt("someone@sender.example.net", "jane@example.org"))
          .startsWith("550 5.7.611 Access denied, banned sending IP [" + address + "]");
    }
  }

  private static void assertNotListed(RunningExample example, String address) throws IOException {
    try (SmtpSession session = example.from(address)) {
      assertThat(session.rcpt("someone@sender.example.net", "jane@example.org"))
          .isEqualTo("250 Ok\r\n");
    }
  }

  private static void assertAllListed(RunningExample example) throws IOException {
    assertListed(example, "203.0.113.1");
    assertListed(example, "203.0.113.7");
    assertListed(example, "198.51.100.127");
    assertListed(example, "2001:db8:1:ffff::1");
    assertListed(example, "203.0.113.12");
  }

  private static void assertServed(RunningExample example, int prefixes) {
    String counts = example.browser().json("GET", "/actuator/blocklist", "").body();
    assertThat(counts).contains("\"listedPrefixes\":" + prefixes + ",");
  }

  @Test
  void aBadLineIsReportedWithFileAndLineAndTheRestLoads() throws IOException {
    Files.write(list, GOOD);
    Files.writeString(list, "203.0.113.300\n", StandardOpenOption.APPEND);
    try (RunningExample example = start()) {
      assertAllListed(example);
      assertServed(example, 10);
      assertNotListed(example, "203.0.113.3");
    }
    assertThat(Files.readString(log)).contains("feed " + list + ", line 13: ");
  }

  @Test
  void whatIsNeverListedIsReportedAndPassedOver() throws IOException {
    Files.write(list, GOOD);
    Files.writeString(list, "0.0.0.0/0\n10.0.0.0/8\n::/0\n", StandardOpenOption.APPEND);
    try (RunningExample example = start()) {
      assertAllListed(example);
      assertServed(example, 10);
      assertNotListed(example, "192.0.2.1");
      assertNotListed(example, "10.0.0.1");
    }
    assertThat(Files.readString(log))
        .contains("line 13: prefix 0.0.0.0/0 ", "line 14: prefix 10.0.0.0/8 ", "line 15: prefix ");
  }

  /** Each of them on a restart, over the list of the start before. */
  @Test
  void anUnfitFileLeavesThePreviousListInPlaceAndSaysSo() throws IOException {
    Files.write(list, GOOD);
    start().close();

    Files.write(list, List.of("203.0.113.200", "this is no list", "of addresses"));
    try (RunningExample example = start()) {
      assertAllListed(example);
      assertServed(example, 10);
      assertNotListed(example, "203.0.113.200");
    }
    assertThat(Files.readString(log))
        .contains("feed " + list + ", line 2: ")
        .containsPattern("feed .* as feed:own: .*a tenth.* the previous list stays in service");

    Files.delete(log);
    Files.delete(list);
    try (RunningExample example = start()) {
      assertAllListed(example);
      assertServed(example, 10);
    }
    assertThat(Files.readString(log))
        .containsPattern("feed .* as feed:own: cannot be read .*; the previous list stays in");

    Files.write(list, List.of("203.0.113.200", "203.0.113.1"));
    try (RunningExample example = start()) {
      assertListed(example, "203.0.113.200");
      assertListed(example, "203.0.113.1");
      assertNotListed(example, "203.0.113.12");
      assertServed(example, 2);
    }
  }

  /** The list goes on naming it, and that is no new evidence. */
  @Test
  void aDelistedAddressStaysOffWhenTheFileIsLoadedAgain() throws IOException {
    Files.write(list, GOOD);
    try (RunningExample example = start()) {
      Browser browser = example.browser();
      browser
          .submit(
              browser.get("/"),
              "Submit",
              Map.of("Email address", "stays-off@example.org", "IP address", "198.51.100.5"))
          .expect(200);
      ReceivedMail mail = ReceivedMail.newestFor(browser, "stays-off@example.org");
      browser
          .submit(browser.get(mail.link().getPath()).expect(200), "Delist IP", Map.of())
          .expect(200);
    }
    Files.writeString(list, "203.0.113.13\n", StandardOpenOption.APPEND);
    try (RunningExample example = start()) {
      assertListed(example, "203.0.113.13");
      assertListed(example, "198.51.100.4");
      assertNotListed(example, "198.51.100.5");
    }
  }
}
