package io.delist.request;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A machine as a list of rows. Of the rows for a state and an event the first whose guard holds
 * answers; where there is none, the event does not fit.
 *
 * <p><b>Threads:</b> immutable.
 */
record TransitionTable<S extends Enum<S>, E>(List<Row<S, E>> rows) {

  /**
   * One way.
   *
   * @param from the state
   * @param on the event
   * @param when when it holds
   * @param to the next state, or null if the event has happened before
   * @param deeds what is done
   */
  record Row<S extends Enum<S>, E>(
      S from, Class<? extends E> on, Guard when, @Nullable S to, List<Deed> deeds) {

    private boolean answers(S state, E event, RequestPolicy policy) {
      return from == state && on.isInstance(event) && when.holds(event, policy);
    }

    private Transition<S, E> result(Instant now, RequestPolicy policy) {
      if (to == null) {
        return new Transition.AlreadyDone<>();
      }
      return new Transition.Moved<>(
          to, deeds.stream().flatMap(deed -> deed.at(now, policy).stream()).toList());
    }
  }

  TransitionTable {
    rows = List.copyOf(rows);
  }

  static <S extends Enum<S>, E> Row<S, E> row(
      S from, Class<? extends E> on, Guard when, S to, Deed... deeds) {
    return new Row<>(from, on, when, to, Arrays.asList(deeds));
  }

  /** A row for an event that has happened before. */
  static <S extends Enum<S>, E> Row<S, E> again(S from, Class<? extends E> on, Guard when) {
    return new Row<>(from, on, when, null, List.of());
  }

  Transition<S, E> next(S state, E event, Instant now, RequestPolicy policy) {
    for (Row<S, E> row : rows) {
      if (row.answers(state, event, policy)) {
        return row.result(now, policy);
      }
    }
    return new Transition.Misfit<>(state, event);
  }
}
