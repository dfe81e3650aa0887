package io.delist.workflow;

import io.delist.store.DelistRequest;

/** What became of a requester's answer or appeal. */
public sealed interface Reply {

  /** It is kept. */
  record Taken(DelistRequest request) implements Reply {}

  /**
   * This is not the browser that asked and there is no right code.
   *
   * @param wrong whether a code was entered and was wrong, or too many were before
   */
  record CodeWanted(DelistRequest request, boolean wrong) implements Reply {}

  /** There is nothing to say, or it is longer than 1,000 characters. */
  record BadText(DelistRequest request) implements Reply {}

  /** Nothing is asked, or there is nothing to appeal against, or no appeal is left. */
  record Unfit(DelistRequest request) implements Reply {}

  /** There is no such request. */
  record NoSuchRequest() implements Reply {}
}
