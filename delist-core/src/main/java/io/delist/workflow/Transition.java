package io.delist.workflow;

import io.delist.store.RequestState;

/** What an event makes of a request. */
sealed interface Transition {

  /** It goes on to this state; the same one if only a count changes. */
  record Moved(RequestState to) implements Transition {}

  /** The event has happened before and changes nothing: the same success again. */
  record AlreadyDone() implements Transition {}

  /** The event does not fit the state and changes nothing. */
  record Misfit(RequestState state, RequestEvent event) implements Transition {}
}
