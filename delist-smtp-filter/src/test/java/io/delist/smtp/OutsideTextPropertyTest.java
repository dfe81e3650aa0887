package io.delist.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpAddress;
import io.delist.smtp.SmtpDecision.Continue;
import io.delist.smtp.SmtpDecision.Reject;
import io.delist.smtp.SmtpDecision.Why;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Nothing that a client says changes a reply, and nothing makes the gate fail. */
class OutsideTextPropertyTest {

  private static final IpAddress CLIENT = IpAddress.parse("203.0.113.9");

  private final SmtpGateBuilder settings =
      new SampleList().list("203.0.113.9", 606).gate().references(SampleList.signer());
  private final SmtpReply expected =
      ((Reject) settings.build().decide(SessionFacts.of(CLIENT))).reply();

  @Property
  void theReplyIsTheSameWhateverTheClientSays(
      @ForAll("outside") String helo,
      @ForAll("outside") String sender,
      @ForAll("outside") String recipient,
      @ForAll("outside") String connectionId,
      @ForAll boolean tls) {
    SmtpGate gate = settings.mode(GateMode.ENFORCE).build();
    SmtpDecision decision = gate.decide(facts(helo, sender, recipient, connectionId, tls));
    assertThat(decision).isIn(new Reject(expected), new Continue(Why.EXEMPT_RECIPIENT));
    assertThat(gate.counts().unsigned()).isZero();
  }

  @Property
  void monitoringLogsOneLineOfPrintableAscii(
      @ForAll("outside") String helo,
      @ForAll("outside") String recipient,
      @ForAll("outside") String connectionId) {
    SessionFacts facts = facts(helo, "", recipient, connectionId, false);
    SmtpDecision decision = settings.mode(GateMode.MONITOR).build().decide(facts);
    assertThat(decision).isIn(new Continue(Why.MONITORED), new Continue(Why.EXEMPT_RECIPIENT));
    assertThat(facts.toString()).hasSizeLessThan(260).matches("[ -~]+");
  }

  private static SessionFacts facts(
      String helo, String sender, String recipient, String connectionId, boolean tls) {
    return SessionFacts.of(CLIENT)
        .withHelo(helo)
        .withSender(sender)
        .withRecipient(recipient)
        .withTls(tls)
        .withConnectionId(connectionId);
  }

  @Provide
  Arbitrary<String> outside() {
    Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(100);
    Arbitrary<String> control =
        Arbitraries.strings().withChars("\r\n\t \u0000\u007f<>@.{}%$").ofMaxLength(20);
    Arbitrary<String> tricks =
        Arbitraries.of(
            "",
            "{url}",
            "{address}",
            "x\r\n250 2.0.0 Ok",
            "<postmaster@example.org>",
            "Postmaster",
            "postmaster@b\u00fccher.example",
            "\ud800",
            "\u202e",
            "x".repeat(1_000_000),
            "postmaster@" + "\u00fc".repeat(300));
    return Arbitraries.oneOf(any, control, tricks);
  }
}
