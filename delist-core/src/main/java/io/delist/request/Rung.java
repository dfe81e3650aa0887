package io.delist.request;

/** How a confirmed removal goes on. */
public enum Rung {
  /** It is done at once. */
  AT_ONCE,
  /** It is held for a while, and then done by itself. */
  HOLD,
  /** A reviewer decides. */
  REVIEW
}
