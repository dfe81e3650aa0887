package io.delist.smtp;

/** What a mail server is to do with one recipient. */
public sealed interface SmtpDecision {

  /**
   * Nothing: the gate has no opinion, and the server goes on with its own checks. It never means
   * that the mail is good ({@code DUNNO} in Postfix, never {@code OK}).
   *
   * @param why what led to it
   */
  record Continue(Why why) implements SmtpDecision {}

  /** Refuse this recipient for good, with this reply. */
  record Reject(SmtpReply reply) implements SmtpDecision {
    public Reject {
      reply.checkClass(5, "reject");
    }
  }

  /** Refuse this recipient for now, with this reply: the client keeps the mail and comes back. */
  record Defer(SmtpReply reply) implements SmtpDecision {
    public Defer {
      reply.checkClass(4, "defer");
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
    TROUBLE
  }
}
