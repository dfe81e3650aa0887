package io.delist.bounce;

import io.delist.bounce.MailboxHit.Role;
import io.delist.mailbox.EmailAddress;
import io.delist.mailbox.EmailSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds the mailboxes of a text and says what each seems to be. */
final class MailboxFinder {

  /** Robots: nobody's mail was for them unless the report says so. */
  private static final Set<String> ROBOTS =
      Set.of("mailer-daemon", "postmaster", "no-reply", "noreply", "do-not-reply", "donotreply");

  private static final int LONGEST_LOCAL_CHARS = 64;
  private static final int LONGEST_DOMAIN_CHARS = 254;

  private final Squeezed text;
  private final List<MailboxHit> hits = new ArrayList<>();

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
    if (email.isPresent()) {
      boolean blamed = inAngles && text.at(close + 1) == ':';
      add(email.get(), start, inAngles ? open : start, blamed);
    }
  }

  /** A word in a sentence: a particle in another script may follow it without a blank. */
  private Optional<EmailAddress> readBare(int start, int domain) {
    int ascii = text.endOf(domain, LONGEST_DOMAIN_CHARS, false, Chars.ASCII_DOMAIN);
    int any = text.endOf(domain, LONGEST_DOMAIN_CHARS, false, Chars.DOMAIN);
    return parse(text.text(start, withoutStops(ascii)))
        .or(() -> any > ascii ? parse(text.text(start, withoutStops(any))) : Optional.empty());
  }

  private void add(EmailAddress email, int index, int from, boolean blamed) {
    String field = FieldName.of(text, index);
    if (FieldName.isOfIds(field)) {
      return;
    }
    Role role = role(field, from, blamed);
    boolean robot = ROBOTS.contains(email.localPart().toLowerCase(Locale.ROOT));
    if (!robot || role.compareTo(Role.REFUSED) >= 0) {
      hits.add(new MailboxHit(email, index, role));
    }
  }

  private Role role(String field, int from, boolean blamed) {
    if (follows(from, "final-recipient:rfc822;", "final-recipient:utf-8;", "failed-recipients:")) {
      return Role.FINAL;
    }
    if (follows(from, "mailfrom:", "returnpath:") || FieldName.isOfSenders(field)) {
      return Role.SENDER;
    }
    if (blamed
        || follows(from, "rcptto:", "original-recipient:rfc822;", "original-recipient:utf-8;")
        || FieldName.isOfRecipients(field)) {
      return Role.REFUSED;
    }
    return isAfterTo(from) ? Role.ADDRESSED : Role.OTHER;
  }

  private boolean follows(int from, String... words) {
    for (String each : words) {
      if (text.hasBefore(from, each)) {
        return true;
      }
    }
    return false;
  }

  /** The word "to" with blanks on both sides. */
  private boolean isAfterTo(int from) {
    return text.hasBefore(from, "to")
        && text.gapBefore(from) != Gap.NONE
        && text.gapBefore(from - 2) != Gap.NONE;
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
