package io.delist.spring.portal;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.web.util.WebUtils;

/** Chooses the language: the link, what the link chose before, what the browser asks for. */
final class Languages {

  static final String COOKIE = "delist_language";
  static final String PARAMETER = "lang";
  private static final List<Locale> KNOWN = List.of(Locale.ENGLISH, Locale.KOREAN);

  private Languages() {}

  static Locale of(HttpServletRequest request) {
    return chosen(request)
        .or(() -> remembered(request))
        .or(() -> asked(request))
        .orElse(Locale.ENGLISH);
  }

  /** What the link of this request says. */
  static Optional<Locale> chosen(HttpServletRequest request) {
    return Optional.ofNullable(request.getParameter(PARAMETER)).flatMap(Languages::known);
  }

  private static Optional<Locale> remembered(HttpServletRequest request) {
    return Optional.ofNullable(WebUtils.getCookie(request, COOKIE))
        .flatMap(cookie -> known(cookie.getValue()));
  }

  private static Optional<Locale> asked(HttpServletRequest request) {
    if (request.getHeader("Accept-Language") == null) {
      // The container would name the server's own language.
      return Optional.empty();
    }
    return Collections.list(request.getLocales()).stream()
        .flatMap(locale -> known(locale.getLanguage()).stream())
        .findFirst();
  }

  private static Optional<Locale> known(String language) {
    return KNOWN.stream().filter(locale -> locale.getLanguage().equals(language)).findFirst();
  }
}
