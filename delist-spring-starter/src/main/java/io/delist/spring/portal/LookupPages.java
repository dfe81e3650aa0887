package io.delist.spring.portal;

import io.delist.net.IpAddress;
import io.delist.workflow.Delisting;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Why an address is listed: public, since every refusal tells it. */
@Controller
final class LookupPages {

  private static final String TEMPLATE = "lookup";

  private final Delisting delisting;
  private final ListState list;
  private final Visitors visitors;
  private final Pages pages;
  private final Texts texts;

  LookupPages(Delisting delisting, ListState list, Visitors visitors, Pages pages, Texts texts) {
    this.delisting = delisting;
    this.list = list;
    this.visitors = visitors;
    this.pages = pages;
    this.texts = texts;
  }

  @GetMapping("${delist.portal.base-path:}/lookup")
  ResponseEntity<String> lookup(
      @RequestParam(required = false) @Nullable String ip, HttpServletRequest request) {
    Visitor visitor = visitors.of(request);
    if (ip == null) {
      return pages.page(
          HttpStatus.OK, TEMPLATE, visitor, new FormView(texts, visitor, "", "").model());
    }
    List<FieldProblem> problems = new ArrayList<>();
    IpAddress address = Wish.address(ip, problems);
    Map<String, Object> model =
        new HashMap<>(new FormView(texts, visitor, "", ip).problems(problems).model());
    model.put("languageLink", "?ip=" + URLEncoder.encode(ip, StandardCharsets.UTF_8) + "&");
    if (address == null) {
      return pages.page(HttpStatus.UNPROCESSABLE_CONTENT, TEMPLATE, visitor, model);
    }
    list.requireLoaded();
    model.put("report", ReportView.of(delisting.lookup(address), texts, visitor));
    return pages.page(HttpStatus.OK, TEMPLATE, visitor, model);
  }
}
