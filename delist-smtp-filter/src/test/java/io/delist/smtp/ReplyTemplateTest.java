package io.delist.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import io.delist.net.IpAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyTemplateTest {

  private static final IpAddress CLIENT = IpAddress.parse("203.0.113.9");

  @Test
  void theDefaultIsTheReferenceSystemsText() {
    assertThat(ReplyTemplate.DEFAULT)
        .hasToString(
            "Access denied, banned sending IP [{address}]; To request removal from this list"
                + " please visit {url} and follow the directions.");
  }

  @Test
  void placeholdersMayStandTwiceOrNotAtAll() {
    assertThat(
            ReplyTemplate.of("{address} {address}: {url}")
                .reply(550, ReasonCode.BANNED.enhancedStatusCode(), CLIENT, "http://a/")
                .line())
        .isEqualTo("550 5.7.606 203.0.113.9 203.0.113.9: http://a/");
    assertThat(
            ReplyTemplate.of("No. 100% sure")
                .reply(550, ReasonCode.BANNED.enhancedStatusCode(), CLIENT, "x")
                .line())
        .isEqualTo("550 5.7.606 No. 100% sure");
  }

  @Test
  void codesOfItsOwnTakeThePlaceOfTheUsualOnes() {
    assertThat(
            ReplyTemplate.of("554 5.7.1 No mail from {address}")
                .reply(550, "5.7.606", CLIENT, "x")
                .line())
        .isEqualTo("554 5.7.1 No mail from 203.0.113.9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"250 2.0.0 Ok", "554 4.7.1 No", "554 5.07.1 No", "554 5.7 No", "599 5.7.1 No"})
  void codesThatAreNoneAreRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReplyTemplate.of(text))
        .withMessageStartingWith("reply template does not fit: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "451 Try later {url}",
        "550",
        "550 ",
        "550-5.7.1 No",
        "554  5.7.1 No",
        "554 5.7.1",
        "554 5.x.1 No",
        "100 % sure",
      })
  void threeDigitsAreMeantAsACodeWhateverFollows(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReplyTemplate.of(text))
        .withMessage(
            "reply template begins with the three digits of a reply code and not with both codes;"
                + " write them as in 554 5.7.1 No mail from {address}, or begin with a word");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5500 of your mails were spam", "12 mails", "1234", "550: see {url}"})
  void otherNumbersAreWords(String text) {
    assertThat(ReplyTemplate.of(text).reply(550, "5.7.606", CLIENT, "x").line())
        .isEqualTo("550 5.7.606 " + text.replace("{url}", "x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"421 4.7.1 Later {url}", "521 5.7.1 No {url}"})
  void codesThatEndTheSessionAreRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReplyTemplate.of(text))
        .withMessage(
            "reply template has the code "
                + text.substring(0, 3)
                + ", after which the mail server hangs up, so that the session would not reach"
                + " postmaster; use another, as in 451 or 554");
  }

  @Test
  void aCodeOfTheWrongClassIsRefusedWhenTheGateIsBuilt() {
    SampleList list = new SampleList();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                list.gate()
                    .template(Source.OPERATOR, ReplyTemplate.of("451 4.7.1 Later {url}"))
                    .build())
        .withMessage("reply template of source operator has the code 451; that takes a 5xx code");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> list.gate().deferral(ReplyTemplate.of("550 5.7.1 No")).build())
        .withMessage("deferral template has the code 550; that takes a 4xx code");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ip", "", "Address", "address ", "$url"})
  void namesAnUnknownPlaceholder(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReplyTemplate.of("Denied {" + name + "}"))
        .withMessage(
            "reply template has an unknown placeholder \"{"
                + name
                + "}\"; there are {address} and {url}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "}", "Denied {address", "Denied address}", "{{url}}", "}{url}{"})
  void refusesStrayBraces(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReplyTemplate.of(text))
        .withMessage(
            "reply template has a brace that belongs to no placeholder;"
                + " there are {address} and {url}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\r\nb", "a\nb", "caf\u00e9", "a\u0000"})
  void refusesWhatIsNoReplyText(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReplyTemplate.of(text))
        .withMessageStartingWith("reply template does not fit: a reply's text m");
  }

  @Test
  void isCheckedWithTheLongestAddressAndReference() {
    int rest = 512 - "550 5.7.606 \r\n".length();
    int filled = 39 + "r/".length() + 64;
    String longest = "{address}{url}" + "x".repeat(rest - filled);
    assertThat(ReplyTemplate.of(longest)).hasToString(longest);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReplyTemplate.of(longest + "x"))
        .withMessage(
            "reply template does not fit: a reply line of 513 octets is too long; the limit is 512"
                + " with CR and LF");
  }

  @Test
  void doesNotFitWithEveryPortal() {
    ReplyTemplate template = ReplyTemplate.of("x".repeat(390) + " {url}");
    SmtpGateBuilder gate = new SampleList().gate().template(template);
    assertThat(gate.portal(PortalUrl.parse("https://a.example/")).build()).isNotNull();
    PortalUrl wordy = PortalUrl.parse("https://a.example/" + "p".repeat(50));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> gate.portal(wordy).build())
        .withMessage(
            "reply template of 396 characters and portal URL of 69 do not fit together: a reply"
                + " line of 540 octets is too long; the limit is 512 with CR and LF; shorten"
                + " either");
  }
}
