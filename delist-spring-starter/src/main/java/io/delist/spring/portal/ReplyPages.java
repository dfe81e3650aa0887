package io.delist.spring.portal;

import io.delist.store.DelistRequest;
import io.delist.token.RequestId;
import io.delist.workflow.Delisting;
import io.delist.workflow.Reply;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The forms of the status page: the answer to a reviewer's question, and the appeal. */
@Controller
@RequestMapping("${delist.portal.base-path:}/requests/{id}")
final class ReplyPages {

  private final Delisting delisting;
  private final StatusView view;
  private final Visitors visitors;
  private final Pages pages;
  private final Texts texts;

  ReplyPages(Delisting delisting, StatusView view, Visitors visitors, Pages pages, Texts texts) {
    this.delisting = delisting;
    this.view = view;
    this.visitors = visitors;
    this.pages = pages;
    this.texts = texts;
  }

  @PostMapping("/answer")
  ResponseEntity<String> answer(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String text,
      @RequestParam(defaultValue = "") String code,
      HttpServletRequest request) {
    Visitor visitor = visitors.of(request);
    return say(
        id,
        request,
        visitor,
        text,
        known -> delisting.answer(known, visitor.browser(), code, text));
  }

  @PostMapping("/appeal")
  ResponseEntity<String> appeal(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String text,
      @RequestParam(defaultValue = "") String code,
      HttpServletRequest request) {
    Visitor visitor = visitors.of(request);
    return say(
        id,
        request,
        visitor,
        text,
        known -> delisting.appeal(known, visitor.browser(), code, text));
  }

  private ResponseEntity<String> say(
      String id,
      HttpServletRequest request,
      Visitor visitor,
      String text,
      Function<RequestId, Reply> saying) {
    CrossSite.refuse(request);
    Optional<RequestId> known = RequestId.parse(id);
    if (known.isEmpty()) {
      return missing(visitor);
    }
    Reply reply = saying.apply(known.get());
    if (reply instanceof Reply.Taken taken) {
      return pages.seeOther(visitor, "/requests/" + taken.request().id(), new HttpHeaders());
    }
    if (reply instanceof Reply.CodeWanted wanted) {
      return again(
          HttpStatus.UNPROCESSABLE_CONTENT,
          wanted.request(),
          visitor,
          text,
          wanted.wrong() ? "reply.code.wrong" : "reply.code.missing");
    }
    if (reply instanceof Reply.BadText bad) {
      return again(
          HttpStatus.UNPROCESSABLE_CONTENT, bad.request(), visitor, text, "reply.text.bad");
    }
    if (reply instanceof Reply.Unfit unfit) {
      return again(HttpStatus.CONFLICT, unfit.request(), visitor, "", "reply.unfit");
    }
    return missing(visitor);
  }

  private ResponseEntity<String> again(
      HttpStatus status, DelistRequest request, Visitor visitor, String text, String problem) {
    return delisting
        .status(request.id())
        .map(
            now -> {
              Map<String, Object> model = new HashMap<>(view.of(now, visitor));
              model.put("replyProblem", texts.of(visitor.language(), problem));
              model.put("replyText", text);
              model.put("languageLink", visitor.base() + "/requests/" + request.id() + "?");
              return pages.page(status, "status", visitor, model);
            })
        .orElseGet(() -> missing(visitor));
  }

  private ResponseEntity<String> missing(Visitor visitor) {
    return pages.page(HttpStatus.NOT_FOUND, "missing", visitor, Map.of());
  }
}
