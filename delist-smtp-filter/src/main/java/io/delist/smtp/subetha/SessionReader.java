package io.delist.smtp.subetha;

import io.delist.net.IpAddress;
import io.delist.smtp.SessionFacts;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.server.Session;

/** Reads the facts from SubEthaSMTP's session. */
final class SessionReader {

  private SessionReader() {}

  static SessionFacts read(MessageContext context, String sender, String recipient) {
    SessionFacts facts =
        client(context)
            .withHelo(context.getHelo().orElse(""))
            .withSender(sender)
            .withRecipient(recipient)
            .withAuthenticated(isAuthenticated(context));
    // The interface tells neither; its getSessionId() throws unless overridden.
    return context instanceof Session session
        ? facts.withTls(session.isTLSStarted()).withConnectionId(session.getSessionId())
        : facts;
  }

  private static SessionFacts client(MessageContext context) {
    if (context.getRemoteAddress() instanceof InetSocketAddress remote) {
      // An unresolved socket address has a name alone, and names are never looked up.
      InetAddress address = remote.getAddress();
      if (address != null) {
        return SessionFacts.of(IpAddress.of(address));
      }
    }
    return SessionFacts.ofUnknownClient();
  }

  private static boolean isAuthenticated(MessageContext context) {
    return context
        .getAuthenticationHandler()
        .map(handler -> handler.getIdentity() != null)
        .orElse(false);
  }
}
