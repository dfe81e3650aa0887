package io.delist.store;

/** What a timer of a request rings for. */
public enum TimerKind {
  /** The hold is over. */
  HOLD_OVER,
  /** A review has taken so long that a warning is due. */
  REVIEW_LATE,
  /** A review has taken longer than it may. */
  REVIEW_BREACH,
  /** The probation is over. */
  PROBATION_OVER
}
