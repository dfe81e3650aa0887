package io.delist.spring.portal;

import io.delist.workflow.RuleBook;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** Every rule, published: the application's own among them. */
@Controller
@RequestMapping("${delist.portal.base-path:}")
final class RulesPages {

  private final RuleBook rules;
  private final Visitors visitors;
  private final Pages pages;

  RulesPages(RuleBook rules, Visitors visitors, Pages pages) {
    this.rules = rules;
    this.visitors = visitors;
    this.pages = pages;
  }

  @GetMapping("/rules")
  ResponseEntity<String> page(HttpServletRequest request) {
    Visitor visitor = visitors.of(request);
    return pages.page(
        HttpStatus.OK, "rules", visitor, Map.of("rules", rules.published(visitor.language())));
  }

  @GetMapping("/api/v1/rules")
  ResponseEntity<String> json(HttpServletRequest request) {
    Visitor visitor = visitors.of(request);
    return Json.answer(
        HttpStatus.OK, Map.of("rules", rules.published(visitor.language())), new HttpHeaders());
  }
}
