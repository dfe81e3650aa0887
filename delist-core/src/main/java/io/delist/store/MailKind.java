package io.delist.store;

/** What a mail is for. */
public enum MailKind {
  /** The link and the code for one request. */
  CONFIRMATION,
  /** The removal is confirmed and held for a while. */
  HELD,
  /** The removal is confirmed and waits for a reviewer. */
  IN_REVIEW,
  /** A reviewer wants to know something; the question is with the request. */
  QUESTION,
  /** The removal is refused; rule and words are with the request. */
  REFUSED,
  /** Every mail node serves the removal. */
  REMOVED,
  /** Newer evidence has listed the address again; the audit log says which. */
  RELISTED
}
