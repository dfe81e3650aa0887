package io.delist.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NeverMailSignerTest {

  private static final EmailAddress EMAIL = EmailAddress.parse("Sender@Example.org");
  private static final String PORTAL = "https://delist.example/";

  private static byte[] secret(long seed) {
    byte[] secret = new byte[32];
    new Random(seed).nextBytes(secret);
    return secret;
  }

  private final KeyRing old = KeyRing.of("k1", secret(1));
  private final KeyRing rotated =
      KeyRing.builder().primary("k2", secret(2)).verifyOnly("k1", secret(1)).build();
  private final KeyRing disabled =
      KeyRing.builder().primary("k2", secret(2)).disabled("k1", secret(1)).build();

  @Test
  void aTokenLeadsToTheMarkAndHoldsNoMailbox() {
    NeverMailSigner signer = new NeverMailSigner(old, PORTAL);
    MailboxMark mark = new MailboxMarks(old).of(EMAIL);
    String token = signer.sign(mark);

    assertThat(token).hasSizeLessThanOrEqualTo(48).matches("[A-Za-z0-9_.-]+");
    assertThat(signer.verify(token)).contains(mark);
    assertThat(signer.sign(mark)).isEqualTo(token);
  }

  @Test
  void everyBitFlipEveryTruncationAndEveryOtherPurposeIsRefused() {
    NeverMailSigner signer = new NeverMailSigner(old, PORTAL);
    String token = signer.sign(new MailboxMarks(old).of(EMAIL));
    byte[] bytes = Base64.getUrlDecoder().decode(token.substring(3));
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(
              signer.verify(
                  "k1." + Base64.getUrlEncoder().withoutPadding().encodeToString(flipped)))
          .isEmpty();
    }
    for (int length = 0; length < token.length(); length++) {
      assertThat(signer.verify(token.substring(0, length))).isEmpty();
    }
    assertThat(signer.verify(token + "A")).isEmpty();
    assertThat(signer.verify(token + "=")).isEmpty();
    assertThat(new NeverMailSigner(old, "https://other.example/").verify(token)).isEmpty();
    assertThat(new ReferenceSigner(old, PORTAL).verify(token)).isEmpty();
    String reference =
        new ReferenceSigner(old, PORTAL).sign(IpAddress.parse("2001:db8::1"), 1, Instant.EPOCH);
    assertThat(signer.verify(reference)).isEmpty();
  }

  @Test
  void rotatingKeysForgetsNobodyAndDisablingOneDoes() {
    MailboxMark mark = new MailboxMarks(old).of(EMAIL);
    String token = new NeverMailSigner(old, PORTAL).sign(mark);

    assertThat(new MailboxMarks(rotated).all(EMAIL)).hasSize(2).contains(mark);
    assertThat(new MailboxMarks(rotated).of(EMAIL)).isNotEqualTo(mark);
    assertThat(new NeverMailSigner(rotated, PORTAL).verify(token)).contains(mark);
    assertThat(new MailboxMarks(disabled).all(EMAIL)).hasSize(1).doesNotContain(mark);
    assertThat(new NeverMailSigner(disabled, PORTAL).verify(token)).isEmpty();
  }

  @Test
  void aMailboxHasOneMarkHoweverItIsWrittenAndAnotherHasAnother() {
    MailboxMarks marks = new MailboxMarks(old);
    assertThat(marks.of(EmailAddress.parse("sender@example.org"))).isEqualTo(marks.of(EMAIL));
    assertThat(marks.of(EmailAddress.parse("sende@example.org"))).isNotEqualTo(marks.of(EMAIL));
    assertThat(new MailboxMarks(KeyRing.of("k1", secret(9))).of(EMAIL))
        .as("keyed")
        .isNotEqualTo(marks.of(EMAIL));
    assertThat(marks.of(EMAIL).text()).matches("k1-[0-9a-f]{32}");
    assertThat(EmailAddress.erased(marks.of(EMAIL).text()).isErased()).isTrue();
    assertThatThrownBy(() -> new MailboxMark("sender@example.org"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("sender");
  }
}
