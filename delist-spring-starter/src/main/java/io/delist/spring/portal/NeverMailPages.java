package io.delist.spring.portal;

import io.delist.workflow.MailDesk;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Behind the link at the end of each mail: a page with a button that ends all mail from this portal
 * to the mailbox, and one that allows it again. Looking changes nothing.
 *
 * <p>A mail program presses the first one by itself, with one POST of {@code
 * List-Unsubscribe=One-Click} to the link (RFC 8058 section 3.2); so where a POST comes from does
 * not matter, and it needs no cookie: who has the link has the mailbox.
 */
@Controller
@RequestMapping("${delist.portal.base-path:}/n/{token}")
final class NeverMailPages {

  private final MailDesk mails;
  private final Visitors visitors;
  private final Pages pages;

  NeverMailPages(MailDesk mails, Visitors visitors, Pages pages) {
    this.mails = mails;
    this.visitors = visitors;
    this.pages = pages;
  }

  @GetMapping
  ResponseEntity<String> show(@PathVariable String token, HttpServletRequest request) {
    return page(token, visitors.of(request));
  }

  @PostMapping
  ResponseEntity<String> never(@PathVariable String token, HttpServletRequest request) {
    boolean ours = mails.neverMail(token);
    return ours ? page(token, visitors.of(request)) : gone(visitors.of(request));
  }

  @PostMapping("/again")
  ResponseEntity<String> again(@PathVariable String token, HttpServletRequest request) {
    boolean ours = mails.mailAgain(token);
    return ours ? page(token, visitors.of(request)) : gone(visitors.of(request));
  }

  private ResponseEntity<String> page(String token, Visitor visitor) {
    Optional<Boolean> suppressed = mails.isSuppressed(token);
    return suppressed
        .map(
            never ->
                pages.page(
                    HttpStatus.OK,
                    "never-mail",
                    visitor,
                    Map.of("never", never, "self", visitor.base() + "/n/" + token)))
        .orElseGet(() -> gone(visitor));
  }

  private ResponseEntity<String> gone(Visitor visitor) {
    return pages.page(HttpStatus.NOT_FOUND, "missing", visitor, Map.of());
  }
}
