package io.delist.store;

/** Where a request stands. The ways between the states are in {@code workflow.RequestMachine}. */
public enum RequestState {
  /** Accepted; the confirmation mail is in the outbox. */
  PENDING_MAIL,
  /** The relay has taken the confirmation mail; the link waits to be used. */
  AWAITING_CONFIRMATION,
  /** Confirmed; the exemption is written and the mail nodes are taking it over. */
  REMOVING,
  /** Every mail node has applied the delisting. */
  REMOVED,
  /** Newer evidence listed the address again. */
  RELISTED,
  /** Nobody confirmed in time. */
  EXPIRED,
  /** The relay refused the confirmation mail for good. */
  UNDELIVERABLE,
  /** Void after too many wrong codes. */
  CANCELLED;

  /** Whether a confirmation can still come. */
  public boolean isOpen() {
    return this == PENDING_MAIL || this == AWAITING_CONFIRMATION;
  }
}
