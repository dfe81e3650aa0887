package io.delist.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

  private static final String LABEL_63 = "a".repeat(63);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@b.cd",
        "sender@example.org",
        "first.last+tag@mail.example.org",
        "!#$%&'*+-/=?^_`{|}~@example.org",
        "-f@example.org",
        "a%0d%0aRCPT@example.org",
        "user%other.example@example.org",
        "0@1.x2",
        "x@xn--bcher-kva.example"
      })
  void plainAddressesAreKeptAsTheyAre(String text) {
    assertThat(EmailAddress.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({
    "info@bücher.example, info@xn--bcher-kva.example",
    "info@BÜCHER.Example, info@xn--bcher-kva.example",
    "info@실례.테스트, info@xn--9n2bp8q.xn--9t4b11yi5a",
    "info@例え。テスト, info@xn--r8jz45g.xn--zckzah",
    "info@ｅｘａｍｐｌｅ．org, info@example.org",
    "info@XN--BCHER-KVA.example, info@xn--bcher-kva.example"
  })
  void theDomainIsSentInLowerCaseAsciiLabels(String typed, String sent) {
    assertThat(EmailAddress.parse(typed)).hasToString(sent);
  }

  @Test
  void theLocalPartIsSentAsTypedAndComparedInLowerCase() {
    EmailAddress email = EmailAddress.parse("Sender.X@Example.ORG");
    assertThat(email).hasToString("Sender.X@example.org");
    assertThat(email.localPart()).isEqualTo("Sender.X");
    assertThat(email.domain()).isEqualTo("example.org");
    assertThat(email.canonical()).isEqualTo("sender.x@example.org");
    assertThat(email)
        .isEqualTo(EmailAddress.parse("sender.x@example.org"))
        .hasSameHashCodeAs(EmailAddress.parse("SENDER.X@EXAMPLE.ORG"))
        .isNotEqualTo(EmailAddress.parse("sender.y@example.org"))
        .isNotEqualTo(EmailAddress.parse("sender.x@example.com"))
        .isNotEqualTo("sender.x@example.org");
  }

  @Test
  void maskedShowsOneCharacterAndTheDomain() {
    assertThat(EmailAddress.parse("sender@bücher.example").masked())
        .isEqualTo("s***@xn--bcher-kva.example");
    assertThat(EmailAddress.parse("s@example.org").masked()).isEqualTo("s***@example.org");
  }

  @Test
  void aTurkishServerReadsTheSameAddress() {
    Locale before = Locale.getDefault();
    Locale.setDefault(new Locale("tr", "TR"));
    try {
      EmailAddress email = EmailAddress.parse("INFO@EXAMPLE.INFO");
      assertThat(email).hasToString("INFO@example.info");
      assertThat(email.canonical()).isEqualTo("info@example.info");
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "'', is missing",
        "nobody, has no \"@\"",
        "@, nothing before",
        "@example.org, nothing before",
        "a@, nothing after",
        "a@b@example.org, more than one",
        "a@@example.org, more than one",
        ".a@example.org, a dot at the start or end of the name",
        "a.@example.org, a dot at the start or end of the name",
        "a..b@example.org, a dot at the start or end of the name",
        "ä@example.org, before the \"@\"",
        "a＠b@example.org, before the \"@\"",
        "a:b@example.org, before the \"@\"",
        "a@.example.org, start or end of the domain",
        "a@example..org, two in a row",
        "a@example.org., end of the domain",
        "a@localhost, one label",
        "a@-example.org, with a hyphen",
        "a@example-.org, with a hyphen",
        "a@exa_mple.org, other than a letter",
        "a@example.org:25, other than a letter",
        "a@exam\u00adple.org, other than a letter",
        "a@😁.example, other than a letter",
        "a@192.0.2.1, ends in a number",
        "a@example.123, ends in a number",
        "a@straße.example, U+00DF",
        "a@STRAẞE.example, U+1E9E",
        "a@κόσμος.example, U+03C2",
        "a@가.example, U+AC00",
        "a@exa＠mple.org, other than a letter",
        "a@ü-.example, in ASCII",
        "a@ü..example, in ASCII"
      })
  void whatIsWrongIsSaid(String text, String words) {
    String typed = text.equals("''") ? "" : text;
    assertThatThrownBy(() -> EmailAddress.parse(typed))
        .isInstanceOf(EmailSyntaxException.class)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }

  @Test
  void lengthsAreThoseOfRfc5321Section4531() {
    String local64 = "l".repeat(64);
    assertThat(EmailAddress.parse(local64 + "@example.org").localPart()).hasSize(64);
    assertThatThrownBy(() -> EmailAddress.parse(local64 + "l@example.org"))
        .hasMessageContaining("more than 64 octets before");

    assertThat(EmailAddress.parse("a@" + LABEL_63 + ".org").domain()).hasSize(67);
    assertThatThrownBy(() -> EmailAddress.parse("a@a" + LABEL_63 + ".org"))
        .isInstanceOf(EmailSyntaxException.class);

    String domain189 = LABEL_63 + "." + LABEL_63 + "." + "b".repeat(61);
    assertThat(EmailAddress.parse(local64 + "@" + domain189).toString()).hasSize(254);
    assertThatThrownBy(() -> EmailAddress.parse(local64 + "@b" + domain189))
        .hasMessageContaining("longer than 254 characters");
  }

  @Test
  void theLengthThatCountsIsTheOneInAscii() {
    String longInAscii = "l".repeat(64) + "@" + "ü.".repeat(60) + "example";
    assertThat(longInAscii.length()).isLessThan(254);
    assertThatThrownBy(() -> EmailAddress.parse(longInAscii))
        .hasMessageContaining("254 octets once its domain is in ASCII");
  }

  @Test
  void theMessageQuotesSixtyFourPrintableCharactersAtMost() {
    assertThatThrownBy(() -> EmailAddress.parse("ä\u202eé" + "x".repeat(61) + "yz"))
        .hasMessage(
            "email address \"???"
                + "x".repeat(61)
                + "...\" has no \"@\"; write it as name@example.org");
    assertThatThrownBy(() -> EmailAddress.parse("x".repeat(64)))
        .hasMessageContaining("\"" + "x".repeat(64) + "\" has");
  }
}
