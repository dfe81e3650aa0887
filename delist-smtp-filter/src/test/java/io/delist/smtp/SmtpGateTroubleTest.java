package io.delist.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpAddress;
import io.delist.smtp.SmtpDecision.Continue;
import io.delist.smtp.SmtpDecision.Why;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gate does when something of ours fails: it lets the mail go on, counts and warns. */
class SmtpGateTroubleTest {

  private static final Continue TROUBLE = new Continue(Why.TROUBLE);
  private static final SessionFacts LISTED =
      SessionFacts.of(IpAddress.parse("203.0.113.9")).withRecipient("someone@example.org");

  private final SampleList list = new SampleList().list("203.0.113.9", 606);

  @Test
  void aClockThatFails() {
    InstantSource broken =
        () -> {
          throw new IllegalStateException("no time");
        };
    SmtpGate gate = SmtpGate.builder(list.blocklist(), broken).portal(SampleList.PORTAL).build();
    assertThat(warnings(() -> assertThat(gate.decide(LISTED)).isEqualTo(TROUBLE))).isEqualTo(1);
    assertThat(warnings(() -> assertThat(gate.decide(LISTED)).isEqualTo(TROUBLE))).isZero();
    assertThat(gate.counts().continued(Why.TROUBLE)).isEqualTo(2);
  }

  @Test
  void factsThatAreMissing() {
    SmtpGate gate = list.gate().build();
    int warnings =
        warnings(
            () -> {
              assertThat(gate.decide(null)).isEqualTo(TROUBLE);
              assertThat(gate.decide(LISTED.withRecipient(null))).isEqualTo(TROUBLE);
              assertThat(gate.decideOn(null)).isEqualTo(TROUBLE);
            });
    assertThat(warnings).isEqualTo(1);
    assertThat(gate.counts().continued(Why.TROUBLE)).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        NullPointerException.class,
        IllegalStateException.class,
        NoClassDefFoundError.class,
        AssertionError.class
      })
  void anAdapterThatFails(Class<? extends Throwable> failure) throws Exception {
    Throwable thrown = failure.getConstructor().newInstance();
    SmtpGate gate = list.gate().build();
    Supplier<SessionFacts> adapter = () -> SmtpGateTroubleTest.<Error, SessionFacts>raise(thrown);
    assertThat(warnings(() -> assertThat(gate.decideOn(adapter)).isEqualTo(TROUBLE))).isEqualTo(1);
    assertThat(gate.decide(LISTED)).isInstanceOf(SmtpDecision.Reject.class);
  }

  /** A reference has 48 bits for the revision. */
  @Test
  void aReferenceThatCannotBeSigned() {
    list.atRevision(1L << 48);
    SmtpGate gate = list.gate().references(SampleList.signer()).build();
    int warnings =
        warnings(
            () ->
                assertThat(((SmtpDecision.Reject) gate.decide(LISTED)).reply().line())
                    .isEqualTo(
                        "550 5.7.606 Access denied, banned sending IP [203.0.113.9]; To request"
                            + " removal from this list please visit https://delist.example/ and"
                            + " follow the directions."));
    assertThat(warnings).isEqualTo(1);
    assertThat(gate.counts().rejected()).isEqualTo(1);
    assertThat(gate.counts().unsigned()).isEqualTo(1);
    assertThat(gate.counts().continued(Why.TROUBLE)).isZero();
  }

  @Test
  void warnsOnceAMinute() {
    Instant[] now = {SampleList.NOW};
    SmtpGate gate =
        SmtpGate.builder(list.blocklist(), () -> now[0]).portal(SampleList.PORTAL).build();
    Runnable failing = () -> gate.decide(null);

    assertThat(warnings(failing)).isEqualTo(1);
    assertThat(warnings(failing)).isZero();
    now[0] = SampleList.NOW.plusMillis(59_999);
    assertThat(warnings(failing)).isZero();
    now[0] = SampleList.NOW.plusMillis(60_000);
    assertThat(warnings(failing)).isEqualTo(1);
    assertThat(warnings(failing)).isZero();
    assertThat(gate.counts().continued(Why.TROUBLE)).isEqualTo(5);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable, R> R raise(Throwable failure) throws T {
    throw (T) failure;
  }

  /** The warnings that reach the log, which writes to standard error here. */
  private static int warnings(Runnable action) {
    PrintStream console = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      action.run();
    } finally {
      System.setErr(console);
    }
    return log.toString(StandardCharsets.UTF_8).split("WARN", -1).length - 1;
  }
}
