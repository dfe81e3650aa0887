package io.delist.smtp.milter;

import io.delist.net.AddressSyntaxException;
import io.delist.net.IpAddress;
import org.jspecify.annotations.Nullable;

/** Reads who is connected from the content of CONNECT: name, family, port, address. */
final class ClientAddress {

  private static final byte V4 = '4';
  private static final byte V6 = '6';
  private static final byte LOCAL_SOCKET = 'L';
  private static final byte UNKNOWN = 'U';

  /** Sendmail writes it before IPv6 addresses, Postfix does not. */
  private static final String V6_TAG = "IPv6:";

  private ClientAddress() {}

  /**
   * The address; null if the mail server does not know it, if the client came through a local
   * socket, or if the text is no address that a list could hold, such as one with a zone id.
   */
  static @Nullable IpAddress read(Fields content) throws MalformedFrameException {
    content.skipText();
    byte family = content.octet();
    return switch (family) {
      case UNKNOWN, LOCAL_SOCKET -> null;
      case V4, V6 -> {
        content.number16();
        yield parse(content.text());
      }
      default ->
          throw new MalformedFrameException(
              String.format("command C with address family 0x%02x; must be 4, 6, L or U", family));
    };
  }

  private static @Nullable IpAddress parse(String text) {
    boolean tagged = text.regionMatches(true, 0, V6_TAG, 0, V6_TAG.length());
    try {
      return IpAddress.parse(tagged ? text.substring(V6_TAG.length()) : text);
    } catch (AddressSyntaxException e) {
      return null;
    }
  }
}
