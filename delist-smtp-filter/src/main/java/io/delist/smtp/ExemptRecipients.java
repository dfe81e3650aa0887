package io.delist.smtp;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import io.delist.mailbox.EmailAddress;
import io.delist.mailbox.EmailSyntaxException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The recipients that a listed client still reaches, so that a person who was blocked by mistake
 * can say so (RFC 6471 section 2.2.2, RFC 5321 section 4.5.1).
 *
 * <p>Compares text as a client sent it; whatever it is, there is an answer. An address literal
 * counts as a domain of ours: a server takes mail for none but its own.
 */
final class ExemptRecipients {

  /** Above what EmailAddress takes; longer text is no recipient. */
  private static final int LONGEST_CHARS = 320;

  private static final CharMatcher NEEDS_QUOTES =
      CharMatcher.anyOf("\"\\@").or(CharMatcher.whitespace());

  private final Set<String> localParts;
  private final Set<String> addresses;
  private final Set<String> ownDomains;

  /**
   * @param localParts in lower case, exempt in every domain of ours
   * @param addresses in canonical form
   * @param ownDomains in lower-case A-labels; none means that every domain counts as ours
   */
  ExemptRecipients(Set<String> localParts, Set<String> addresses, Set<String> ownDomains) {
    this.localParts = Set.copyOf(localParts);
    this.addresses = Set.copyOf(addresses);
    this.ownDomains = Set.copyOf(ownDomains);
  }

  boolean covers(String recipient) {
    if (recipient.length() > LONGEST_CHARS) {
      return false;
    }
    String path = withoutBrackets(recipient);
    int at = path.lastIndexOf('@');
    String localPart = Ascii.toLowerCase(withoutQuotes(at < 0 ? path : path.substring(0, at)));
    boolean known = localParts.contains(localPart);
    if (at < 0) {
      return known;
    }
    if (!known && addresses.isEmpty()) {
      return false;
    }
    String domain = domain(path.substring(at + 1));
    return domain != null
        && ((known && isOurs(domain)) || addresses.contains(localPart + "@" + domain));
  }

  private boolean isOurs(String domain) {
    return ownDomains.isEmpty() || domain.startsWith("[") || ownDomains.contains(domain);
  }

  private static String withoutBrackets(String path) {
    boolean bracketed = path.length() >= 2 && path.startsWith("<") && path.endsWith(">");
    return bracketed ? path.substring(1, path.length() - 1) : path;
  }

  /**
   * RFC 5321 section 4.1.2: {@code "postmaster"} is {@code postmaster}. What holds a quote, a
   * backslash, white space or an "@" within the quotes stays: no exempt mailbox does.
   */
  private static String withoutQuotes(String localPart) {
    boolean quoted =
        localPart.length() > 2 && localPart.startsWith("\"") && localPart.endsWith("\"");
    String inner = quoted ? localPart.substring(1, localPart.length() - 1) : localPart;
    return NEEDS_QUOTES.matchesAnyOf(inner) ? localPart : inner;
  }

  /** Lower-case A-labels without a dot at the end; null if there is nothing to compare. */
  private static @Nullable String domain(String text) {
    if (text.isEmpty()) {
      return null;
    }
    if (CharMatcher.ascii().matchesAllOf(text)) {
      String domain = Ascii.toLowerCase(text);
      return domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
    }
    try {
      return EmailAddress.parse("postmaster@" + text).domain();
    } catch (EmailSyntaxException e) {
      return null;
    }
  }
}
