package io.delist.spring.portal;

import io.delist.store.StoreException;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** The API's answer for when the store is away or the list is not there yet: it claims nothing. */
@ControllerAdvice(assignableTypes = {LookupApi.class, RequestsApi.class, ReplyApi.class})
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ApiTroubles {

  private static final Logger LOG = LoggerFactory.getLogger(ApiTroubles.class);

  private final Visitors visitors;
  private final Problems problems;

  ApiTroubles(Visitors visitors, Problems problems) {
    this.visitors = visitors;
    this.problems = problems;
  }

  @ExceptionHandler({StoreException.class, ListState.ListNotLoadedException.class})
  ResponseEntity<String> unavailable(RuntimeException trouble, HttpServletRequest request) {
    LOG.warn("portal: 503 for {}: {}", request.getMethod(), trouble.toString());
    return problems.unavailable(visitors.of(request));
  }
}
