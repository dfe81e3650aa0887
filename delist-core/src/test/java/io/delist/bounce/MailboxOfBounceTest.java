package io.delist.bounce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which mailbox a bounce was sent to: the blocked sender's, never the one that the mail was for.
 */
class MailboxOfBounceTest {

  private static final String REFUSAL = "\n550 5.7.606 banned sending IP [203.0.113.9]";

  private final BounceReader reader = new BounceReader();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "MAIL FROM:<me@example.com> / RCPT TO:<user@example.org>|me@example.com",
        "C: mail from: <me@example.com> SIZE=1|me@example.com",
        "MAIL FROM:<a@example.com> / 250 / MAIL FROM:<me@example.com>|me@example.com",
        "x: from=<me@example.com>, size=1 / x: to=<user@example.org>|me@example.com",
        "reject: RCPT from h[192.0.2.1]: from=<me@example.com> to=<user@example.org>|me@example.com",
        "(envelope-from <me@example.com>) / for user@example.org|me@example.com",
        "Return-Path: <me@example.com> / To: user@example.org|me@example.com",
        "X-Postfix-Sender: rfc822; me@example.com|me@example.com",
        "From: A. U. Thor <author@example.com> / Return-Path: <me@example.com>|me@example.com",
        "From: me@example.com / To: user@example.org|me@example.com",
        "> From: me@example.com / > To: user@example.org|me@example.com",
        "Sender: me@example.com|me@example.com",
        "From: \"user@example.org\" <me@example.com>|me@example.com",
        "From: MAILER-DAEMON@mail.example.com / To: me@example.com|me@example.com",
        "From: postmaster@example.com / To: \"M\" <me@example.com>|me@example.com",
        "> From: MAILER-DAEMON@h.example / > To: me@example.com / From: a@example.com|me@example.com",
        "From: Postmaster@h.example / To: me@example.com / To: user@example.org|me@example.com",
        "From: Postmaster@h.example / From: me@example.com / To: user@example.org|me@example.com",
        "보낸 사람: postmaster@h.example / 받는 사람: me@example.com|me@example.com",
        "보낸 사람: me@example.com / 받는 사람: user@example.org|me@example.com",
        "From: me@example.com입니다.|me@example.com",
        "From: me@예시.example|me@xn--vv4b11d.example",
        "MAIL FROM:<me@exam / ple.com>|me@example.com",
        "MAIL FROM:<me@example.com / > SIZE=1|me@example.com",
        "From: 'me@example.com'|me@example.com",
        "From: o'brien@example.com|o'brien@example.com"
      })
  void itIsTheSenders(String text, String mailbox) {
    assertThat(mailboxOf(text)).isEqualTo(mailbox);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Final-Recipient: rfc822; user@example.org",
        "Original-Recipient: rfc822;user@example.org",
        "X-Failed-Recipients: user@example.org",
        "RCPT TO:<user@example.org>",
        "<user@example.org>: no such luck",
        "could not be delivered to user@example.org. Ask help@example.net",
        "To: user@example.org / Delivered-To: user@example.org",
        "From: no-reply@shop.example / To: user@example.org",
        "받는 사람: user@example.org",
        "user@example.org로 보낸 메일",
        "Message-ID: <1234@mail.example.com>",
        "From: mailer-daemon@example.com / Sender: Postmaster@example.com",
        "From: MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.com",
        "From: postmaster@h.example / To: no-reply@example.com",
        "MAIL FROM:<> / Return-Path: <>",
        "From: \"a b\"@example.com",
        "From: me@[192.0.2.1]",
        "From: a@b@c@d",
        "From: root@localhost"
      })
  void noOtherMailboxIsTakenForIt(String text) {
    assertThat(mailboxOf(text)).isEqualTo("-");
  }

  /** Return-Path, Auto-Submitted and so on: who is no human being says so in one of these ways. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "From: Mail System <mail@h.example>\nContent-Type: multipart/report; boundary=x\n",
        "From: mail@h.example\nReturn-Path: <>\n",
        "From: mail@h.example\nAuto-Submitted: auto-replied (failure)\n",
        "From: mail@h.example\nX-Failed-Recipients: user@example.org\n",
        "From: Mail Delivery System <Mailer-Daemon@h.example>\n",
      })
  void ofAMessageItIsTheOneInItsToField(String header) throws IOException {
    String rest = "\n--x\n\n" + REFUSAL + "\n\nFrom: author@example.com\nTo: user@example.org\n";
    for (String to :
        List.of(
            "To: me@example.com",
            "To: A very long name,\n folded <me@example.com>",
            "Delivered-To: me@example.com",
            "To: undisclosed-recipients:;\nX-Original-To: me@example.com")) {
      assertThat(mailboxOfMessage(header + to + "\n" + rest)).isEqualTo("me@example.com");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "From: mailer-daemon@h.example,me@example.com",
    "Subject: hello,-",
  })
  void ofAnAttachedBounceItIsTheBouncesOwn(String inner, String mailbox) throws IOException {
    String message =
        "From: Colleague <colleague@example.com>\nTo: help@delist.example\n"
            + "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: message/rfc822\n\n"
            + inner
            + "\nTo: me@example.com\n\n";
    assertThat(mailboxOfMessage(message + REFUSAL)).isEqualTo(mailbox);
  }

  private String mailboxOf(String text) {
    return best(reader.readText(text.replace(" / ", "\n") + REFUSAL));
  }

  private String mailboxOfMessage(String message) throws IOException {
    return best(reader.readMessage(new ByteArrayInputStream(message.getBytes(UTF_8))));
  }

  private static String best(List<BounceCandidate> found) {
    return Objects.toString(found.get(0).email(), "-");
  }
}
