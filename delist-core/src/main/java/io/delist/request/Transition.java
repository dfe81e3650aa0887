package io.delist.request;

import java.util.List;

/**
 * What an event makes of a state.
 *
 * @param <S> the states
 * @param <E> the events
 */
public sealed interface Transition<S, E> {

  /**
   * It goes on.
   *
   * @param to the next state; the same one if only what is known changes
   * @param effects what is to be done in the same transaction, in order
   */
  record Moved<S, E>(S to, List<Effect> effects) implements Transition<S, E> {
    public Moved {
      effects = List.copyOf(effects);
    }
  }

  /** The event has happened before and changes nothing: the same success again. */
  record AlreadyDone<S, E>() implements Transition<S, E> {}

  /** The event does not fit the state and changes nothing. */
  record Misfit<S, E>(S state, E event) implements Transition<S, E> {}
}
