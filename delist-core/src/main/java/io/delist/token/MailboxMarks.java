package io.delist.token;

import io.delist.mailbox.EmailAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * Makes {@linkplain MailboxMark marks} of mailboxes: the first half of HMAC-SHA-256 over the
 * {@linkplain EmailAddress#canonical() canonical} address, with the ring's keys for marks.
 *
 * <p>New marks are made with the primary key. A mailbox is looked for by its marks of every key in
 * use, so that rotating keys forgets nobody; a key that is disabled or destroyed takes the marks
 * made with it along, and with them the wish never to be mailed: leave it verify-only as long as
 * that is to be honoured. The portal's URL has no part in a mark.
 *
 * <p><b>Cost:</b> a MAC per key in use. <b>Threads:</b> safe.
 */
public final class MailboxMarks {

  private static final int MARK_BYTES = 16;
  private static final HexFormat HEX = HexFormat.of();

  private final PurposeKeys keys;

  /**
   * @param keys where the keys come from; a {@link KeyRing} is a source
   */
  public MailboxMarks(KeySource keys) {
    this.keys = new PurposeKeys(keys, Purpose.MAILBOX, "every portal");
  }

  /** The mark to keep. */
  public MailboxMark of(EmailAddress email) {
    PurposeKeys.Derived derived = keys.current();
    return mark(derived.primaryId(), derived.primary(), email);
  }

  /** Every mark that may have been kept of it, the primary key's among them; at least one. */
  public List<MailboxMark> all(EmailAddress email) {
    return keys.current().all().entrySet().stream()
        .map(key -> mark(key.getKey(), key.getValue(), email))
        .toList();
  }

  private static MailboxMark mark(String keyId, MacKey key, EmailAddress email) {
    byte[] mac = key.mac(email.canonical().getBytes(StandardCharsets.UTF_8));
    return new MailboxMark(keyId + "-" + HEX.formatHex(mac, 0, MARK_BYTES));
  }
}
