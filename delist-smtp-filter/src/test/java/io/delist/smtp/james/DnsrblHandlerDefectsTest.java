package io.delist.smtp.james;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.smtp.SampleList;
import io.delist.smtp.subetha.SmtpClient;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is wrong with James's own {@code DNSRBLHandler} (3.8.1) is not wrong with the hook. */
class DnsrblHandlerDefectsTest {

  private final SampleList list = new SampleList();
  private RunningJames james;

  @BeforeEach
  void start() throws Exception {
    james = new RunningJames(list.gate().ownDomains(List.of("example.org")).build());
  }

  @AfterEach
  void stop() {
    james.close();
  }

  private String rcpt(String client, String recipient) {
    try (SmtpClient smtp = james.connectAs(client).mail()) {
      return smtp.rcpt(recipient);
    }
  }

  private String rcpt(String client) {
    return rcpt(client, "someone@example.org");
  }

  /** It cuts the address at dots, so no IPv6 client is ever found. */
  @Test
  void ipv4Only() {
    list.list("203.0.113.9", 606).list("2001:db8:bad::/48", 613);
    assertThat(rcpt("203.0.113.9")).startsWith("550 5.7.606 ");
    assertThat(rcpt("2001:db8:bad::25")).startsWith("550 5.7.613 ").contains("[2001:db8:bad::25]");
    assertThat(rcpt("2001:db8:600d::25")).startsWith("250 ");
  }

  /** It takes every answer for a listing, whatever the answer says. */
  @Test
  void anyARecordIsAHit() {
    list.list("203.0.113.0/24", 606).exempt("203.0.113.9").allow("203.0.113.10");
    list.soften("203.0.113.11", 606);
    assertThat(rcpt("203.0.113.8")).startsWith("550 5.7.606 ");
    assertThat(rcpt("203.0.113.9")).startsWith("250 ");
    assertThat(rcpt("203.0.113.10")).startsWith("250 ");
    assertThat(rcpt("203.0.113.11")).startsWith("451 4.7.1 ");
  }

  /** It has one code and one text for every reason. */
  @Test
  void noCodeMap() {
    list.list("203.0.113.9", 606).list("203.0.113.10", 620).list("203.0.113.11", 649);
    assertThat(rcpt("203.0.113.9")).startsWith("550 5.7.606 ");
    assertThat(rcpt("203.0.113.10")).startsWith("550 5.7.620 ");
    assertThat(rcpt("203.0.113.11")).startsWith("550 5.7.649 ");
  }

  /**
   * It never looks whether a zone works: one that answers every name lists the world. The hook asks
   * no zone, an empty list refuses nobody, and the addresses of RFC 5782 section 5 can be tried.
   */
  @Test
  void noTestEntries() {
    assertThat(rcpt("127.0.0.2")).startsWith("250 ");
    list.list("127.0.0.2", 606);
    assertThat(rcpt("127.0.0.2")).startsWith("550 5.7.606 ");
    assertThat(rcpt("127.0.0.1")).startsWith("250 ");
  }

  /** It refuses at MAIL, where no recipient is known yet. */
  @Test
  void postmasterExemptionThatNeverApplies() {
    list.list("203.0.113.9", 606);
    try (SmtpClient smtp = james.connectAs("203.0.113.9")) {
      assertThat(smtp.say("MAIL FROM:<sender@sender.example>")).startsWith("250 ");
      assertThat(smtp.rcpt("someone@example.org")).startsWith("550 5.7.606 ");
      assertThat(smtp.rcpt("postmaster@example.org")).startsWith("250 ");
      assertThat(smtp.rcpt("Postmaster")).startsWith("250 ");
      assertThat(smtp.rcpt("abuse@example.org")).startsWith("250 ");
      assertThat(smtp.rcpt("postmaster@elsewhere.example")).startsWith("550 5.7.606 ");
      assertThat(smtp.data("why am I blocked?")).isEqualTo("250 taken");
    }
    assertThat(james.letterbox.messages).hasSize(1);
  }
}
