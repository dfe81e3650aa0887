package io.delist.spring.portal;

import io.delist.token.RequestId;
import io.delist.workflow.Delisting;
import io.delist.workflow.Reply;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;

/** Answers and appeals, as JSON: {@code text} and, from another client than asked, {@code code}. */
@Controller
@RequestMapping("${delist.portal.base-path:}/api/v1/requests/{id}")
final class ReplyApi {

  private static final int LONGEST_BODY_BYTES = 16 * 1024;

  private final Delisting delisting;
  private final Visitors visitors;
  private final Problems problems;

  ReplyApi(Delisting delisting, Visitors visitors, Problems problems) {
    this.delisting = delisting;
    this.visitors = visitors;
    this.problems = problems;
  }

  private interface Saying {
    Reply say(RequestId id, String code, String text);
  }

  @PostMapping("/answer")
  ResponseEntity<String> answer(@PathVariable String id, HttpServletRequest request)
      throws IOException {
    Visitor visitor = visitors.of(request);
    return say(
        id,
        request,
        visitor,
        (known, code, text) -> delisting.answer(known, visitor.browser(), code, text));
  }

  @PostMapping("/appeal")
  ResponseEntity<String> appeal(@PathVariable String id, HttpServletRequest request)
      throws IOException {
    Visitor visitor = visitors.of(request);
    return say(
        id,
        request,
        visitor,
        (known, code, text) -> delisting.appeal(known, visitor.browser(), code, text));
  }

  private ResponseEntity<String> say(
      String id, HttpServletRequest request, Visitor visitor, Saying saying) throws IOException {
    if (!Json.isJson(request.getContentType())) {
      return problems.plain(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "problem.type", visitor);
    }
    byte[] body = request.getInputStream().readNBytes(LONGEST_BODY_BYTES + 1);
    if (body.length > LONGEST_BODY_BYTES) {
      return problems.plain(HttpStatus.CONTENT_TOO_LARGE, "problem.large", visitor);
    }
    Optional<JsonNode> object = Json.object(body);
    if (object.isEmpty()) {
      return problems.plain(HttpStatus.BAD_REQUEST, "problem.json", visitor);
    }
    return RequestId.parse(id)
        .map(
            known ->
                saying.say(known, Json.text(object.get(), "code"), Json.text(object.get(), "text")))
        .map(reply -> answer(reply, visitor))
        .orElseGet(() -> problems.plain(HttpStatus.NOT_FOUND, "missing.lead", visitor));
  }

  private ResponseEntity<String> answer(Reply reply, Visitor visitor) {
    if (reply instanceof Reply.Taken taken) {
      return delisting
          .status(taken.request().id())
          .map(RequestJson.Status::of)
          .map(status -> Json.answer(HttpStatus.OK, status, new HttpHeaders()))
          .orElseGet(() -> problems.plain(HttpStatus.NOT_FOUND, "missing.lead", visitor));
    }
    if (reply instanceof Reply.CodeWanted wanted) {
      return problems.plain(
          HttpStatus.FORBIDDEN,
          wanted.wrong() ? "reply.code.wrong" : "reply.code.missing",
          visitor);
    }
    if (reply instanceof Reply.BadText) {
      return problems.plain(HttpStatus.UNPROCESSABLE_CONTENT, "reply.text.bad", visitor);
    }
    return reply instanceof Reply.Unfit
        ? problems.plain(HttpStatus.CONFLICT, "reply.unfit", visitor)
        : problems.plain(HttpStatus.NOT_FOUND, "missing.lead", visitor);
  }
}
