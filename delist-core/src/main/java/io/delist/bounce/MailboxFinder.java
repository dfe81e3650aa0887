package io.delist.bounce;

import io.delist.bounce.MailboxHit.Role;
import io.delist.mailbox.EmailAddress;
import io.delist.mailbox.EmailSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the mailboxes of a text that an error may have been sent to: those of the one who sent the
 * refused mail. The mailboxes that it was for, and those that nothing is said about, are left out.
 */
final class MailboxFinder {

  private static final int LONGEST_LOCAL_CHARS = 64;
  private static final int LONGEST_DOMAIN_CHARS = 254;

  private final Squeezed text;
  private final List<MailboxHit> hits = new ArrayList<>();

  /** Whether the last author was a robot for errors: the next addressee is who got the error. */
  private boolean isError;

  private MailboxFinder(Squeezed text) {
    this.text = text;
  }

  /** In the order of the text. */
  static List<MailboxHit> find(Squeezed text) {
    MailboxFinder finder = new MailboxFinder(text);
    for (int at = 0; at < text.length(); at++) {
      if (text.at(at) == '@') {
        finder.step(at);
      }
    }
    return finder.hits;
  }

  private void step(int at) {
    int open = startOf(at, true) - 1;
    int close = text.endOf(at + 1, LONGEST_DOMAIN_CHARS, true, Chars.DOMAIN);
    boolean inAngles = text.at(open) == '<' && text.at(close) == '>';
    int start = inAngles ? open + 1 : withoutQuotes(startOf(at, false), at);
    Optional<EmailAddress> email =
        inAngles ? parse(text.text(start, close)) : readBare(start, at + 1);
    email.ifPresent(mailbox -> add(mailbox, start, inAngles ? open : start));
  }

  /** A word in a sentence: a particle in another script may follow it without a blank. */
  private Optional<EmailAddress> readBare(int start, int domain) {
    int ascii = text.endOf(domain, LONGEST_DOMAIN_CHARS, false, Chars.ASCII_DOMAIN);
    int any = text.endOf(domain, LONGEST_DOMAIN_CHARS, false, Chars.DOMAIN);
    return parse(text.text(start, withoutStops(ascii)))
        .or(() -> any > ascii ? parse(text.text(start, withoutStops(any))) : Optional.empty());
  }

  private void add(EmailAddress email, int index, int from) {
    Role role = role(email.toString(), FieldName.of(text, index), from);
    if (role != null && !Robots.isIn(email.toString())) {
      hits.add(new MailboxHit(email, index, role));
    }
  }

  private @Nullable Role role(String email, String field, int from) {
    if (FieldName.isOfAuthors(field)) {
      isError = Robots.sendsErrors(email);
      return Role.AUTHOR;
    }
    if (field.equals(FieldName.OF_BOUNCED_TO)) {
      return Role.ADDRESSEE;
    }
    if (FieldName.isOfAddressees(field)) {
      boolean ofError = isError;
      isError = false;
      return ofError ? Role.ADDRESSEE : null;
    }
    boolean reversePath =
        FieldName.isOfReversePaths(field)
            || text.hasBefore(from, "mailfrom:")
            || text.hasBefore(from, "from=")
            || text.hasBefore(from, "envelope-from");
    return reversePath ? Role.REVERSE_PATH : null;
  }

  private int startOf(int at, boolean overBreaks) {
    int start = at;
    while (start > 0
        && at - start <= LONGEST_LOCAL_CHARS
        && text.isJoined(start, overBreaks)
        && Chars.LOCAL_PART.has(text.at(start - 1))) {
      start--;
    }
    return start;
  }

  /** Passes over what may stand in a local part and is more likely a quote mark before it. */
  private int withoutQuotes(int start, int at) {
    int from = start;
    while (from < at && "'`*|.=/&{".indexOf(text.at(from)) >= 0) {
      from++;
    }
    return from;
  }

  private int withoutStops(int end) {
    int to = end;
    while (text.at(to - 1) == '.' || text.at(to - 1) == '-') {
      to--;
    }
    return to;
  }

  private static Optional<EmailAddress> parse(String word) {
    int at = word.indexOf('@');
    if (at < 1 || at > LONGEST_LOCAL_CHARS || at == word.length() - 1) {
      return Optional.empty();
    }
    try {
      return Optional.of(EmailAddress.parse(word));
    } catch (EmailSyntaxException e) {
      return Optional.empty();
    }
  }
}
