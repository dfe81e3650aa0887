package io.delist.workflow;

/** What can happen to a request. */
sealed interface RequestEvent {

  /** The relay has taken the confirmation mail. */
  record MailAccepted() implements RequestEvent {}

  /** The relay has refused the confirmation mail for good. */
  record MailRefused() implements RequestEvent {}

  /**
   * Delist IP was pressed with a valid link, by who asked.
   *
   * @param presence how it was shown that the same person pressed it
   */
  record Confirmed(Presence presence) implements RequestEvent {}

  /**
   * Delist IP was pressed with a valid link and a wrong code.
   *
   * @param last whether no more may follow
   */
  record WrongCode(boolean last) implements RequestEvent {}

  /** Every mail node serves the delisting. */
  record Effective() implements RequestEvent {}

  /** The time of link and code is over. */
  record TimeUp() implements RequestEvent {}

  /** Evidence newer than the delisting has listed the address again. */
  record Relisted() implements RequestEvent {}
}
