package io.delist.spring.portal;

import io.delist.spring.PortalLocation;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.WebUtils;

/**
 * Recognises visitors by the cookie that the portal gives to a browser when it asks for a
 * delisting. <b>Threads:</b> safe.
 */
final class Visitors {

  static final String BROWSER_COOKIE = "delist_browser";
  private static final int SECRET_BYTES = 24;
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{32}");
  private static final Duration LANGUAGE_LIFE = Duration.ofDays(180);

  private final PortalLocation portal;
  private final RandomGenerator random;
  private final Duration browserLife;

  /**
   * @param random makes the secrets; a {@link java.security.SecureRandom} outside of tests
   * @param browserLife how long a browser is known
   */
  Visitors(PortalLocation portal, RandomGenerator random, Duration browserLife) {
    this.portal = portal;
    this.random = random;
    this.browserLife = browserLife;
  }

  Visitor of(HttpServletRequest request) {
    // A forwarded prefix of two slashes would turn paths into another host's URLs.
    String context =
        ServletRequestPathUtils.getParsedRequestPath(request)
            .contextPath()
            .value()
            .replaceFirst("^/+", "/");
    return new Visitor(
        browser(request),
        Languages.of(request),
        Languages.chosen(request).isPresent(),
        context + portal.basePath());
  }

  private static @Nullable String browser(HttpServletRequest request) {
    Cookie cookie = WebUtils.getCookie(request, BROWSER_COOKIE);
    return cookie != null && SECRET.matcher(cookie.getValue()).matches() ? cookie.getValue() : null;
  }

  /** The secret of the visitor's browser, a new one if it has none. */
  String secretOf(Visitor visitor) {
    String known = visitor.browser();
    if (known != null) {
      return known;
    }
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }

  /** Makes the browser known as the one that asked. */
  ResponseCookie browserCookie(Visitor visitor, String secret) {
    return cookie(visitor, BROWSER_COOKIE, secret, browserLife);
  }

  /** Keeps the language that was chosen by its link. */
  ResponseCookie languageCookie(Visitor visitor) {
    return cookie(visitor, Languages.COOKIE, visitor.language().getLanguage(), LANGUAGE_LIFE);
  }

  private ResponseCookie cookie(Visitor visitor, String name, String value, Duration life) {
    return ResponseCookie.from(name, value)
        .path(visitor.base() + "/")
        .httpOnly(true)
        .sameSite("Lax")
        .secure(portal.isSecure())
        .maxAge(life)
        .build();
  }
}
