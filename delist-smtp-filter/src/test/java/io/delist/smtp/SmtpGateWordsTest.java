package io.delist.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import io.delist.net.IpAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which words and codes a listed client gets, and the tag instead of them. */
class SmtpGateWordsTest {

  private static final SessionFacts FACTS =
      SessionFacts.of(IpAddress.parse("203.0.113.9")).withRecipient("someone@example.org");

  private final SampleList list = new SampleList().list("203.0.113.9", 612);

  @Test
  void theSourcesWordsGoBeforeTheReasonsAndThoseBeforeTheGeneralOnes() {
    SmtpGateBuilder gate = list.gate().template(ReplyTemplate.of("general {url}"));
    assertThat(line(gate)).isEqualTo("550 5.7.612 general https://delist.example/");
    gate.template(new ReasonCode(612), ReplyTemplate.of("reason {url}"));
    gate.template(new ReasonCode(613), ReplyTemplate.of("another reason {url}"));
    assertThat(line(gate)).isEqualTo("550 5.7.612 reason https://delist.example/");
    gate.template(Source.OPERATOR, ReplyTemplate.of("554 5.7.1 source {address}"));
    gate.template(new Source("feed:drop"), ReplyTemplate.of("another source {url}"));
    assertThat(line(gate)).isEqualTo("554 5.7.1 source 203.0.113.9");
  }

  @Test
  void theStandardSchemeSays571() {
    assertThat(line(list.gate().codes(CodeScheme.STANDARD))).startsWith("550 5.7.1 Access denied");
  }

  @Test
  void everyTemplateNeedsAPlaceForTheReference() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                list.gate()
                    .references(SampleList.signer())
                    .template(new ReasonCode(612), ReplyTemplate.of("Denied"))
                    .build())
        .withMessage(
            "references are signed but the reply template of reason 612 has no {url} to show them"
                + " in; put {url} in the template or leave out references");
  }

  @Test
  void aTaggedMailGoesOnWithAHeaderField() {
    SmtpGate gate = list.gate().mode(GateMode.TAG).build();
    SmtpDecision decision = gate.decide(FACTS);
    assertThat(decision)
        .isEqualTo(
            new SmtpDecision.Tag(
                new HeaderField(
                    "X-Delist", "listed; client=203.0.113.9; code=5.7.612; source=operator")));
    assertThat(gate.counts().tagged()).isEqualTo(1);
    assertThat(gate.counts().total()).isEqualTo(1);
    assertThat(gate.decide(FACTS.withRecipient("abuse@example.org")))
        .isInstanceOf(SmtpDecision.Continue.class);
  }

  @Test
  void aRemovalUnderWayMakesMailWait() {
    list.soften("203.0.113.9", 612);
    String words =
        "451 4.7.1 The removal of [203.0.113.9] from the blocklist is under way; please try again"
            + " later. See https://delist.example/";
    assertThat(((SmtpDecision.Defer) list.gate().build().decide(FACTS)).reply().line())
        .isEqualTo(words);
    SmtpGate own = list.gate().deferral(ReplyTemplate.of("450 4.7.0 Wait {url}")).build();
    assertThat(((SmtpDecision.Defer) own.decide(FACTS)).reply().line())
        .isEqualTo("450 4.7.0 Wait https://delist.example/");
    SmtpGate tagging = list.gate().mode(GateMode.TAG).tagField("X-Was-Listed").build();
    assertThat(((SmtpDecision.Tag) tagging.decide(FACTS)).field().line())
        .isEqualTo("X-Was-Listed: removing; client=203.0.113.9; code=5.7.612");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "X Delist", "X-Delist:", "X-Delist\r\nBcc", "1X"})
  void aTagNeedsTheNameOfAHeaderField(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> list.gate().tagField(name))
        .withMessageStartingWith("header field name ");
  }

  private static String line(SmtpGateBuilder gate) {
    return ((SmtpDecision.Reject) gate.build().decide(FACTS)).reply().line();
  }
}
