package io.delist.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.Verdict;
import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import io.delist.smtp.SmtpDecision.Why;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpGateDecisionTest {

  private static final Map<String, String> CLIENTS =
      Map.of(
          "not-listed", "192.0.2.1",
          "listed", "203.0.113.9",
          "removing", "203.0.113.50",
          "exempt", "203.0.113.77",
          "allowed", "203.0.113.200");

  private final SampleList list =
      new SampleList()
          .list("203.0.113.0/24", 612)
          .soften("203.0.113.50", 612)
          .exempt("203.0.113.77")
          .allow("203.0.113.200/31");

  @ParameterizedTest(name = "{0}, {1}, to {2}, {3}: {4}")
  @CsvSource(
      textBlock =
          """
          not-listed, anonymous,     someone,    ENFORCE, NOT_LISTED
          not-listed, anonymous,     someone,    MONITOR, NOT_LISTED
          not-listed, anonymous,     postmaster, ENFORCE, EXEMPT_RECIPIENT
          not-listed, anonymous,     postmaster, MONITOR, EXEMPT_RECIPIENT
          not-listed, authenticated, someone,    ENFORCE, AUTHENTICATED
          not-listed, authenticated, someone,    MONITOR, AUTHENTICATED
          not-listed, authenticated, postmaster, ENFORCE, AUTHENTICATED
          not-listed, authenticated, postmaster, MONITOR, AUTHENTICATED
          listed,     anonymous,     someone,    ENFORCE, REJECT
          listed,     anonymous,     someone,    MONITOR, MONITORED
          listed,     anonymous,     postmaster, ENFORCE, EXEMPT_RECIPIENT
          listed,     anonymous,     postmaster, MONITOR, EXEMPT_RECIPIENT
          listed,     authenticated, someone,    ENFORCE, AUTHENTICATED
          listed,     authenticated, someone,    MONITOR, AUTHENTICATED
          listed,     authenticated, postmaster, ENFORCE, AUTHENTICATED
          listed,     authenticated, postmaster, MONITOR, AUTHENTICATED
          removing,   anonymous,     someone,    ENFORCE, DEFER
          removing,   anonymous,     someone,    MONITOR, MONITORED
          removing,   anonymous,     postmaster, ENFORCE, EXEMPT_RECIPIENT
          removing,   authenticated, someone,    ENFORCE, AUTHENTICATED
          listed,     anonymous,     someone,    TAG,     TAG
          listed,     anonymous,     postmaster, TAG,     EXEMPT_RECIPIENT
          listed,     authenticated, someone,    TAG,     AUTHENTICATED
          removing,   anonymous,     someone,    TAG,     TAG
          not-listed, anonymous,     someone,    TAG,     NOT_LISTED
          exempt,     anonymous,     someone,    TAG,     EXEMPT
          exempt,     anonymous,     someone,    ENFORCE, EXEMPT
          exempt,     anonymous,     someone,    MONITOR, EXEMPT
          exempt,     anonymous,     postmaster, ENFORCE, EXEMPT_RECIPIENT
          exempt,     anonymous,     postmaster, MONITOR, EXEMPT_RECIPIENT
          exempt,     authenticated, someone,    ENFORCE, AUTHENTICATED
          exempt,     authenticated, someone,    MONITOR, AUTHENTICATED
          exempt,     authenticated, postmaster, ENFORCE, AUTHENTICATED
          exempt,     authenticated, postmaster, MONITOR, AUTHENTICATED
          allowed,    anonymous,     someone,    ENFORCE, ALLOWED
          allowed,    anonymous,     someone,    MONITOR, ALLOWED
          allowed,    anonymous,     postmaster, ENFORCE, EXEMPT_RECIPIENT
          allowed,    anonymous,     postmaster, MONITOR, EXEMPT_RECIPIENT
          allowed,    authenticated, someone,    ENFORCE, AUTHENTICATED
          allowed,    authenticated, someone,    MONITOR, AUTHENTICATED
          allowed,    authenticated, postmaster, ENFORCE, AUTHENTICATED
          allowed,    authenticated, postmaster, MONITOR, AUTHENTICATED
          """)
  void decides(String verdict, String login, String mailbox, GateMode mode, String expected) {
    IpAddress client = IpAddress.parse(CLIENTS.get(verdict));
    assertThat(list.blocklist().check(client).label()).isEqualTo(verdict);
    SmtpGate gate = list.gate().mode(mode).build();
    SessionFacts facts =
        SessionFacts.of(client)
            .withRecipient(mailbox + "@example.org")
            .withAuthenticated(login.equals("authenticated"));

    SmtpDecision decision = gate.decide(facts);

    if (expected.equals("REJECT")) {
      assertThat(decision).isInstanceOf(SmtpDecision.Reject.class);
      assertThat(gate.counts().rejected()).isEqualTo(1);
    } else if (expected.equals("DEFER")) {
      assertThat(decision).isInstanceOf(SmtpDecision.Defer.class);
      assertThat(gate.counts().deferred()).isEqualTo(1);
    } else if (expected.equals("TAG")) {
      assertThat(decision).isInstanceOf(SmtpDecision.Tag.class);
      assertThat(gate.counts().tagged()).isEqualTo(1);
    } else {
      Why why = Why.valueOf(expected);
      assertThat(decision).isEqualTo(new SmtpDecision.Continue(why));
      assertThat(gate.counts().continued(why)).isEqualTo(1);
    }
    assertThat(gate.counts().total()).isEqualTo(1);
  }

  /** A new kind of verdict needs rows above and a rule in the gate. */
  @Test
  void theTableHasEveryKindOfVerdict() {
    List<String> kinds =
        Arrays.stream(Verdict.class.getPermittedSubclasses())
            .map(Class::getSimpleName)
            .sorted()
            .toList();
    assertThat(kinds).isEqualTo(List.of("Allowed", "Exempt", "Listed", "NotListed", "Removing"));
    assertThat(
            CLIENTS.values().stream()
                .map(text -> list.blocklist().check(IpAddress.parse(text)).getClass())
                .collect(Collectors.toSet()))
        .hasSize(kinds.size());
  }

  @Test
  void aClientWithoutAnAddressIsNoBusinessOfTheGate() {
    SmtpGate gate = new SampleList().list("0.0.0.0/0", 606).list("::/0", 606).gate().build();
    SessionFacts facts = SessionFacts.ofUnknownClient().withRecipient("someone@example.org");
    assertThat(gate.decide(facts)).isEqualTo(new SmtpDecision.Continue(Why.UNKNOWN_CLIENT));
  }

  @Test
  void anIpv4MappedClientIsTheIpv4Client() {
    SessionFacts facts = SessionFacts.of(IpAddress.parse("::ffff:203.0.113.9"));
    assertThat(list.gate().build().decide(facts)).isInstanceOf(SmtpDecision.Reject.class);
  }

  @Test
  void theContactMailboxAndFurtherMailboxesAreReachable() {
    SmtpGate gate =
        list.gate()
            .contactMailbox(EmailAddress.parse("Help@delist.example"))
            .exemptRecipient(EmailAddress.parse("noc@example.org"))
            .build();
    for (String recipient : List.of("help@DELIST.example", "<NOC@example.org>")) {
      assertThat(gate.decide(toListed(recipient)))
          .isEqualTo(new SmtpDecision.Continue(Why.EXEMPT_RECIPIENT));
    }
    for (String recipient : List.of("help@example.org", "noc@delist.example", "noc", "")) {
      assertThat(gate.decide(toListed(recipient))).isInstanceOf(SmtpDecision.Reject.class);
    }
    assertThat(gate.counts().continued(Why.EXEMPT_RECIPIENT)).isEqualTo(2);
    assertThat(gate.counts().rejected()).isEqualTo(4);
  }

  private static SessionFacts toListed(String recipient) {
    return SessionFacts.of(IpAddress.parse("203.0.113.9")).withRecipient(recipient);
  }
}
