package io.delist.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.request.ListingEvent.Delisted;
import io.delist.request.ListingEvent.ProbationOver;
import io.delist.request.ListingEvent.Purged;
import io.delist.request.ListingEvent.Reported;
import io.delist.request.ListingEvent.TimeUp;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ListingMachineTest {

  private static final Instant NOW = Instant.parse("2026-05-04T10:11:12Z");
  private static final RequestPolicy POLICY = RequestPolicy.defaults();
  private static final Map<String, ListingEvent> EVENTS = new LinkedHashMap<>();

  static {
    EVENTS.put("delisted", new Delisted());
    EVENTS.put("older", new Reported(NOW.minusMillis(1), NOW));
    EVENTS.put("same", new Reported(NOW, NOW));
    EVENTS.put("newer", new Reported(NOW.plusMillis(1), NOW));
    EVENTS.put("probation", new ProbationOver());
    EVENTS.put("time up", new TimeUp());
    EVENTS.put("purged", new Purged());
  }

  /** Every state by every event; "=" is done already, "." does not fit. */
  private static final String TABLE =
      """
      state   |delisted|older|same|newer   |probation|time up|purged
      ACTIVE  |REMOVED |=    |=   |=       |.        |EXPIRED|PURGED
      REMOVED |=       |=    |=   |RELISTED|CLEARED  |=      |=
      CLEARED |.       |=    |=   |.       |=        |.      |.
      RELISTED|.       |=    |=   |=       |.        |.      |.
      EXPIRED |.       |.    |.   |.       |.        |=      |.
      PURGED  |.       |.    |.   |.       |.        |.      |=
      """;

  @Test
  void everyStateAndEveryEventIsInTheTable() {
    Set<Class<?>> covered =
        EVENTS.values().stream().map(ListingEvent::getClass).collect(Collectors.toSet());
    assertThat(covered).containsExactlyInAnyOrder(ListingEvent.class.getPermittedSubclasses());
    List<List<String>> rows =
        TABLE
            .lines()
            .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toList())
            .toList();
    assertThat(rows).hasSize(ListingState.values().length + 1);
    for (List<String> row : rows.subList(1, rows.size())) {
      ListingState state = ListingState.valueOf(row.get(0));
      for (int column = 1; column < row.size(); column++) {
        ListingEvent event = EVENTS.get(rows.get(0).get(column));
        assertThat(word(ListingMachine.next(state, event, NOW, POLICY)))
            .as("%s, %s", state, event)
            .isEqualTo(row.get(column));
      }
    }
  }

  private static String word(Transition<ListingState, ListingEvent> transition) {
    if (transition instanceof Transition.Moved<ListingState, ListingEvent> moved) {
      return moved.to().name();
    }
    return transition instanceof Transition.AlreadyDone ? "=" : ".";
  }

  @Test
  void aRemovalAndAStrikeAreCounted() {
    assertThat(ListingMachine.next(ListingState.ACTIVE, new Delisted(), NOW, POLICY))
        .isEqualTo(
            new Transition.Moved<>(ListingState.REMOVED, List.of(new Effect.CountDelisting())));
    assertThat(
            ListingMachine.next(
                ListingState.REMOVED, new Reported(NOW.plusMillis(1), NOW), NOW, POLICY))
        .isEqualTo(
            new Transition.Moved<>(ListingState.RELISTED, List.of(new Effect.CountStrike())));
    assertThat(ListingMachine.next(ListingState.REMOVED, new ProbationOver(), NOW, POLICY))
        .isEqualTo(new Transition.Moved<>(ListingState.CLEARED, List.of()));
  }
}
