package io.delist.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The short code that the portal shows when a request is made, and that another browser must type
 * to confirm it: six digits, shown as {@code 123-456}.
 *
 * <p>It is computed from the request's id and the key that was primary at the time, so nothing is
 * stored but the key's id, and rotating keys leaves it valid. Six digits can be guessed: whoever
 * calls {@link #matches} counts the failures.
 *
 * <p><b>Threads:</b> safe.
 */
public final class ConfirmationCodes {

  private static final int CODES = 1_000_000;
  private static final int DIGITS = 6;
  private static final int LONGEST_TYPED_CHARS = 32;

  private final PurposeKeys keys;

  /**
   * The codes of one portal.
   *
   * @param keys where the keys come from; a {@link KeyRing} is a source
   * @throws IllegalArgumentException if the audience is blank or longer than 255 characters
   */
  public ConfirmationCodes(KeySource keys, String audience) {
    this.keys = new PurposeKeys(keys, Purpose.CODE, audience);
  }

  /** The id of the key that codes are made with now. Kept beside a request, it finds its code. */
  public String primaryKeyId() {
    return keys.current().primaryId();
  }

  /**
   * The code of a request, as {@code 123-456}.
   *
   * @param keyId the key that was primary when the request was made
   * @throws IllegalArgumentException if the ring does not have the key, or no longer uses it
   */
  public String codeFor(RequestId request, String keyId) {
    MacKey key = keys.current().find(keyId);
    if (key == null) {
      throw new IllegalArgumentException(
          "the key ring has no usable key with the id that the request remembers; a key must stay"
              + " verify-only until the last request made with it is closed");
    }
    String digits = digits(key, request);
    return digits.substring(0, DIGITS / 2) + "-" + digits.substring(DIGITS / 2);
  }

  /** Whether this is the code; blanks and dashes in what was typed do not count. */
  public boolean matches(RequestId request, String keyId, String typed) {
    MacKey key = keys.current().find(keyId);
    String digits = typedDigits(typed);
    return key != null
        && digits != null
        && Fingerprints.same(ascii(digits(key, request)), ascii(digits));
  }

  private String digits(MacKey key, RequestId request) {
    byte[] mac = key.mac(keys.audienceHash(), request.toBytes());
    // 64 bits over a million codes: no code is likelier than another by more than 1 in 10^13.
    long number = Long.remainderUnsigned(ByteBuffer.wrap(mac).getLong(), CODES);
    return String.format(Locale.ROOT, "%06d", number);
  }

  private static @Nullable String typedDigits(String typed) {
    if (typed.length() > LONGEST_TYPED_CHARS) {
      return null;
    }
    String digits = typed.replace(" ", "").replace("-", "");
    boolean fits = digits.length() == DIGITS && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    return fits ? digits : null;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
