package io.delist.spring.portal;

import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import io.delist.token.ReferenceSigner;
import io.delist.token.RequestId;
import io.delist.workflow.Delisting;
import io.delist.workflow.Refusal;
import io.delist.workflow.Submission;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;

/** Requests, as JSON. */
@Controller
@RequestMapping("${delist.portal.base-path:}/api/v1/requests")
final class RequestsApi {

  private static final int LONGEST_BODY_BYTES = 16 * 1024;

  private final Delisting delisting;
  private final ClientDoor door;
  private final HumanGate gate;
  private final ListState list;
  private final ReferenceSigner references;
  private final MailboxReader mailboxes;
  private final Visitors visitors;
  private final Problems problems;

  RequestsApi(
      Delisting delisting,
      ClientDoor door,
      HumanGate gate,
      ListState list,
      ReferenceSigner references,
      MailboxReader mailboxes,
      Visitors visitors,
      Problems problems) {
    this.delisting = delisting;
    this.door = door;
    this.gate = gate;
    this.list = list;
    this.references = references;
    this.mailboxes = mailboxes;
    this.visitors = visitors;
    this.problems = problems;
  }

  /** A mailbox with an address, or with the reference of a refusal. */
  @PostMapping
  ResponseEntity<String> submit(HttpServletRequest request) throws IOException {
    Visitor visitor = visitors.of(request);
    if (!Json.isJson(request.getContentType())) {
      return problems.plain(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "problem.type", visitor);
    }
    byte[] body = request.getInputStream().readNBytes(LONGEST_BODY_BYTES + 1);
    if (body.length > LONGEST_BODY_BYTES) {
      return problems.plain(HttpStatus.CONTENT_TOO_LARGE, "problem.large", visitor);
    }
    Optional<JsonNode> object = Json.object(body);
    return object.isEmpty()
        ? problems.plain(HttpStatus.BAD_REQUEST, "problem.json", visitor)
        : submit(wish(object.get()), Json.text(object.get(), HumanGate.FIELD), visitor, request);
  }

  private Wish wish(JsonNode object) {
    String email = Json.text(object, Wish.EMAIL);
    String reference = Json.text(object, Wish.REFERENCE);
    String ip = Json.text(object, Wish.IP);
    return ip.isBlank() && !reference.isBlank()
        ? Wish.readReference(email, reference, references, mailboxes)
        : Wish.read(email, ip, mailboxes);
  }

  private ResponseEntity<String> submit(
      Wish wish, String answer, Visitor visitor, HttpServletRequest request) {
    IpAddress address = wish.address();
    EmailAddress mailbox = wish.email();
    if (address == null || mailbox == null) {
      return problems.malformed(wish.problems(), visitor);
    }
    Optional<Submission.TryLater> tooMany = door.count(request);
    if (tooMany.isPresent()) {
      return later(tooMany.get(), visitor);
    }
    Optional<Refusal> robot = gate.objectionTo(answer);
    if (robot.isPresent()) {
      return problems.refused(HttpStatus.FORBIDDEN, robot.get(), visitor, new HttpHeaders());
    }
    list.requireLoaded();
    String secret = visitors.secretOf(visitor);
    Submission submission = delisting.submit(address, mailbox, secret, visitor.language());
    HttpHeaders headers = new HttpHeaders();
    if (submission instanceof Submission.Accepted accepted) {
      headers.add(HttpHeaders.SET_COOKIE, visitors.browserCookie(visitor, secret).toString());
      headers.set(
          HttpHeaders.LOCATION, visitor.base() + "/api/v1/requests/" + accepted.request().id());
      return Json.answer(
          HttpStatus.CREATED, RequestJson.Created.of(accepted.request(), accepted.code()), headers);
    }
    if (submission instanceof Submission.Joined joined) {
      headers.set(
          HttpHeaders.LOCATION, visitor.base() + "/api/v1/requests/" + joined.request().id());
      return Json.answer(
          HttpStatus.OK, RequestJson.Created.of(joined.request(), joined.code()), headers);
    }
    if (submission instanceof Submission.TryLater later) {
      return later(later, visitor);
    }
    return problems.refused(
        HttpStatus.CONFLICT, ((Submission.Refused) submission).refusal(), visitor, headers);
  }

  private ResponseEntity<String> later(Submission.TryLater tooMany, Visitor visitor) {
    Later later = Later.of(tooMany);
    return problems.refused(later.status(), tooMany.refusal(), visitor, later.headers());
  }

  @GetMapping("/{id}")
  ResponseEntity<String> status(@PathVariable String id, HttpServletRequest request) {
    return RequestId.parse(id)
        .flatMap(delisting::status)
        .map(status -> Json.answer(HttpStatus.OK, RequestJson.Status.of(status), new HttpHeaders()))
        .orElseGet(
            () -> problems.plain(HttpStatus.NOT_FOUND, "missing.lead", visitors.of(request)));
  }
}
