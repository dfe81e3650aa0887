package io.delist.smtp.james;

import com.google.common.base.CharMatcher;
import io.delist.net.IpAddress;
import io.delist.smtp.SessionFacts;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.api.ProxyInformation;
import org.apache.james.protocols.smtp.SMTPSession;

/** Reads the facts from James's session. */
final class SessionReader {

  /** What James itself writes behind a recipient without a domain. */
  private static final String DEFAULT_DOMAIN = "@localhost";

  private static final CharMatcher DIGITS_AND_DOTS =
      CharMatcher.inRange('0', '9').or(CharMatcher.is('.'));

  private SessionReader() {}

  static SessionFacts read(SMTPSession session, MaybeSender sender, MailAddress recipient) {
    return client(session)
        .withHelo(session.getAttachment(SMTPSession.CURRENT_HELO_NAME, State.Connection).orElse(""))
        .withSender(sender.asString(""))
        .withRecipient(asSent(recipient.asString()))
        .withAuthenticated(session.getUsername() != null)
        .withTls(session.isTLSStarted())
        .withConnectionId(session.getSessionID());
  }

  /**
   * RFC 5321 section 4.1.1.3: {@code <Postmaster>} has no domain, and stays reachable. Section
   * 4.1.3: an address literal stands in brackets, which James takes off; no domain name is like it.
   */
  private static String asSent(String recipient) {
    if (recipient.toLowerCase(Locale.ROOT).endsWith(DEFAULT_DOMAIN)) {
      return recipient.substring(0, recipient.length() - DEFAULT_DOMAIN.length());
    }
    int domain = recipient.lastIndexOf('@') + 1;
    return domain > 0 && DIGITS_AND_DOTS.matchesAllOf(recipient.substring(domain))
        ? recipient.substring(0, domain) + "[" + recipient.substring(domain) + "]"
        : recipient;
  }

  private static SessionFacts client(SMTPSession session) {
    InetSocketAddress remote =
        session
            .getProxyInformation()
            .map(ProxyInformation::getSource)
            .orElseGet(session::getRemoteAddress);
    // An unresolved socket address has a name alone, and names are never looked up.
    InetAddress address = remote == null ? null : remote.getAddress();
    return address == null
        ? SessionFacts.ofUnknownClient()
        : SessionFacts.of(IpAddress.of(address));
  }
}
