package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.store.RequestState;
import io.delist.workflow.RequestEvent.Confirmed;
import io.delist.workflow.RequestEvent.Effective;
import io.delist.workflow.RequestEvent.MailAccepted;
import io.delist.workflow.RequestEvent.MailRefused;
import io.delist.workflow.RequestEvent.Relisted;
import io.delist.workflow.RequestEvent.TimeUp;
import io.delist.workflow.RequestEvent.WrongCode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RequestMachineTest {

  /** Every event that there is, by the word used in the table. */
  private static final Map<String, RequestEvent> EVENTS = new LinkedHashMap<>();

  static {
    EVENTS.put("mail accepted", new MailAccepted());
    EVENTS.put("mail refused", new MailRefused());
    EVENTS.put("confirmed", new Confirmed(Presence.BROWSER));
    EVENTS.put("wrong code", new WrongCode(false));
    EVENTS.put("last wrong code", new WrongCode(true));
    EVENTS.put("effective", new Effective());
    EVENTS.put("time up", new TimeUp());
    EVENTS.put("relisted", new Relisted());
  }

  /** Every state by every event; "=" is done already, "-" does not fit. */
  private static final String TABLE =
      """
      state                 | mail accepted         | mail refused  | confirmed | wrong code            | last wrong code | effective | time up | relisted
      PENDING_MAIL          | AWAITING_CONFIRMATION | UNDELIVERABLE | REMOVING  | PENDING_MAIL          | CANCELLED       | -         | EXPIRED | -
      AWAITING_CONFIRMATION | =                     | -             | REMOVING  | AWAITING_CONFIRMATION | CANCELLED       | -         | EXPIRED | -
      REMOVING              | =                     | -             | =         | -                     | -               | REMOVED   | -       | RELISTED
      REMOVED               | =                     | -             | =         | -                     | -               | =         | -       | RELISTED
      RELISTED              | -                     | -             | -         | -                     | -               | -         | -       | =
      EXPIRED               | -                     | -             | -         | -                     | -               | -         | =       | -
      UNDELIVERABLE         | -                     | =             | -         | -                     | -               | -         | -       | -
      CANCELLED             | -                     | -             | -         | -                     | -               | -         | -       | -
      """;

  @Test
  void everyStateAndEveryEventIsInTheTable() {
    List<String[]> rows = TABLE.lines().map(line -> line.split("\\|")).toList();
    assertThat(rows).hasSize(RequestState.values().length + 1);
    Set<Class<?>> covered =
        EVENTS.values().stream().map(RequestEvent::getClass).collect(Collectors.toSet());
    assertThat(covered)
        .as("a new event needs a column")
        .containsExactlyInAnyOrder(RequestEvent.class.getPermittedSubclasses());
    String[] head = rows.get(0);
    for (String[] row : rows.subList(1, rows.size())) {
      RequestState state = RequestState.valueOf(row[0].strip());
      for (int column = 1; column < head.length; column++) {
        RequestEvent event = EVENTS.get(head[column].strip());
        assertThat(RequestMachine.next(state, event))
            .as("%s, %s", state, event)
            .isEqualTo(expected(row[column].strip(), state, event));
      }
    }
  }

  private static Transition expected(String cell, RequestState state, RequestEvent event) {
    return switch (cell) {
      case "=" -> new Transition.AlreadyDone();
      case "-" -> new Transition.Misfit(state, event);
      default -> new Transition.Moved(RequestState.valueOf(cell));
    };
  }

  @Property(tries = 5_000)
  void noHistoryReachesADelistingWithoutAConfirmation(
      @ForAll("histories") List<RequestEvent> history) {
    RequestState state = RequestState.PENDING_MAIL;
    boolean confirmed = false;
    for (RequestEvent event : history) {
      Transition transition = RequestMachine.next(state, event);
      if (transition instanceof Transition.Moved moved) {
        boolean wasOpen = state.isOpen();
        confirmed |= wasOpen && event instanceof Confirmed;
        state = moved.to();
      }
      if (Set.of(RequestState.REMOVING, RequestState.REMOVED, RequestState.RELISTED)
          .contains(state)) {
        assertThat(confirmed).as("%s after %s", state, history).isTrue();
      }
    }
  }

  @Property(tries = 2_000)
  void whatHasEndedNeverOpensAgain(@ForAll("histories") List<RequestEvent> history) {
    RequestState state = RequestState.PENDING_MAIL;
    boolean ended = false;
    for (RequestEvent event : history) {
      if (RequestMachine.next(state, event) instanceof Transition.Moved moved) {
        state = moved.to();
      }
      assertThat(ended && state.isOpen()).as("%s", history).isFalse();
      ended |= !state.isOpen();
    }
  }

  @Provide
  Arbitrary<List<RequestEvent>> histories() {
    return Arbitraries.of(EVENTS.values().toArray(RequestEvent[]::new)).list().ofMaxSize(12);
  }

  @Test
  void everyStateIsReachable() {
    Set<RequestState> reached = new java.util.HashSet<>(Set.of(RequestState.PENDING_MAIL));
    boolean grown = true;
    while (grown) {
      grown = false;
      for (RequestState state : List.copyOf(reached)) {
        for (RequestEvent event : EVENTS.values()) {
          if (RequestMachine.next(state, event) instanceof Transition.Moved moved) {
            grown |= reached.add(moved.to());
          }
        }
      }
    }
    assertThat(reached).containsAll(Arrays.asList(RequestState.values()));
  }
}
