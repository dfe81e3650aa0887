package io.delist.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Local parts outside ASCII (RFC 6531 section 3.3), where they are let in. */
class Smtputf8Test {

  @ParameterizedTest
  @ValueSource(strings = {"사용자@example.org", "jörg.müller+x@example.org", "用户@例子.example"})
  void namesOfLettersAreTakenOnlyWhereTheyAreAskedFor(String text) {
    assertThat(EmailAddress.parseUtf8(text).localPart())
        .isEqualTo(text.substring(0, text.indexOf('@')));
    assertThatThrownBy(() -> EmailAddress.parse(text)).isInstanceOf(EmailSyntaxException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\u200eb@example.org",
        "a\u00a0b@example.org",
        "a\u2028b@example.org",
        "a\ufe0fb\u200d@example.org",
        "\ud800@example.org",
        "a\u760db@example.org",
        "a\u560ab@example.org",
        "a\u4e00b@example.org",
        "\ud83d\ude00@example.org",
        "\u201ca\u201d@example.org",
        "a\uff20b@example.org",
        "a\u3002.b@example.org"
      })
  void whatIsNoLetterDigitOrMarkOrHasADangerousByteIsRefused(String text) {
    assertThatThrownBy(() -> EmailAddress.parseUtf8(text)).isInstanceOf(EmailSyntaxException.class);
  }

  @Test
  void lengthsAreInOctets() {
    assertThat(EmailAddress.parseUtf8("나".repeat(21) + "@example.org").localPart()).hasSize(21);
    assertThatThrownBy(() -> EmailAddress.parseUtf8("나".repeat(22) + "@example.org"))
        .hasMessageContaining("more than 64 octets");
    String domain = ("d".repeat(60) + ".").repeat(3) + "example";
    assertThat(EmailAddress.parseUtf8("나".repeat(21) + "@" + domain).localPart()).hasSize(21);
    assertThatThrownBy(() -> EmailAddress.parseUtf8("나".repeat(21) + "@" + domain + "s"))
        .hasMessageContaining("254 octets");
  }

  @Test
  void theSameNameInTwoFormsIsOneMailbox() {
    EmailAddress composed = EmailAddress.parseUtf8("J\u00f6rg@example.org");
    EmailAddress decomposed = EmailAddress.parseUtf8("jo\u0308rg@example.org");
    assertThat(composed).isEqualTo(decomposed);
    assertThat(decomposed.toString()).as("sent as it was typed").contains("o\u0308");
    assertThat(composed.masked()).isEqualTo("J***@example.org");
    assertThat(EmailAddress.parseUtf8("\ud840\udc01x@example.org").masked())
        .isEqualTo("\ud840\udc01***@example.org");
  }
}
