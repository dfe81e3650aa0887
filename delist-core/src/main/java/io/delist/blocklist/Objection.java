package io.delist.blocklist;

/**
 * What a guard has against a prefix or a list.
 *
 * @param guard which one
 * @param why in words for an operator: what it is about, the limit, and the way out
 */
public record Objection(Guard guard, String why) {

  /** The words, with the guard's id behind them. */
  public String text() {
    return why + " (guard " + guard.id() + ")";
  }
}
