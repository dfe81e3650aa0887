package io.delist.spring.portal;

import io.delist.token.RequestId;
import io.delist.workflow.Delisting;
import io.delist.workflow.MailDesk;
import io.delist.workflow.RequestStatus;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** Where a request stands, and its mail once more. */
@Controller
@RequestMapping("${delist.portal.base-path:}/requests/{id}")
final class StatusPages {

  private final Delisting delisting;
  private final StatusView view;
  private final MailDesk mails;
  private final MailView mailView;
  private final Visitors visitors;
  private final Pages pages;

  StatusPages(
      Delisting delisting,
      StatusView view,
      MailDesk mails,
      MailView mailView,
      Visitors visitors,
      Pages pages) {
    this.delisting = delisting;
    this.view = view;
    this.mails = mails;
    this.mailView = mailView;
    this.visitors = visitors;
    this.pages = pages;
  }

  @GetMapping
  ResponseEntity<String> status(@PathVariable String id, HttpServletRequest request) {
    Visitor visitor = visitors.of(request);
    HttpHeaders headers = new HttpHeaders();
    stay(id, visitor).ifPresent(cookie -> headers.add(HttpHeaders.SET_COOKIE, cookie));
    return status(HttpStatus.OK, id, visitor, Map.of(), headers);
  }

  /** The browser that asked stays known while its removal waits, however long that takes. */
  private Optional<String> stay(String id, Visitor visitor) {
    String secret = visitor.browser();
    if (secret == null) {
      return Optional.empty();
    }
    return RequestId.parse(id)
        .flatMap(delisting::status)
        .filter(found -> found.request().state().isWaiting() || found.canAppeal())
        .filter(found -> delisting.isFrom(found.request(), secret))
        .map(found -> visitors.browserCookie(visitor, secret).toString());
  }

  /** The browser that asked has the confirmation sent again. */
  @PostMapping("/resend")
  ResponseEntity<String> resend(@PathVariable String id, HttpServletRequest request) {
    CrossSite.refuse(request);
    Visitor visitor = visitors.of(request);
    Optional<MailDesk.Resend> resend =
        RequestId.parse(id).map(known -> mails.resend(known, visitor.browser()));
    if (resend.isEmpty()) {
      return pages.page(HttpStatus.NOT_FOUND, "missing", visitor, Map.of());
    }
    if (resend.get() instanceof MailDesk.Resend.OnItsWay) {
      return pages.seeOther(visitor, "/requests/" + id, new HttpHeaders());
    }
    if (resend.get() instanceof MailDesk.Resend.NoSuchRequest) {
      return pages.page(HttpStatus.NOT_FOUND, "missing", visitor, Map.of());
    }
    HttpHeaders headers = new HttpHeaders();
    HttpStatus answer = HttpStatus.CONFLICT;
    if (resend.get() instanceof MailDesk.Resend.TooSoon soon) {
      headers.setInstant(HttpHeaders.RETRY_AFTER, soon.at());
      answer = HttpStatus.TOO_MANY_REQUESTS;
    }
    Map<String, Object> notice =
        Map.of("resendNotice", mailView.noticeOf(resend.get(), visitor), "refresh", 0);
    return status(answer, id, visitor, notice, headers);
  }

  /** A reload of that answer. */
  @GetMapping("/resend")
  ResponseEntity<String> resent(@PathVariable String id, HttpServletRequest request) {
    return pages.seeOther(visitors.of(request), "/requests/" + id, new HttpHeaders());
  }

  private ResponseEntity<String> status(
      HttpStatus answer,
      String id,
      Visitor visitor,
      Map<String, Object> more,
      HttpHeaders headers) {
    Optional<RequestStatus> found = RequestId.parse(id).flatMap(delisting::status);
    if (found.isEmpty()) {
      return pages.page(HttpStatus.NOT_FOUND, "missing", visitor, Map.of());
    }
    Map<String, Object> model = new HashMap<>(view.of(found.get(), visitor));
    model.putAll(mailView.of(found.get().request(), visitor));
    model.putAll(more);
    model.put("self", visitor.base() + "/requests/" + found.get().request().id());
    return pages.page(answer, "status", visitor, model, headers);
  }
}
