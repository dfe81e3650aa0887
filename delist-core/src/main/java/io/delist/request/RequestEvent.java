package io.delist.request;

/** What can happen to a request. */
public sealed interface RequestEvent {

  /** The relay has taken the confirmation mail. */
  record MailAccepted() implements RequestEvent {}

  /** The relay has refused the confirmation mail for good. */
  record MailRefused() implements RequestEvent {}

  /**
   * Delist IP was pressed with a valid link, by who asked.
   *
   * @param presence how it was shown that the same person pressed it
   * @param step where the address stands on the {@link Ladder}
   */
  record Confirmed(Presence presence, int step) implements RequestEvent {}

  /**
   * A wrong code was entered.
   *
   * @param last whether no more may follow
   */
  record WrongCode(boolean last) implements RequestEvent {}

  /** The time of link and code is over. */
  record TimeUp() implements RequestEvent {}

  /** The hold is over and nothing stands against the removal. */
  record HoldOver() implements RequestEvent {}

  /** Something stands against the removal that did not when the request was made. */
  record Stopped() implements RequestEvent {}

  /** A reviewer lets the address off. */
  record Approved() implements RequestEvent {}

  /** A reviewer does not. */
  record Refused() implements RequestEvent {}

  /** A reviewer wants to know something. */
  record Asked() implements RequestEvent {}

  /** The requester has answered. */
  record Answered() implements RequestEvent {}

  /** The review is not decided in the time after which a warning is due. */
  record ReviewLate() implements RequestEvent {}

  /** The review is not decided in the time that may pass at most. */
  record ReviewBreach() implements RequestEvent {}

  /**
   * The requester appeals against a refusal.
   *
   * @param before how often already
   */
  record Appealed(int before) implements RequestEvent {}

  /** Every mail node serves the delisting. */
  record Effective() implements RequestEvent {}

  /** Evidence newer than the delisting has listed the address again. */
  record Relisted() implements RequestEvent {}

  /** No newer evidence came in the time of probation. */
  record ProbationOver() implements RequestEvent {}
}
