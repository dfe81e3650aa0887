package io.delist.workflow;

import io.delist.store.DelistRequest;
import io.delist.store.RequestState;

/** What became of a reviewer's word. */
public sealed interface ReviewOutcome {

  /** It is done; the request as it is now. */
  record Done(DelistRequest request) implements ReviewOutcome {}

  /** It does not fit where the request stands, and changed nothing. */
  record Unfit(RequestState state) implements ReviewOutcome {}

  /** There is no such request. */
  record NoSuchRequest() implements ReviewOutcome {}
}
