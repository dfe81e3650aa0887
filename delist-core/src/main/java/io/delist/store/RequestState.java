package io.delist.store;

/** Where a request stands. The ways between the states are in {@code request.RequestMachine}. */
public enum RequestState {
  /** Accepted; the confirmation mail is in the outbox. */
  PENDING_MAIL,
  /** The relay has taken the confirmation mail; the link waits to be used. */
  AWAITING_CONFIRMATION,
  /** Confirmed; the removal is held and comes by itself. */
  HELD,
  /** Confirmed; a reviewer decides. */
  IN_REVIEW,
  /** The exemption is written and the mail nodes are taking it over. */
  REMOVING,
  /** Every mail node has applied the delisting; newer evidence may still undo it. */
  REMOVED,
  /** The probation has ended. */
  CLOSED,
  /** A reviewer or a rule stands against the removal. */
  REFUSED,
  /** Newer evidence listed the address again. */
  RELISTED,
  /** Nobody confirmed in time. */
  EXPIRED,
  /** The confirmation mail was never delivered, and is not tried again. */
  UNDELIVERABLE,
  /** Void after too many wrong codes. */
  CANCELLED;

  /** Whether a confirmation can still come. */
  public boolean isOpen() {
    return this == PENDING_MAIL || this == AWAITING_CONFIRMATION;
  }

  /** Whether it is confirmed and its removal waits. */
  public boolean isWaiting() {
    return this == HELD || this == IN_REVIEW;
  }

  /** Whether the address was taken off and nothing has undone it. */
  public boolean isDelisted() {
    return this == REMOVING || this == REMOVED || this == CLOSED;
  }
}
