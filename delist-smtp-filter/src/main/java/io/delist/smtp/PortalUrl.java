package io.delist.smtp;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * The address of the portal, as it stands in refusals. It ends in a slash. Immutable.
 *
 * <p><b>Threads:</b> safe.
 */
public final class PortalUrl {

  private static final String EXAMPLE = "for example https://delist.example.org/";

  private final String base;

  private PortalUrl(String base) {
    this.base = base;
  }

  /**
   * Reads {@code https://delist.example.org} or {@code https://example.org/delist/}; a missing
   * slash at the end is added.
   *
   * @throws IllegalArgumentException if it is not an absolute http or https URL in ASCII, or has a
   *     user, a query or a fragment
   */
  public static PortalUrl parse(String text) {
    if (SmtpText.firstUnprintable(text) >= 0) {
      throw refused(text, "must be ASCII without control characters");
    }
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw refused(text, "is not a URL (" + e.getReason() + ")");
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw refused(text, "must begin with https:// or http://");
    }
    if (uri.getHost() == null) {
      throw refused(text, "has no host name");
    }
    if (uri.getRawUserInfo() != null) {
      throw refused("(not shown)", "must not hold a user name or password");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw refused(text, "must not have a query or a fragment");
    }
    return new PortalUrl(text.endsWith("/") ? text : text + "/");
  }

  private static IllegalArgumentException refused(String text, String reason) {
    return new IllegalArgumentException(
        "portal URL " + SmtpText.quote(text) + " " + reason + "; " + EXAMPLE);
  }

  /** The form that opens with the address filled in. */
  public String forReference(String reference) {
    return base + "r/" + reference;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PortalUrl that && base.equals(that.base);
  }

  @Override
  public int hashCode() {
    return base.hashCode();
  }

  /** The URL of the plain form, with a slash at its end. */
  @Override
  public String toString() {
    return base;
  }
}
