package io.delist.spring.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import io.delist.smtp.SessionFacts;
import io.delist.smtp.SmtpDecision;
import io.delist.smtp.SmtpGate;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The refusal of the mail server leads to the portal of the same application. */
class GateTest {

  private static SessionFacts mailTo(String recipient) {
    return SessionFacts.of(IpAddress.parse("192.0.2.9"))
        .withRecipient(EmailAddress.parse(recipient).toString());
  }

  @Test
  void theUrlInTheRefusalOpensTheFormAndTheContactIsReachable(@TempDir Path dir) {
    try (Portal portal = Portal.start(dir, "delist.portal.contact=help@delist.example")) {
      portal.list("192.0.2.0/24");
      SmtpGate gate = portal.bean(SmtpGate.class);
      SmtpDecision decision = gate.decide(mailTo("someone@example.org"));
      String line = ((SmtpDecision.Reject) decision).reply().line();
      assertThat(line)
          .startsWith("550 5.7.612 Access denied, banned sending IP [192.0.2.9]; ")
          .contains(" visit " + portal.url() + "/r/");
      String url = line.replaceFirst(".* visit (\\S+) and .*", "$1");
      Browser browser = new Browser("");
      assertThat(browser.get(url).page().selectFirst("input#ip").val()).isEqualTo("192.0.2.9");
      assertThat(gate.decide(mailTo("help@delist.example")))
          .isInstanceOf(SmtpDecision.Continue.class);
    }
  }
}
