package io.delist.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Makes and checks the token in the link "never mail me from this portal": {@code <key
 * id>.<base64url>}, 60 characters or less. It names a mailbox by its {@linkplain MailboxMark mark},
 * so that it needs no row, works as long as its key is in use, and says nothing to a stranger.
 *
 * <p>The bytes, before base64url without padding:
 *
 * <pre>
 *  1  0x31: version 1 of this token
 *  4  the id of the mark's key, filled up with zeros
 * 16  the mark
 * 16  the first half of HMAC-SHA-256 over: SHA-256 of the audience, then all of the above
 * </pre>
 *
 * <p>Whoever has the token can stop the mails to that mailbox, and allow them again; nothing else.
 * <b>Cost:</b> one MAC. <b>Threads:</b> safe.
 */
public final class NeverMailSigner {

  private static final int LONGEST_CHARS = 64;
  private static final byte HEADER = 0x31;
  private static final int KEY_ID_BYTES = 4;
  private static final int MARK_BYTES = 16;
  private static final int BODY_BYTES = 1 + KEY_ID_BYTES + MARK_BYTES;
  private static final int MAC_BYTES = 16;
  private static final HexFormat HEX = HexFormat.of();

  private final PurposeKeys keys;

  /**
   * @param keys where the keys come from; a {@link KeyRing} is a source
   * @param audience names the portal
   * @throws IllegalArgumentException if the audience is blank or longer than 255 characters
   */
  public NeverMailSigner(KeySource keys, String audience) {
    this.keys = new PurposeKeys(keys, Purpose.NEVER_MAIL, audience);
  }

  /** A token, signed with the primary key; the same each time while that stays. */
  public String sign(MailboxMark mark) {
    int dash = mark.text().indexOf('-');
    byte[] keyId = Arrays.copyOf(ascii(mark.text().substring(0, dash)), KEY_ID_BYTES);
    byte[] body =
        ByteBuffer.allocate(BODY_BYTES)
            .put(HEADER)
            .put(keyId)
            .put(HEX.parseHex(mark.text().substring(dash + 1)))
            .array();
    PurposeKeys.Derived derived = keys.current();
    byte[] mac = derived.primary().mac(keys.audienceHash(), body);
    byte[] whole = Arrays.copyOf(body, BODY_BYTES + MAC_BYTES);
    System.arraycopy(mac, 0, whole, BODY_BYTES, MAC_BYTES);
    return derived.primaryId() + "." + Base64Url.encode(whole);
  }

  /** The mark, or nothing if the token is not one of ours. Any text gives an answer. */
  public Optional<MailboxMark> verify(String token) {
    int dot = token.indexOf('.');
    if (dot < 0 || token.length() > LONGEST_CHARS) {
      return Optional.empty();
    }
    MacKey key = keys.current().find(token.substring(0, dot));
    if (key == null) {
      return Optional.empty();
    }
    return Base64Url.decode(token.substring(dot + 1))
        .filter(whole -> whole.length == BODY_BYTES + MAC_BYTES)
        .filter(whole -> isGenuine(key, whole))
        .flatMap(NeverMailSigner::read);
  }

  private boolean isGenuine(MacKey key, byte[] whole) {
    byte[] expected = key.mac(keys.audienceHash(), Arrays.copyOf(whole, BODY_BYTES));
    return Fingerprints.same(
        Arrays.copyOf(expected, MAC_BYTES),
        Arrays.copyOfRange(whole, BODY_BYTES, BODY_BYTES + MAC_BYTES));
  }

  private static Optional<MailboxMark> read(byte[] whole) {
    StringBuilder keyId = new StringBuilder(KEY_ID_BYTES);
    for (int i = 1; i <= KEY_ID_BYTES && whole[i] != 0; i++) {
      keyId.append((char) whole[i]);
    }
    String text =
        keyId + "-" + HEX.formatHex(whole, 1 + KEY_ID_BYTES, 1 + KEY_ID_BYTES + MARK_BYTES);
    return whole[0] == HEADER && MailboxMark.isMark(text)
        ? Optional.of(new MailboxMark(text))
        : Optional.empty();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
