package io.delist.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpReplyTest {

  @Test
  void isOneLine() {
    SmtpReply reply = new SmtpReply(550, "5.7.606", "Access denied");
    assertThat(reply.line()).isEqualTo("550 5.7.606 Access denied");
    assertThat(reply.message()).isEqualTo("5.7.606 Access denied");
    assertThat(new SmtpReply(451, "4.7.1", "Later").line()).isEqualTo("451 4.7.1 Later");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 250, 354, 399, 460, 499, 560, 599, 5500})
  void refusesOtherCodes(int code) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SmtpReply(code, "5.7.606", "x"))
        .withMessage("reply code " + code + " is out of range; must be 400 to 459 or 500 to 559");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5",
        "5.7",
        "5.7.",
        "5.7.1.1",
        "3.7.1",
        "5.07.1",
        "5.7.01",
        "5.7.1000",
        "5.7.x"
      })
  void refusesEnhancedCodesOutOfForm(String enhanced) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SmtpReply(550, enhanced, "x"))
        .withMessageStartingWith("an enhanced status code is class.subject.detail");
  }

  @ParameterizedTest
  @CsvSource({"550, 4.7.1", "451, 5.7.1", "550, 2.0.0"})
  void refusesCodesOfDifferentClasses(int code, String enhanced) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SmtpReply(code, enhanced, "x"))
        .withMessage(
            "reply code %d and enhanced status code %s are of different classes;"
                + " make the first digits agree",
            code, enhanced);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\r\n250 ok", "a\nb", "a\rb", "a\tb", "a\u0000b", "a\u007fb", "a\u00e9b"})
  void refusesMoreThanOneLineOfPrintableAscii(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SmtpReply(550, "5.7.606", text))
        .withMessageStartingWith("a reply's text must be one line of printable ASCII; character 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", " a", "a ", "a\r\n"})
  void refusesBlankEnds(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SmtpReply(550, "5.7.606", text))
        .withMessage("a reply's text may not be empty or blank at an end");
  }

  @Test
  void theLineHas512OctetsAtMost() {
    int codes = "550 5.7.606 ".length();
    SmtpReply longest = new SmtpReply(550, "5.7.606", "x".repeat(510 - codes));
    assertThat(longest.line()).hasSize(510);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SmtpReply(550, "5.7.606", "x".repeat(511 - codes)))
        .withMessage("a reply line of 513 octets is too long; the limit is 512 with CR and LF");
  }

  @Test
  void aDecisionTakesRepliesOfItsOwnClassOnly() {
    SmtpReply never = new SmtpReply(550, "5.7.606", "x");
    SmtpReply later = new SmtpReply(451, "4.7.1", "x");
    assertThat(new SmtpDecision.Reject(never).reply()).isEqualTo(never);
    assertThat(new SmtpDecision.Defer(later).reply()).isEqualTo(later);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SmtpDecision.Reject(later))
        .withMessage("a reply with code 451 cannot reject; that takes a 5xx code");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SmtpDecision.Defer(never))
        .withMessage("a reply with code 550 cannot defer; that takes a 4xx code");
  }
}
