package io.delist.request;

/** Where the listing of one address stands. The ways between are in {@link ListingMachine}. */
public enum ListingState {
  /** It blocks. */
  ACTIVE,
  /** The address was taken off and is on probation. */
  REMOVED,
  /** The probation has ended; what listed the address is forgiven. */
  CLEARED,
  /** Evidence newer than the removal lists the address again. */
  RELISTED,
  /** Its time was over before anybody asked. */
  EXPIRED,
  /** Its source or an operator took it off. */
  PURGED
}
