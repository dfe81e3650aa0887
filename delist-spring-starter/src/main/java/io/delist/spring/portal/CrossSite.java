package io.delist.spring.portal;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells forms that another site's page sent from forms of our own. A foreign page must not make a
 * visitor's browser "the one that asked".
 *
 * <p>Browsers say it in {@code Sec-Fetch-Site} (Fetch Metadata). Where that is missing, an {@code
 * Origin} that names another host tells; ours is {@code null} or missing, because pages here send
 * no referrer. A client that is not a browser sends neither and is let in.
 */
final class CrossSite {

  private static final Set<String> OURS = Set.of("same-origin", "same-site", "none");

  private CrossSite() {}

  /** A form that another site sent; see {@link PageTroubles}. */
  static final class ForeignFormException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ForeignFormException() {
      super("the form was sent by another site");
    }
  }

  static void refuse(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    boolean ours =
        site == null
            ? isOurs(request.getHeader("Origin"), request.getServerName())
            : OURS.contains(site.toLowerCase(Locale.ROOT));
    if (!ours) {
      throw new ForeignFormException();
    }
  }

  private static boolean isOurs(@Nullable String origin, String host) {
    if (origin == null || origin.equals("null")) {
      return true;
    }
    try {
      return host.equalsIgnoreCase(URI.create(origin).getHost());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
