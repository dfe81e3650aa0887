package io.delist.examples.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the mail server of the example says to whom, octet for octet. */
class RefusalIT {

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

  /** Listed by themselves, by a part of a network, by a network, in IPv6; the text canonical. */
  @ParameterizedTest
  @CsvSource({
    "203.0.113.9, 203.0.113.9",
    "203.0.113.64, 203.0.113.64",
    "203.0.113.127, 203.0.113.127",
    "198.51.100.255, 198.51.100.255",
    "2001:0DB8:0009:0:0:0:0:0025, 2001:db8:9::25",
    "2001:db8:bad:ffff:ffff:ffff:ffff:ffff, 2001:db8:bad:ffff:ffff:ffff:ffff:ffff",
  })
  void aListedClientGetsTheReply(String client, String shown) throws IOException {
    try (SmtpSession session = example.from(client)) {
      assertRefused(session.rcpt("someone@sender.example.net", "jane@example.org"), "606", shown);
    }
  }

  @Test
  void theReasonCodeIsThatOfTheListing() throws IOException {
    example
        .browser()
        .json(
            "POST",
            "/actuator/blocklist",
            """
            {"prefix": "192.0.2.77", "reasonCode": 649, "comment": "spam trap"}""")
        .expect(200);
    // The reply of an unlisted address until then: each session asks anew.
    String reply =
        Waiting.until(
            "192.0.2.77 is refused",
            () -> {
              try (SmtpSession session = example.from("192.0.2.77")) {
                return session.rcpt("someone@sender.example.net", "jane@example.org");
              }
            },
            answer -> answer.startsWith("550"));
    assertRefused(reply, "649", "192.0.2.77");
  }

  @ParameterizedTest
  @ValueSource(strings = {"203.0.113.9", "2001:db8:9::25", "::ffff:203.0.113.9"})
  void version2OfTheProxyProtocolNamesTheClientToo(String client) throws IOException {
    InetAddress address = InetAddress.getByName(client);
    try (SmtpSession session = SmtpSession.proxiedV2(example.proxyPort(), address)) {
      String shown = client.replace("::ffff:", "");
      assertRefused(session.rcpt("someone@sender.example.net", "jane@example.org"), "606", shown);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"192.0.2.1", "203.0.113.8", "203.0.113.10", "203.0.113.63", "203.0.113.128"})
  void theNeighboursOfWhatIsListedGetTheirMailIn(String client) throws IOException {
    assertAccepted(client, "neighbours@example.org");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2001:db8:9::24",
        "2001:db8:bac:ffff:ffff:ffff:ffff:ffff",
        "2001:db8:bae::",
      })
  void soDoThoseInIpv6(String client) throws IOException {
    assertAccepted(client, "neighbours6@example.org");
  }

  @ParameterizedTest
  @ValueSource(strings = {"postmaster@example.org", "abuse@example.org", "PostMaster@Example.ORG"})
  void postmasterAndAbuseAreReachableFromListedAddresses(String mailbox) throws IOException {
    assertAccepted("203.0.113.9", mailbox);
    assertAccepted("2001:db8:9::25", mailbox);
  }

  /** RFC 5321 section 4.5.1. */
  @Test
  void soIsPostmasterWithoutADomain() throws IOException {
    try (SmtpSession session = example.from("203.0.113.9")) {
      assertThat(session.rcpt("", "Postmaster")).isEqualTo("250 Ok\r\n");
    }
  }

  @Test
  void oneRefusedRecipientDoesNotHinderTheOthers() throws IOException {
    try (SmtpSession session = example.from("203.0.113.9")) {
      session.rcpt("someone@sender.example.net", "postmaster@example.org");
      assertThat(session.say("RCPT TO:<jane@example.org>")).startsWith("550 5.7.606 ");
      assertThat(session.message("to postmaster alone")).isEqualTo("250 2.0.0 Ok\r\n");
    }
    assertThat(example.bean(Mailbox.class).newestFirst("jane@example.org")).isEmpty();
  }

  /** Where no PROXY header is read, the client is the peer: this machine, which is not listed. */
  @Test
  void theServerThatMeetsTheInternetBelievesNoProxyHeader() throws IOException {
    try (SmtpSession session = SmtpSession.direct(example.smtpPort())) {
      assertThat(session.say("PROXY TCP4 203.0.113.9 127.0.0.1 40000 25")).startsWith("500 ");
      assertThat(session.rcpt("someone@sender.example.net", "john@example.org"))
          .isEqualTo("250 Ok\r\n");
    }
  }

  private static void assertAccepted(String client, String mailbox) throws IOException {
    Mailbox kept = example.bean(Mailbox.class);
    int before = kept.newestFirst(mailbox).size();
    try (SmtpSession session = example.from(client)) {
      assertThat(session.rcpt("someone@sender.example.net", mailbox)).isEqualTo("250 Ok\r\n");
      assertThat(session.message("hello")).isEqualTo("250 2.0.0 Ok\r\n");
    }
    assertThat(kept.newestFirst(mailbox)).hasSize(before + 1);
    assertThat(kept.newestFirst(mailbox).get(0).envelope().client()).isEqualTo(client);
  }

  private static void assertRefused(String reply, String reasonCode, String address) {
    String before =
        "550 5.7."
            + reasonCode
            + " Access denied, banned sending IP ["
            + address
            + "]; To request removal from this list please visit "
            + example.home()
            + "r/";
    Matcher refusal =
        Pattern.compile(
                Pattern.quote(before)
                    + "([A-Za-z0-9._-]+)"
                    + Pattern.quote(" and follow the directions.\r\n"))
            .matcher(reply);
    assertThat(refusal.matches()).describedAs(reply).isTrue();
    assertThat(refusal.group(1)).hasSizeLessThanOrEqualTo(address.contains(":") ? 64 : 48);
    assertThat(example.browser().get("/r/" + refusal.group(1)).field("IP address").val())
        .isEqualTo(address);
  }
}
