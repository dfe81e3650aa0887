package io.delist.spring.portal;

import io.delist.bounce.BounceCandidate;
import io.delist.bounce.BounceReader;
import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import io.delist.store.DelistRequest;
import io.delist.store.StoreException;
import io.delist.token.Reference;
import io.delist.token.ReferenceSigner;
import io.delist.workflow.AddressReport;
import io.delist.workflow.Delisting;
import io.delist.workflow.Refusal;
import io.delist.workflow.Submission;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The form: one mailbox, one address; or a bounce that names both. */
@Controller
@RequestMapping("${delist.portal.base-path:}")
final class FormPages {

  private static final String TEMPLATE = "form";

  private final Delisting delisting;
  private final ClientDoor door;
  private final HumanGate gate;
  private final ListState list;
  private final ReferenceSigner references;
  private final BounceReader bounces;
  private final MailboxReader mailboxes;
  private final Visitors visitors;
  private final Pages pages;
  private final Texts texts;

  FormPages(
      Delisting delisting,
      ClientDoor door,
      HumanGate gate,
      ListState list,
      ReferenceSigner references,
      BounceReader bounces,
      MailboxReader mailboxes,
      Visitors visitors,
      Pages pages,
      Texts texts) {
    this.delisting = delisting;
    this.door = door;
    this.gate = gate;
    this.list = list;
    this.references = references;
    this.bounces = bounces;
    this.mailboxes = mailboxes;
    this.visitors = visitors;
    this.pages = pages;
    this.texts = texts;
  }

  @GetMapping({"", "/"})
  ResponseEntity<String> form(HttpServletRequest request) {
    Visitor visitor = visitors.of(request);
    return form(HttpStatus.OK, visitor, new FormView(texts, visitor, "", ""), new HttpHeaders());
  }

  /** The form as the URL in a refusal opens it: the address filled in, and why it is listed. */
  @GetMapping("/r/{reference}")
  ResponseEntity<String> formFor(@PathVariable String reference, HttpServletRequest request) {
    Visitor visitor = visitors.of(request);
    Optional<IpAddress> address = references.verify(reference).map(Reference::address);
    FormView view =
        address
            .map(
                known ->
                    new FormView(texts, visitor, "", known.toString()).report(reportIfAny(known)))
            .orElseGet(() -> new FormView(texts, visitor, "", "").badReference());
    return form(HttpStatus.OK, visitor, view, new HttpHeaders());
  }

  /** The form as a pasted bounce fills it in; nothing is kept, nothing asked for. */
  @PostMapping("/bounces")
  ResponseEntity<String> formFrom(
      @RequestParam(defaultValue = "") String bounce, HttpServletRequest request) {
    Visitor visitor = visitors.of(request);
    List<BounceCandidate> found = bounces.readText(bounce);
    if (found.isEmpty()) {
      FormView empty = new FormView(texts, visitor, "", "").unreadBounce(bounce);
      return form(HttpStatus.UNPROCESSABLE_CONTENT, visitor, empty, new HttpHeaders());
    }
    BounceCandidate best = found.get(0);
    IpAddress address = best.address();
    FormView view =
        new FormView(
                texts, visitor, Objects.toString(best.email(), ""), Objects.toString(address, ""))
            .readFrom(best)
            .report(address == null ? null : reportIfAny(address));
    return form(HttpStatus.OK, visitor, view, new HttpHeaders());
  }

  /** The form is of use without the report, and claims nothing without it. */
  private @Nullable AddressReport reportIfAny(IpAddress address) {
    try {
      list.requireLoaded();
      return delisting.lookup(address);
    } catch (StoreException | ListState.ListNotLoadedException e) {
      return null;
    }
  }

  /** Who opens the form's own URL again, after it was refused, comes to the form. */
  @GetMapping("/requests")
  ResponseEntity<String> formAgain(HttpServletRequest request) {
    return pages.seeOther(visitors.of(request), "/", new HttpHeaders());
  }

  @PostMapping("/requests")
  ResponseEntity<String> submit(
      @RequestParam(defaultValue = "") String email,
      @RequestParam(defaultValue = "") String ip,
      @RequestParam(name = HumanGate.FIELD, defaultValue = "") String answer,
      HttpServletRequest request) {
    CrossSite.refuse(request);
    Visitor visitor = visitors.of(request);
    FormView view = new FormView(texts, visitor, email, ip);
    Wish wish = Wish.read(email, ip, mailboxes);
    IpAddress address = wish.address();
    EmailAddress mailbox = wish.email();
    if (address == null || mailbox == null) {
      return form(
          HttpStatus.UNPROCESSABLE_CONTENT,
          visitor,
          view.problems(wish.problems()),
          new HttpHeaders());
    }
    Optional<Submission.TryLater> tooMany = door.count(request);
    if (tooMany.isPresent()) {
      return later(visitor, view, tooMany.get());
    }
    Optional<Refusal> robot = gate.objectionTo(answer);
    if (robot.isPresent()) {
      return form(HttpStatus.FORBIDDEN, visitor, view.refusal(robot.get()), new HttpHeaders());
    }
    list.requireLoaded();
    String secret = visitors.secretOf(visitor);
    Submission submission = delisting.submit(address, mailbox, secret, visitor.language());
    if (submission instanceof Submission.Accepted accepted) {
      return accepted(visitor, secret, accepted.request());
    }
    if (submission instanceof Submission.Joined joined) {
      return accepted(visitor, secret, joined.request());
    }
    if (submission instanceof Submission.TryLater later) {
      return later(visitor, view, later);
    }
    return form(
        HttpStatus.CONFLICT,
        visitor,
        view.refusal(((Submission.Refused) submission).refusal())
            .delistedBefore(delisting.lookup(address)),
        new HttpHeaders());
  }

  private ResponseEntity<String> later(
      Visitor visitor, FormView view, Submission.TryLater tooMany) {
    Later later = Later.of(tooMany);
    return form(later.status(), visitor, view.refusal(tooMany.refusal()), later.headers());
  }

  private ResponseEntity<String> accepted(Visitor visitor, String secret, DelistRequest request) {
    HttpHeaders headers = new HttpHeaders();
    headers.add(HttpHeaders.SET_COOKIE, visitors.browserCookie(visitor, secret).toString());
    return pages.seeOther(visitor, "/requests/" + request.id(), headers);
  }

  private ResponseEntity<String> form(
      HttpStatus status, Visitor visitor, FormView view, HttpHeaders headers) {
    gate.challenge().ifPresent(view::challenge);
    return pages.page(status, TEMPLATE, visitor, view.model(), headers);
  }
}
