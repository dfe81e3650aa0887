package io.delist.smtp;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What a mail server is to do with one recipient. */
public sealed interface SmtpDecision {

  /** One lower-case word for counts and logs: {@code rejected}, {@code not-listed}, … */
  String label();

  /** Every {@link #label}. */
  static Set<String> labels() {
    Set<String> all = new TreeSet<>(Set.of("rejected", "deferred", "tagged"));
    for (Why why : Why.values()) {
      all.add(why.label());
    }
    return all;
  }

  /**
   * Nothing: the gate has no opinion, and the server goes on with its own checks. It never means
   * that the mail is good ({@code DUNNO} in Postfix, never {@code OK}).
   *
   * @param why what led to it
   */
  record Continue(Why why) implements SmtpDecision {
    @Override
    public String label() {
      return why.label();
    }
  }

  /** Refuse this recipient for good, with this reply. */
  record Reject(SmtpReply reply) implements SmtpDecision {
    public Reject {
      reply.checkClass(5, "reject");
    }

    @Override
    public String label() {
      return "rejected";
    }
  }

  /** Refuse this recipient for now, with this reply: the client keeps the mail and comes back. */
  record Defer(SmtpReply reply) implements SmtpDecision {
    public Defer {
      reply.checkClass(4, "defer");
    }

    @Override
    public String label() {
      return "deferred";
    }
  }

  /**
   * Take this recipient, as far as the gate is concerned, and put this field before the message's
   * own; once for a message, however many of its recipients are tagged.
   */
  record Tag(HeaderField field) implements SmtpDecision {
    @Override
    public String label() {
      return "tagged";
    }
  }

  /** Why there is no opinion. */
  enum Why {
    /** The client has logged in. */
    AUTHENTICATED,
    /** The recipient can always be reached: postmaster, abuse, the portal's contact mailbox, … */
    EXEMPT_RECIPIENT,
    /** The server did not know the client's address. */
    UNKNOWN_CLIENT,
    /** Nothing lists the client. */
    NOT_LISTED,
    /** The client was taken off the list. */
    EXEMPT,
    /** The client is on the allowlist. */
    ALLOWED,
    /** The client is listed and would have been refused; the gate only watches. */
    MONITORED,
    /** Something of ours failed. */
    TROUBLE;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The name in lower case, with hyphens: {@code not-listed}. */
    public String label() {
      return label;
    }
  }
}
