package io.delist.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which mailbox a bounce was about. */
class MailboxOfBounceTest {

  private final BounceReader reader = new BounceReader();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "other@example.net / Final-Recipient: rfc822; user@example.org|user@example.org",
        "<other@example.net>: x / Final-Recipient: rfc822; user@example.org|user@example.org",
        "Original-Recipient: rfc822;user@example.org / other@example.net|user@example.org",
        "Final-Recipient: utf-8; user@example.org / other@example.net|user@example.org",
        "Final-Recipient: rfc822; postmaster@example.org|postmaster@example.org",
        "X-Failed-Recipients: user@example.org|user@example.org",
        "a@example.net / <user@example.org>: no such luck / b@example.net|user@example.org",
        "MAIL FROM:<me@example.com> / RCPT TO:<user@example.org>|user@example.org",
        "could not be delivered to user@example.org. Ask help@example.net|user@example.org",
        "From: me@example.com / Subject: user@example.org|user@example.org",
        "From: me@example.com|me@example.com",
        "> From: me@example.com / other@example.net|other@example.net",
        "Message-ID: <1234@mail.example.com>|-",
        "mailer-daemon@example.com, Postmaster@example.com, no-reply@example.com|-",
        "mailer-daemon@example.com about user@example.org|user@example.org",
        "받는 사람: user@example.org / other@example.net|user@example.org",
        "user@example.org로 보낸 메일|user@example.org",
        "메일 주소는 user@example.org입니다.|user@example.org",
        "user@예시.example|user@xn--vv4b11d.example",
        "<user@exam / ple.org>: no|user@example.org",
        "<user@example.org / >: no|user@example.org",
        "'user@example.org'|user@example.org",
        "o'brien@example.org|o'brien@example.org",
        "\"a b\"@example.org|-",
        "user@[192.0.2.1]|-",
        "a@b@c@d|-",
        "user@localhost|-"
      })
  void theRecipientThatTheErrorWasAboutComesFirst(String text, String mailbox) {
    String bounce = text.replace(" / ", "\n") + "\n550 5.7.606 banned sending IP [203.0.113.9]";
    assertThat(Objects.toString(reader.readText(bounce).get(0).email(), "-")).isEqualTo(mailbox);
  }
}
