package io.delist.workflow;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The rules that come with delist: their ids, and what their texts fill in. The texts stand in
 * {@code rules.properties} and {@code rules_ko.properties}; docs/rules.md lists them all.
 */
enum BuiltInRule {
  /** No mail server is met from such an address. */
  SPECIAL_PURPOSE("special-purpose", "address", "range", "standard"),
  /** It is never blocked. */
  ALLOWLISTED("allowlisted", "address"),
  /** It was taken off and is not blocked now. */
  ALREADY_DELISTED("already-delisted", "address", "time"),
  /** There is nothing to take off. */
  NOT_LISTED("not-listed", "address", "time", "revision"),
  /** Who listed it does not let it be taken off here. */
  SELF_SERVICE_OFF("self-service-off", "address", "source", "door"),
  /** A confirmed removal of the address waits, asked for by somebody else. */
  OPEN_REQUEST("open-request", "address"),
  /** The address is so high on the ladder that nothing is taken off by request. */
  TOO_MANY_DELISTINGS("too-many-delistings", "address", "time"),
  /** The address is so high on the ladder that the next request must wait. */
  WAITING_AFTER_DELISTING("waiting-after-delisting", "address", "time", "later time"),
  /** The mailbox's owner wants no mail from here. */
  MAILBOX_SUPPRESSED("mailbox-suppressed"),
  /** A client has made too many requests. */
  LIMIT_CLIENT("limit-client", "number", "span", "time"),
  /** A mail to this mailbox was asked for just now. */
  LIMIT_PAUSE("limit-pause", "number", "span", "time"),
  /** Too many mails to one mailbox were asked for. */
  LIMIT_MAILBOX("limit-mailbox", "number", "span", "time"),
  /** Too many requests were made for one address. */
  LIMIT_ADDRESS("limit-address", "number", "span", "time"),
  /** Too many mails to one domain were asked for. */
  LIMIT_DOMAIN("limit-domain", "number", "span", "time"),
  /** More mails are asked for than the portal sends. */
  LIMIT_MAILS("limit-mails", "number", "span", "time"),
  /** The address was taken off too often in one day. */
  LIMIT_DELISTED_ADDRESS("limit-delisted-address", "number", "span", "time"),
  /** Too many addresses next to each other were taken off. */
  LIMIT_DELISTED_RANGE("limit-delisted-range", "number", "span", "time"),
  /** One mailbox has taken too many addresses off. */
  LIMIT_DELISTED_MAILBOX("limit-delisted-mailbox", "number", "span", "time"),
  /** The portal's check against robots was not passed. */
  HUMAN_CHECK("human-check"),
  /** Evidence came after the request. */
  NEWER_EVIDENCE("newer-evidence", "address", "time"),
  /** A reviewer has refused. */
  REVIEW("review", "address");

  private final String id;
  private final ImmutableList<String> facts;

  BuiltInRule(String id, String... facts) {
    this.id = id;
    this.facts = ImmutableList.copyOf(facts);
  }

  String id() {
    return id;
  }

  Refusal refusal(String... values) {
    return Refusal.of(id, values);
  }

  /** What is published: the texts with the names of the facts in the place of facts. */
  PublishedRule published(Locale language) {
    Refusal named =
        Refusal.of(id, facts.stream().map(fact -> "‹" + fact + "›").toArray(String[]::new));
    return new PublishedRule(id, RuleTexts.text(named, language), RuleTexts.door(named, language));
  }

  static List<String> ids() {
    return Arrays.stream(values()).map(BuiltInRule::id).toList();
  }
}
