package io.delist.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import io.delist.smtp.SmtpDecision.Continue;
import io.delist.smtp.SmtpDecision.Why;
import java.util.List;
import org.junit.jupiter.api.Test;

class SmtpGateBuilderTest {

  private final SampleList list = new SampleList().list("203.0.113.9", 606);

  @Test
  void aPortalIsNeeded() {
    assertThatIllegalStateException()
        .isThrownBy(() -> SmtpGate.builder(list.blocklist(), SampleList.CLOCK).build())
        .withMessage("the gate has no portal URL to name in refusals; set portal");
  }

  @Test
  void referencesNeedAPlaceInTheTemplate() {
    SmtpGateBuilder gate =
        list.gate().references(SampleList.signer()).template(ReplyTemplate.of("Denied"));
    assertThatIllegalArgumentException()
        .isThrownBy(gate::build)
        .withMessage(
            "references are signed but the reply template has no {url} to show them in; put {url}"
                + " in the template or leave out references");
  }

  @Test
  void anExemptRecipientIsInADomainOfOurs() {
    SmtpGateBuilder gate =
        list.gate()
            .ownDomains(List.of("example.org", "Example.NET"))
            .exemptRecipient(EmailAddress.parse("noc@example.com"));
    assertThatIllegalArgumentException()
        .isThrownBy(gate::build)
        .withMessage(
            "exempt recipient noc@example.com is in none of the own domains"
                + " [example.net, example.org]; add its domain or leave it out");
  }

  @Test
  void anOwnDomainIsADomain() {
    for (String domain : List.of("", "a b", "example.org\r\n", "@example.org")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> list.gate().ownDomains(List.of(domain)));
    }
  }

  @Test
  void ownDomainsLimitTheRoleMailboxes() {
    SmtpGate gate = list.gate().ownDomains(List.of("Example.org")).build();
    SessionFacts facts = SessionFacts.of(IpAddress.parse("203.0.113.9"));
    assertThat(gate.decide(facts.withRecipient("abuse@example.ORG")))
        .isEqualTo(new Continue(Why.EXEMPT_RECIPIENT));
    assertThat(gate.decide(facts.withRecipient("abuse@example.net")))
        .isInstanceOf(SmtpDecision.Reject.class);
  }

  /** The builder may be used again; a gate keeps the settings that it was built with. */
  @Test
  void aGateKeepsItsSettings() {
    SmtpGateBuilder builder = list.gate();
    SmtpGate enforcing = builder.build();
    SmtpGate monitoring = builder.mode(GateMode.MONITOR).build();
    SessionFacts facts = SessionFacts.of(IpAddress.parse("203.0.113.9"));
    assertThat(enforcing.decide(facts)).isInstanceOf(SmtpDecision.Reject.class);
    assertThat(monitoring.decide(facts)).isEqualTo(new Continue(Why.MONITORED));
  }
}
