package io.delist.examples.portal;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows what the mail system took: a list, one message, the newest message as it lies on disk. */
@RestController
final class MailboxController {

  private static final MediaType MESSAGE = MediaType.parseMediaType("message/rfc822");

  private final Mailbox mailbox;
  private final Pages pages;

  MailboxController(Mailbox mailbox, Pages pages) {
    this.mailbox = mailbox;
    this.pages = pages;
  }

  /** A line of the list, with the time as it is shown. */
  record Row(StoredMail mail, String at) {}

  @GetMapping("/mailbox")
  ResponseEntity<String> list(@RequestParam(defaultValue = "") String to) {
    String recipient = to.strip();
    List<StoredMail> mails =
        recipient.isEmpty() ? mailbox.newestFirst() : mailbox.newestFirst(recipient);
    List<Row> rows = mails.stream().map(mail -> new Row(mail, shown(mail.at()))).toList();
    return pages.show(HttpStatus.OK, "mailbox", Map.of("to", recipient, "rows", rows));
  }

  @GetMapping("/mailbox/{number:[0-9]{1,18}}")
  ResponseEntity<String> read(@PathVariable long number) throws IOException {
    Optional<StoredMail> mail = mailbox.find(number);
    Optional<byte[]> raw = mail.isEmpty() ? Optional.empty() : mailbox.raw(mail.get());
    if (raw.isEmpty()) {
      return pages.show(HttpStatus.NOT_FOUND, "no-message", Map.of());
    }
    return pages.show(
        HttpStatus.OK,
        "message",
        Map.of(
            "mail",
            mail.get(),
            "at",
            shown(mail.get().at()),
            "pieces",
            LinkedText.of(MailText.of(raw.get()))));
  }

  @GetMapping("/mailbox/latest.eml")
  ResponseEntity<byte[]> latest(@RequestParam(defaultValue = "") String to) throws IOException {
    String recipient = to.strip();
    List<StoredMail> mails =
        recipient.isEmpty() ? mailbox.newestFirst() : mailbox.newestFirst(recipient);
    Optional<byte[]> raw = mails.isEmpty() ? Optional.empty() : mailbox.raw(mails.get(0));
    return raw.map(
            content ->
                ResponseEntity.ok()
                    .contentType(MESSAGE)
                    .cacheControl(CacheControl.noStore())
                    .header("X-Content-Type-Options", "nosniff")
                    .body(content))
        .orElseGet(() -> ResponseEntity.notFound().build());
  }

  private static String shown(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ').replace("Z", " UTC");
  }
}
