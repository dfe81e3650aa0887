package io.delist.spring.portal;

import io.delist.store.StoreException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** The page for when the store is away or the list is not there yet: it claims nothing. */
@ControllerAdvice(
    assignableTypes = {
      FormPages.class,
      ConfirmPages.class,
      StatusPages.class,
      ReplyPages.class,
      NeverMailPages.class,
      LookupPages.class
    })
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PageTroubles {

  static final String RETRY_AFTER_SECONDS = "30";

  private static final Logger LOG = LoggerFactory.getLogger(PageTroubles.class);

  private final Visitors visitors;
  private final Pages pages;

  PageTroubles(Visitors visitors, Pages pages) {
    this.visitors = visitors;
    this.pages = pages;
  }

  @ExceptionHandler(CrossSite.ForeignFormException.class)
  ResponseEntity<String> foreignForm(HttpServletRequest request) {
    Visitor visitor = visitors.of(request);
    return pages.page(
        HttpStatus.FORBIDDEN,
        "foreign",
        visitor,
        Map.of("languageLink", visitor.base() + "/?"),
        new HttpHeaders());
  }

  @ExceptionHandler({StoreException.class, ListState.ListNotLoadedException.class})
  ResponseEntity<String> unavailable(RuntimeException trouble, HttpServletRequest request) {
    LOG.warn("portal: 503 for {}: {}", request.getMethod(), trouble.toString());
    Visitor visitor = visitors.of(request);
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    return pages.page(
        HttpStatus.SERVICE_UNAVAILABLE,
        "unavailable",
        visitor,
        Map.of("languageLink", visitor.base() + "/?"),
        headers);
  }
}
