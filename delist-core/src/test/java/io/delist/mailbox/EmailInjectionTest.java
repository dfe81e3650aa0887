package io.delist.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that has been used, somewhere, to add a command, a header or a recipient to a mail. */
class EmailInjectionTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@example.org\r\nRCPT TO:<b@example.com>",
        "a@example.org\r\nBcc: b@example.com",
        "a@example.org\nBcc: b@example.com",
        "a@example.org\rBcc: b@example.com",
        "a@example.org\n",
        "\na@example.org",
        "a\r\n@example.org",
        "a\0@example.org",
        "a@example.org\0.example.com",
        "a@example.org\u000bb",
        "a@example.org\u000cb",
        "a@example.org\u001bb",
        "a@example.org\u007f",
        "a@example.org\u0085Bcc: b@example.com",
        "a@example.org\u2028Bcc: b@example.com",
        "a@example.org\u2029b",
        "a\u760d\u760aRCPT TO:<b@example.com>@example.org",
        "a\u760d@example.org",
        "a@exa\u760ample.org",
        "a@\u560d\u560a.example",
        "a\u560a@example.org",
        "a@example\u4e0d.org",
        "a@exam\u0100ple.org",
        "a@\u010a.example",
        "a@\u010d.example",
        "a@\u200d.example",
        "a@\ud801\udc0a.example",
        "a b@example.org",
        " a@example.org",
        "a@example.org ",
        "a@example.org\t",
        "a@example.org\u00a0",
        "a@example.org\u3000",
        "a@example.org,b@example.com",
        "a@example.org;b@example.com",
        "a@example.org, b",
        "<a@example.org>",
        "A <a@example.org>",
        "a@example.org> SIZE=1",
        "a@example.org>\r\nDATA",
        "\"a\"@example.org",
        "\"a@b\"@example.org",
        "\"a\\\"b\"@example.org",
        "\"\r\n\"@example.org",
        "a\\@example.org",
        "a(comment)@example.org",
        "a@(comment)example.org",
        "a@example.org(comment)",
        "a@[192.0.2.1]",
        "a@[IPv6:2001:db8::1]",
        "@relay.example:a@example.org",
        "a@example.org?bcc=b@example.com",
        "a@example.org&cc=b",
        "a@example.org%0abcc:b",
        "a@example.org/../b",
        "mailto:a@example.org",
        "=?utf-8?q?a=40b?=@example.org\r\n",
        "group:a@example.org;",
        "a@exa\u202emple.org",
        "a@exa\u200bmple.org",
        "a@example\u2024org",
        "a@example.org\u037eb",
        "\ud800@example.org",
        "a@\ud800.example"
      })
  void refused(String text) {
    assertThatThrownBy(() -> EmailAddress.parse(text))
        .isInstanceOf(EmailSyntaxException.class)
        .satisfies(
            refusal ->
                assertThat(refusal.getMessage())
                    .as("a message that may be logged")
                    .matches("[\\x20-\\x7e]{1,250}"));
  }
}
