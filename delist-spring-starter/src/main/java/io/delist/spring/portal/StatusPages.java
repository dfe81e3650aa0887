package io.delist.spring.portal;

import io.delist.token.RequestId;
import io.delist.workflow.Delisting;
import io.delist.workflow.RequestStatus;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** Where a request stands. */
@Controller
@RequestMapping("${delist.portal.base-path:}/requests/{id}")
final class StatusPages {

  private final Delisting delisting;
  private final StatusView view;
  private final Visitors visitors;
  private final Pages pages;

  StatusPages(Delisting delisting, StatusView view, Visitors visitors, Pages pages) {
    this.delisting = delisting;
    this.view = view;
    this.visitors = visitors;
    this.pages = pages;
  }

  @GetMapping
  ResponseEntity<String> status(@PathVariable String id, HttpServletRequest request) {
    Visitor visitor = visitors.of(request);
    Optional<RequestStatus> found = RequestId.parse(id).flatMap(delisting::status);
    return found
        .map(status -> pages.page(HttpStatus.OK, "status", visitor, view.of(status, visitor)))
        .orElseGet(() -> pages.page(HttpStatus.NOT_FOUND, "missing", visitor, Map.of()));
  }
}
