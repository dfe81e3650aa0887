package io.delist.examples.portal;

import io.delist.examples.portal.Transcript.Line;
import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The page that plays the sender: pressing Send opens an SMTP session and shows what was said. */
@RestController
final class TryController {

  private final TrialSender sender;
  private final Pages pages;

  TryController(TrialSender sender, Pages pages) {
    this.sender = sender;
    this.pages = pages;
  }

  @GetMapping("/try")
  ResponseEntity<String> open(
      @RequestParam(required = false) @Nullable String client,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to) {
    TryForm form = TryForm.of(client, from, to);
    return pages.show(HttpStatus.OK, "try", facts(form, Map.of()));
  }

  @PostMapping("/try")
  ResponseEntity<String> send(
      @RequestParam(defaultValue = "") String client,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to) {
    TryForm form = TryForm.of(client, from, to);
    Map<String, String> errors = form.errors();
    Map<String, Object> facts = facts(form, errors);
    if (!errors.isEmpty()) {
      return pages.show(HttpStatus.UNPROCESSABLE_CONTENT, "try", facts);
    }
    Transcript transcript =
        sender.send(
            IpAddress.parse(form.client()),
            EmailAddress.parse(form.from()),
            EmailAddress.parse(form.to()));
    facts.put("outcome", transcript.outcome().name());
    facts.put("lines", transcript.lines().stream().map(TryController::shown).toList());
    return pages.show(HttpStatus.OK, "try", facts);
  }

  private static Map<String, Object> facts(TryForm form, Map<String, String> errors) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("form", form);
    facts.put("errors", errors);
    return facts;
  }

  /** A line, cut where its links begin and end. */
  record Shown(boolean ours, List<LinkedText.Piece> pieces) {}

  private static Shown shown(Line line) {
    return new Shown(line.ours(), LinkedText.of(line.text()));
  }
}
