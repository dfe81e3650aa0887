package io.delist.token;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Makes and checks the token in the link "never mail me from this portal": {@code <key
 * id>.<base64url>}, 48 characters or less. It names a mailbox by its {@linkplain MailboxMark mark},
 * so that it needs no row, works as long as the mark's key is in use, and says nothing to a
 * stranger.
 *
 * <p>The key is that of the mark. The bytes, before base64url without padding:
 *
 * <pre>
 * 16  the mark
 * 16  the first half of HMAC-SHA-256 over: SHA-256 of the audience, then the mark
 * </pre>
 *
 * <p>Whoever has the token can stop the mails to that mailbox, and allow them again; nothing else.
 * <b>Cost:</b> one MAC. <b>Threads:</b> safe.
 */
public final class NeverMailSigner {

  private static final int LONGEST_CHARS = 48;
  private static final int MARK_BYTES = 16;
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

  /**
   * The token of a mark; the same each time.
   *
   * @throws IllegalArgumentException if the ring does not have the mark's key, or no longer uses it
   */
  public String sign(MailboxMark mark) {
    int dash = mark.text().indexOf('-');
    String keyId = mark.text().substring(0, dash);
    MacKey key = keys.current().find(keyId);
    if (key == null) {
      throw new IllegalArgumentException("the key ring has no usable key " + keyId);
    }
    byte[] body = HEX.parseHex(mark.text().substring(dash + 1));
    byte[] whole = Arrays.copyOf(body, MARK_BYTES + MAC_BYTES);
    System.arraycopy(mac(key, body), 0, whole, MARK_BYTES, MAC_BYTES);
    return keyId + "." + Base64Url.encode(whole);
  }

  /** The mark, or nothing if the token is not one of ours. Any text gives an answer. */
  public Optional<MailboxMark> verify(String token) {
    int dot = token.indexOf('.');
    if (dot < 0 || token.length() > LONGEST_CHARS) {
      return Optional.empty();
    }
    String keyId = token.substring(0, dot);
    MacKey key = keys.current().find(keyId);
    if (key == null) {
      return Optional.empty();
    }
    return Base64Url.decode(token.substring(dot + 1))
        .filter(whole -> whole.length == MARK_BYTES + MAC_BYTES)
        .filter(whole -> isGenuine(key, whole))
        .map(whole -> new MailboxMark(keyId + "-" + HEX.formatHex(whole, 0, MARK_BYTES)));
  }

  private boolean isGenuine(MacKey key, byte[] whole) {
    return Fingerprints.same(
        mac(key, Arrays.copyOf(whole, MARK_BYTES)),
        Arrays.copyOfRange(whole, MARK_BYTES, MARK_BYTES + MAC_BYTES));
  }

  private byte[] mac(MacKey key, byte[] mark) {
    return Arrays.copyOf(key.mac(keys.audienceHash(), mark), MAC_BYTES);
  }
}
