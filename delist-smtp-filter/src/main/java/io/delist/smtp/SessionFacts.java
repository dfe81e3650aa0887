package io.delist.smtp;

import io.delist.net.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a mail server knows when it asks: who is connected, and for whom the mail is. The texts are
 * as the client sent them, unchecked; the empty text stands for what is not known (yet). Immutable.
 *
 * @param client the address that connected, from the PROXY protocol where that is in use; null if
 *     the server does not know it
 * @param helo the name in HELO or EHLO
 * @param sender the address in MAIL FROM, with or without angle brackets
 * @param recipient the address in this RCPT TO, with or without angle brackets
 * @param authenticated whether the client has logged in
 * @param tls whether the connection is encrypted
 * @param connectionId what the server calls this connection in its log
 */
public record SessionFacts(
    @Nullable IpAddress client,
    String helo,
    String sender,
    String recipient,
    boolean authenticated,
    boolean tls,
    String connectionId) {

  private static final int SHOWN_CHARS = 64;

  /** A connection of which only the client's address is known. */
  public static SessionFacts of(IpAddress client) {
    return new SessionFacts(client, "", "", "", false, false, "");
  }

  /** A connection whose client's address the server does not know. */
  public static SessionFacts ofUnknownClient() {
    return new SessionFacts(null, "", "", "", false, false, "");
  }

  public SessionFacts withHelo(String name) {
    return new SessionFacts(client, name, sender, recipient, authenticated, tls, connectionId);
  }

  public SessionFacts withSender(String address) {
    return new SessionFacts(client, helo, address, recipient, authenticated, tls, connectionId);
  }

  public SessionFacts withRecipient(String address) {
    return new SessionFacts(client, helo, sender, address, authenticated, tls, connectionId);
  }

  public SessionFacts withAuthenticated(boolean loggedIn) {
    return new SessionFacts(client, helo, sender, recipient, loggedIn, tls, connectionId);
  }

  public SessionFacts withTls(boolean encrypted) {
    return new SessionFacts(
        client, helo, sender, recipient, authenticated, encrypted, connectionId);
  }

  public SessionFacts withConnectionId(String id) {
    return new SessionFacts(client, helo, sender, recipient, authenticated, tls, id);
  }

  /**
   * One line for a log, without the mailboxes: everything but printable ASCII is replaced, and
   * texts are cut at 64 characters.
   */
  @Override
  public String toString() {
    return "client="
        + (client == null ? "unknown" : client)
        + " helo="
        + shown(helo)
        + " authenticated="
        + authenticated
        + " tls="
        + tls
        + " connection="
        + shown(connectionId);
  }

  private static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length() && i < SHOWN_CHARS; i++) {
      char c = text.charAt(i);
      shown.append(c > 0x20 && c < 0x7f ? c : '?');
    }
    return shown.isEmpty() ? "-" : shown.toString();
  }
}
