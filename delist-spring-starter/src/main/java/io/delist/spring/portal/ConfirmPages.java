package io.delist.spring.portal;

import io.delist.store.DelistRequest;
import io.delist.workflow.Confirmation;
import io.delist.workflow.Delisting;
import io.delist.workflow.RuleTexts;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Behind the link of the confirmation mail: what will happen, and the button that makes it happen.
 *
 * <p>A link that is used, expired, altered or another portal's gets one and the same page, 410:
 * nobody learns which it is.
 */
@Controller
@RequestMapping("${delist.portal.base-path:}/confirm")
final class ConfirmPages {

  private final Delisting delisting;
  private final Visitors visitors;
  private final Pages pages;
  private final Texts texts;

  ConfirmPages(Delisting delisting, Visitors visitors, Pages pages, Texts texts) {
    this.delisting = delisting;
    this.visitors = visitors;
    this.pages = pages;
    this.texts = texts;
  }

  /** A link that lost its token. */
  @RequestMapping(
      path = {"", "/"},
      method = {RequestMethod.GET, RequestMethod.POST})
  ResponseEntity<String> nothing(HttpServletRequest request) {
    return gone(visitors.of(request));
  }

  @GetMapping("/{token}")
  ResponseEntity<String> show(@PathVariable String token, HttpServletRequest request) {
    Visitor visitor = visitors.of(request);
    return delisting
        .behind(token)
        .map(open -> pages.page(HttpStatus.OK, "confirm", visitor, view(open, visitor)))
        .orElseGet(() -> gone(visitor));
  }

  @PostMapping("/{token}")
  ResponseEntity<String> press(
      @PathVariable String token,
      @RequestParam(defaultValue = "") String code,
      HttpServletRequest request) {
    CrossSite.refuse(request);
    Visitor visitor = visitors.of(request);
    Confirmation confirmation =
        delisting.confirm(
            token, visitor.browser(), code, ClientDoor.clientOf(request.getRemoteAddr()));
    if (confirmation instanceof Confirmation.Delisted delisted) {
      return status(visitor, delisted.request());
    }
    if (confirmation instanceof Confirmation.Waiting waiting) {
      return status(visitor, waiting.request());
    }
    if (confirmation instanceof Confirmation.CodeWanted wanted) {
      return codeWanted(wanted, visitor);
    }
    if (confirmation instanceof Confirmation.Refused refused) {
      return refused(refused, visitor);
    }
    return gone(visitor);
  }

  private ResponseEntity<String> status(Visitor visitor, DelistRequest request) {
    return pages.seeOther(visitor, "/requests/" + request.id(), new HttpHeaders());
  }

  private ResponseEntity<String> codeWanted(Confirmation.CodeWanted wanted, Visitor visitor) {
    Map<String, Object> view = view(wanted.request(), visitor);
    view.put("codeWanted", true);
    view.put(
        "codeError",
        texts.of(
            visitor.language(),
            wanted.wrong() ? "confirm.code.wrong" : "confirm.code.missing",
            Integer.toString(wanted.attemptsLeft())));
    return pages.page(HttpStatus.UNPROCESSABLE_CONTENT, "confirm", visitor, view);
  }

  private ResponseEntity<String> refused(Confirmation.Refused refused, Visitor visitor) {
    Map<String, Object> view = new HashMap<>();
    view.put("address", refused.request().address().toString());
    view.put("rule", refused.refusal().rule());
    view.put("text", RuleTexts.text(refused.refusal(), visitor.language()));
    view.put("door", RuleTexts.door(refused.refusal(), visitor.language()));
    return pages.page(HttpStatus.CONFLICT, "refused", visitor, view);
  }

  private ResponseEntity<String> gone(Visitor visitor) {
    return pages.page(HttpStatus.GONE, "gone", visitor, Map.of());
  }

  private Map<String, Object> view(DelistRequest open, Visitor visitor) {
    Map<String, Object> view = new HashMap<>();
    view.put("address", open.address().toString());
    // Whoever holds the token has the mailbox.
    view.put("email", open.email().toString());
    view.put("until", ReportView.time(open.expiresAt()));
    view.put("codeWanted", !delisting.isFrom(open, visitor.browser()));
    return view;
  }
}
