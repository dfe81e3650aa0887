package io.delist.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.delist.Fuzzed;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;

/**
 * Mailboxes, one a line: refused with the declared exception, or harmless in SMTP and read back.
 */
@Timeout(30)
class EmailAddressFuzzTest {

  private static final long MOST_BYTES = 1 << 20;

  @FuzzTest(maxDuration = "5m")
  void mailboxes(byte[] input) {
    for (String line : Fuzzed.lines(input)) {
      Optional<EmailAddress> read = Fuzzed.twice(MOST_BYTES, () -> read(line));
      if (read.isPresent()) {
        check(read.get());
      }
    }
  }

  private static Optional<EmailAddress> read(String text) {
    try {
      return Optional.of(EmailAddress.parse(text));
    } catch (EmailSyntaxException e) {
      Fuzzed.checkMessage(e);
      return Optional.empty();
    }
  }

  private static void check(EmailAddress address) {
    String text = address.toString();
    assertThat(text).hasSizeLessThanOrEqualTo(254).matches("[!-~&&[^<>()\\[\\],;:\"\\\\]]+");
    assertThat(text.indexOf('@')).isEqualTo(text.lastIndexOf('@'));
    EmailAddress again = EmailAddress.parse(text);
    assertThat(again).isEqualTo(address).hasToString(text);
    assertThat(EmailAddress.parse(address.canonical())).isEqualTo(address);
    assertThat(again.domain()).matches("([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z0-9-]+");
  }
}
