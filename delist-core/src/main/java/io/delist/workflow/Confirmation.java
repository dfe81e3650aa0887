package io.delist.workflow;

import io.delist.store.DelistRequest;

/** What became of pressing Delist IP. */
public sealed interface Confirmation {

  /** The address is off the list, by this press or by an earlier one. */
  record Delisted(DelistRequest request) implements Confirmation {}

  /** It is confirmed, by this press or by an earlier one, and its removal waits. */
  record Waiting(DelistRequest request) implements Confirmation {}

  /**
   * The link is good, but this is not the browser that asked and there is no right code yet.
   *
   * @param attemptsLeft how many wrong codes more the request stands
   * @param wrong whether a code was entered and was wrong
   */
  record CodeWanted(DelistRequest request, int attemptsLeft, boolean wrong)
      implements Confirmation {}

  /** A rule stands against it now that did not when the request was made. */
  record Refused(DelistRequest request, Refusal refusal) implements Confirmation {}

  /** The link is used, expired, altered or not of this portal; nobody is told which. */
  record NoSuchLink() implements Confirmation {}
}
