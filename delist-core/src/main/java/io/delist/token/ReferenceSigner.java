package io.delist.token;

import io.delist.net.IpAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Makes and checks the short reference in a refusal's URL: {@code <key id>.<body and mac>}, at most
 * 48 characters for IPv4 and 64 for IPv6. The portal checks it without asking the mail node.
 *
 * <pre>
 *  1 byte   0x14 for IPv4, 0x16 for IPv6: version 1 and the family
 *  4 or 16  the address, never an IPv4-mapped one
 *  6        the revision, big-endian
 *  5        the time, seconds since 1970, big-endian
 * 16        the first half of HMAC-SHA-256 over: SHA-256 of the audience, then all of the above
 * </pre>
 *
 * <p>It grants nothing: it fills in a form and shows that a refusal was seen. It does not expire by
 * itself.
 *
 * <p><b>Cost:</b> one MAC over three blocks, some 1 KB of short-lived objects. <b>Threads:</b>
 * safe.
 */
public final class ReferenceSigner {

  private static final int LONGEST_CHARS = 64;
  private static final byte HEADER_V4 = 0x14;
  private static final byte HEADER_V6 = 0x16;
  private static final int TAIL_BYTES = 11;
  private static final int MAC_BYTES = 16;
  private static final long LAST_REVISION = (1L << 48) - 1;
  private static final long LAST_SECOND = (1L << 40) - 1;

  private final PurposeKeys keys;

  /**
   * A signer for the references that lead to one portal.
   *
   * @param keys where the keys come from; a {@link KeyRing} is a source
   * @param audience names the portal, the same on the mail nodes and on the portal itself
   * @throws IllegalArgumentException if the audience is blank or longer than 255 characters
   */
  public ReferenceSigner(KeySource keys, String audience) {
    this.keys = new PurposeKeys(keys, Purpose.REFERENCE, audience);
  }

  /**
   * A reference, signed with the primary key; fractions of a second are cut off.
   *
   * @throws IllegalArgumentException if the revision is negative or above 2<sup>48</sup>-1, or the
   *     time is before 1970
   */
  public String sign(IpAddress address, long revision, Instant at) {
    long second = at.getEpochSecond();
    checkRange("revision", revision, LAST_REVISION);
    checkRange("second", second, LAST_SECOND);
    byte[] addressBytes = address.toBytes();
    byte[] body =
        ByteBuffer.allocate(1 + addressBytes.length + TAIL_BYTES)
            .put(address.isV4() ? HEADER_V4 : HEADER_V6)
            .put(addressBytes)
            .putShort((short) (revision >>> 32))
            .putInt((int) revision)
            .put((byte) (second >>> 32))
            .putInt((int) second)
            .array();
    PurposeKeys.Derived derived = keys.current();
    byte[] mac = derived.primary().mac(keys.audienceHash(), body);
    byte[] whole = Arrays.copyOf(body, body.length + MAC_BYTES);
    System.arraycopy(mac, 0, whole, body.length, MAC_BYTES);
    return derived.primaryId() + "." + Base64Url.encode(whole);
  }

  private static void checkRange(String name, long value, long last) {
    if (value < 0 || value > last) {
      throw new IllegalArgumentException(
          name + " " + value + " does not fit in a reference; must be 0 to " + last);
    }
  }

  /** What the reference says, or nothing if it is not one of ours. Any text gives an answer. */
  public Optional<Reference> verify(String reference) {
    int dot = reference.indexOf('.');
    if (dot < 0 || reference.length() > LONGEST_CHARS) {
      return Optional.empty();
    }
    MacKey key = keys.current().find(reference.substring(0, dot));
    if (key == null) {
      return Optional.empty();
    }
    return Base64Url.decode(reference.substring(dot + 1)).flatMap(whole -> verify(key, whole));
  }

  private Optional<Reference> verify(MacKey key, byte[] whole) {
    int bodyBytes = whole.length - MAC_BYTES;
    if (bodyBytes <= 0) {
      return Optional.empty();
    }
    byte[] body = Arrays.copyOf(whole, bodyBytes);
    byte[] mac = Arrays.copyOfRange(whole, bodyBytes, whole.length);
    byte[] expected = Arrays.copyOf(key.mac(keys.audienceHash(), body), MAC_BYTES);
    return Fingerprints.same(expected, mac) ? read(body) : Optional.empty();
  }

  private static Optional<Reference> read(byte[] body) {
    int addressBytes = body.length - 1 - TAIL_BYTES;
    boolean fits =
        (body[0] == HEADER_V4 && addressBytes == 4) || (body[0] == HEADER_V6 && addressBytes == 16);
    if (!fits) {
      return Optional.empty();
    }
    IpAddress address = IpAddress.ofBytes(Arrays.copyOfRange(body, 1, 1 + addressBytes));
    if (address.isV4() != (addressBytes == 4)) {
      return Optional.empty();
    }
    ByteBuffer tail = ByteBuffer.wrap(body, 1 + addressBytes, TAIL_BYTES);
    long revision =
        ((long) Short.toUnsignedInt(tail.getShort()) << 32) | Integer.toUnsignedLong(tail.getInt());
    long second =
        ((long) Byte.toUnsignedInt(tail.get()) << 32) | Integer.toUnsignedLong(tail.getInt());
    return Optional.of(new Reference(address, revision, Instant.ofEpochSecond(second)));
  }
}
