package io.delist.spring.portal;

import com.google.common.base.Splitter;
import io.delist.workflow.MailDesk;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Behind the link at the end of each mail: a page with a button that ends all mail from this portal
 * to the mailbox, and one that allows it again. Each wants its box ticked, which is empty at first:
 * a scanner that opens the link, posts to it or submits the form as it stands changes nothing.
 *
 * <p>A mail program ends the mail by itself, with one POST whose body is {@code
 * List-Unsubscribe=One-Click} (RFC 8058 section 3.2); so where a POST comes from does not matter,
 * and it needs no cookie: who has the link has the mailbox.
 */
@Controller
@RequestMapping("${delist.portal.base-path:}/n/{token}")
final class NeverMailPages {

  private static final String ONE_CLICK = "List-Unsubscribe";
  private static final String ONE_CLICK_VALUE = "One-Click";
  private static final String SURE = "sure";
  private static final String SURE_VALUE = "yes";

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
    return page(HttpStatus.OK, token, visitors.of(request), false);
  }

  @PostMapping
  ResponseEntity<String> never(@PathVariable String token, HttpServletRequest request) {
    return says(request, ONE_CLICK, ONE_CLICK_VALUE) || says(request, SURE, SURE_VALUE)
        ? changed(mails.neverMail(token), token, request)
        : unticked(token, request);
  }

  @PostMapping("/again")
  ResponseEntity<String> again(@PathVariable String token, HttpServletRequest request) {
    return says(request, SURE, SURE_VALUE)
        ? changed(mails.mailAgain(token), token, request)
        : unticked(token, request);
  }

  /** Whether the body says so; what the link itself says does not count. */
  private static boolean says(HttpServletRequest request, String name, String value) {
    return value.equals(request.getParameter(name)) && !isInQuery(request.getQueryString(), name);
  }

  private static boolean isInQuery(@Nullable String query, String name) {
    return query != null
        && Splitter.on('&')
            .splitToStream(query)
            .anyMatch(part -> part.equals(name) || part.startsWith(name + "="));
  }

  private ResponseEntity<String> changed(boolean ours, String token, HttpServletRequest request) {
    Visitor visitor = visitors.of(request);
    return ours ? page(HttpStatus.OK, token, visitor, false) : gone(visitor);
  }

  private ResponseEntity<String> unticked(String token, HttpServletRequest request) {
    return page(HttpStatus.UNPROCESSABLE_CONTENT, token, visitors.of(request), true);
  }

  private ResponseEntity<String> page(
      HttpStatus status, String token, Visitor visitor, boolean unticked) {
    Optional<Boolean> suppressed = mails.isSuppressed(token);
    return suppressed
        .map(
            never ->
                pages.page(
                    status,
                    "never-mail",
                    visitor,
                    Map.of(
                        "never",
                        never,
                        "unticked",
                        unticked,
                        "self",
                        visitor.base() + "/n/" + token)))
        .orElseGet(() -> gone(visitor));
  }

  private ResponseEntity<String> gone(Visitor visitor) {
    return pages.page(HttpStatus.NOT_FOUND, "missing", visitor, Map.of());
  }
}
