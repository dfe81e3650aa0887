package io.delist.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.request.RequestEvent.Answered;
import io.delist.request.RequestEvent.Appealed;
import io.delist.request.RequestEvent.Approved;
import io.delist.request.RequestEvent.Asked;
import io.delist.request.RequestEvent.Confirmed;
import io.delist.request.RequestEvent.Effective;
import io.delist.request.RequestEvent.HoldOver;
import io.delist.request.RequestEvent.MailAccepted;
import io.delist.request.RequestEvent.MailRefused;
import io.delist.request.RequestEvent.ProbationOver;
import io.delist.request.RequestEvent.Refused;
import io.delist.request.RequestEvent.Relisted;
import io.delist.request.RequestEvent.ReviewBreach;
import io.delist.request.RequestEvent.ReviewLate;
import io.delist.request.RequestEvent.Stopped;
import io.delist.request.RequestEvent.TimeUp;
import io.delist.request.RequestEvent.WrongCode;
import io.delist.store.MailKind;
import io.delist.store.RequestState;
import io.delist.store.TimerKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
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

  private static final Instant NOW = Instant.parse("2026-05-04T10:11:12Z");
  private static final RequestPolicy POLICY = RequestPolicy.defaults();
  private static final Set<RequestState> TAKEN_OFF =
      Set.of(
          RequestState.REMOVING, RequestState.REMOVED, RequestState.CLOSED, RequestState.RELISTED);

  /** Every event that there is, by the word used in the table. */
  private static final Map<String, RequestEvent> EVENTS = new LinkedHashMap<>();

  static {
    EVENTS.put("mail ok", new MailAccepted());
    EVENTS.put("mail no", new MailRefused());
    EVENTS.put("press 0", new Confirmed(Presence.BROWSER, 0));
    EVENTS.put("press 1", new Confirmed(Presence.CODE, 1));
    EVENTS.put("press 2", new Confirmed(Presence.BROWSER, 2));
    EVENTS.put("wrong", new WrongCode(false));
    EVENTS.put("last wrong", new WrongCode(true));
    EVENTS.put("time up", new TimeUp());
    EVENTS.put("hold over", new HoldOver());
    EVENTS.put("stopped", new Stopped());
    EVENTS.put("approved", new Approved());
    EVENTS.put("refused", new Refused());
    EVENTS.put("asked", new Asked());
    EVENTS.put("answered", new Answered());
    EVENTS.put("late", new ReviewLate());
    EVENTS.put("breach", new ReviewBreach());
    EVENTS.put("appeal", new Appealed(0));
    EVENTS.put("appeal 2", new Appealed(1));
    EVENTS.put("effective", new Effective());
    EVENTS.put("relisted", new Relisted());
    EVENTS.put("probation", new ProbationOver());
  }

  private static final Map<String, RequestState> SHORT =
      Map.ofEntries(
          Map.entry("PEND", RequestState.PENDING_MAIL),
          Map.entry("AWAIT", RequestState.AWAITING_CONFIRMATION),
          Map.entry("HELD", RequestState.HELD),
          Map.entry("REVIEW", RequestState.IN_REVIEW),
          Map.entry("RMVING", RequestState.REMOVING),
          Map.entry("RMVED", RequestState.REMOVED),
          Map.entry("CLOSED", RequestState.CLOSED),
          Map.entry("REFUSE", RequestState.REFUSED),
          Map.entry("RELIST", RequestState.RELISTED),
          Map.entry("EXPIRE", RequestState.EXPIRED),
          Map.entry("UNDELI", RequestState.UNDELIVERABLE),
          Map.entry("CANCEL", RequestState.CANCELLED));

  /** Every state by every event; "=" is done already, "." does not fit. */
  private static final String TABLE =
      """
      state  mail ok|mail no|press 0|press 1|press 2|wrong |last wrong|time up|hold over|stopped|approved|refused|asked |answered|late  |breach|appeal|appeal 2|effective|relisted|probation
      PEND   AWAIT  |UNDELI |RMVING |HELD   |REVIEW |PEND  |CANCEL    |EXPIRE |.        |.      |.       |.      |.     |.       |.     |.     |.     |.       |.        |.       |.
      AWAIT  =      |.      |RMVING |HELD   |REVIEW |AWAIT |CANCEL    |EXPIRE |.        |.      |.       |.      |.     |.       |.     |.     |.     |.       |.        |.       |.
      HELD   =      |.      |=      |=      |=      |.     |.         |.      |RMVING   |REFUSE |RMVING  |REFUSE |.     |.       |.     |.     |.     |.       |.        |.       |.
      REVIEW =      |.      |=      |=      |=      |REVIEW|REVIEW    |.      |.        |.      |RMVING  |REFUSE |REVIEW|REVIEW  |REVIEW|REVIEW|.     |.       |.        |.       |.
      RMVING =      |.      |=      |=      |=      |.     |.         |.      |=        |.      |=       |.      |.     |.       |.     |.     |.     |.       |RMVED    |RELIST  |.
      RMVED  =      |.      |=      |=      |=      |.     |.         |.      |=        |.      |=       |.      |.     |.       |.     |.     |.     |.       |=        |RELIST  |CLOSED
      CLOSED .      |.      |=      |=      |=      |.     |.         |.      |.        |.      |.       |.      |.     |.       |.     |.     |.     |.       |=        |.       |=
      REFUSE =      |.      |.      |.      |.      |REFUSE|REFUSE    |.      |.        |=      |.       |=      |.     |.       |.     |.     |REVIEW|.       |.        |.       |.
      RELIST .      |.      |.      |.      |.      |.     |.         |.      |.        |.      |.       |.      |.     |.       |.     |.     |.     |.       |.        |=       |.
      EXPIRE .      |.      |.      |.      |.      |.     |.         |=      |.        |.      |.       |.      |.     |.       |.     |.     |.     |.       |.        |.       |.
      UNDELI .      |=      |.      |.      |.      |.     |.         |.      |.        |.      |.       |.      |.     |.       |.     |.     |.     |.       |.        |.       |.
      CANCEL .      |.      |.      |.      |.      |.     |.         |.      |.        |.      |.       |.      |.     |.       |.     |.     |.     |.       |.        |.       |.
      """;

  private static Transition<RequestState, RequestEvent> next(
      RequestState state, RequestEvent event) {
    return RequestMachine.next(state, event, NOW, POLICY);
  }

  @Test
  void everyStateAndEveryEventIsInTheTable() {
    List<String> rows = TABLE.lines().toList();
    assertThat(rows).hasSize(RequestState.values().length + 1);
    Set<Class<?>> covered =
        EVENTS.values().stream().map(RequestEvent::getClass).collect(Collectors.toSet());
    assertThat(covered)
        .as("a new event needs a column")
        .containsExactlyInAnyOrder(RequestEvent.class.getPermittedSubclasses());
    List<String> head = cells(rows.get(0));
    assertThat(head).containsExactlyElementsOf(EVENTS.keySet());
    for (String row : rows.subList(1, rows.size())) {
      RequestState state = SHORT.get(row.substring(0, 6).strip());
      List<String> cells = cells(row);
      for (int column = 0; column < head.size(); column++) {
        RequestEvent event = EVENTS.get(head.get(column));
        assertThat(word(next(state, event)))
            .as("%s, %s", state, event)
            .isEqualTo(cells.get(column));
      }
    }
  }

  private static List<String> cells(String row) {
    return Arrays.stream(row.substring(7).split("\\|")).map(String::strip).toList();
  }

  private static String word(Transition<RequestState, RequestEvent> transition) {
    if (transition instanceof Transition.Moved<RequestState, RequestEvent> moved) {
      return SHORT.entrySet().stream()
          .filter(entry -> entry.getValue() == moved.to())
          .map(Map.Entry::getKey)
          .findFirst()
          .orElseThrow();
    }
    return transition instanceof Transition.AlreadyDone ? "=" : ".";
  }

  @Test
  void whatDoesNotFitSaysWhatAndWhere() {
    assertThat(next(RequestState.EXPIRED, new HoldOver()))
        .isEqualTo(new Transition.Misfit<>(RequestState.EXPIRED, new HoldOver()));
  }

  private static List<Effect> effects(RequestState state, RequestEvent event) {
    return effects(state, event, POLICY);
  }

  private static List<Effect> effects(
      RequestState state, RequestEvent event, RequestPolicy policy) {
    return ((Transition.Moved<RequestState, RequestEvent>)
            RequestMachine.next(state, event, NOW, policy))
        .effects();
  }

  @Test
  void theFirstRemovalIsDoneAtOnce() {
    assertThat(effects(RequestState.AWAITING_CONFIRMATION, new Confirmed(Presence.BROWSER, 0)))
        .containsExactly(new Effect.Exempt());
    assertThat(effects(RequestState.PENDING_MAIL, new Confirmed(Presence.BROWSER, 0)))
        .containsExactly(new Effect.DropMail(MailKind.CONFIRMATION), new Effect.Exempt());
  }

  @Test
  void theSecondIsHeldForADay() {
    assertThat(effects(RequestState.AWAITING_CONFIRMATION, new Confirmed(Presence.BROWSER, 1)))
        .containsExactly(
            new Effect.SetTimer(TimerKind.HOLD_OVER, NOW.plus(Duration.ofDays(1))),
            new Effect.SendMail(MailKind.HELD));
    assertThat(effects(RequestState.HELD, new HoldOver()))
        .containsExactly(new Effect.CancelTimers(), new Effect.Harden(), new Effect.Exempt());
  }

  @Test
  void theThirdIsReviewedWithAWarningAfterTwoDaysAndABreachAfterSeven() {
    assertThat(effects(RequestState.AWAITING_CONFIRMATION, new Confirmed(Presence.BROWSER, 2)))
        .containsExactly(
            new Effect.SetTimer(TimerKind.REVIEW_LATE, NOW.plus(Duration.ofDays(2))),
            new Effect.SetTimer(TimerKind.REVIEW_BREACH, NOW.plus(Duration.ofDays(7))),
            new Effect.SendMail(MailKind.IN_REVIEW));
  }

  @Test
  void aWaitingRemovalSoftensTheListingIfThePolicySaysSo() {
    RequestPolicy soft = POLICY.withSoftFor(Duration.ofDays(5));
    for (int step : new int[] {1, 2}) {
      assertThat(effects(RequestState.PENDING_MAIL, new Confirmed(Presence.BROWSER, step), soft))
          .contains(new Effect.Soften(NOW.plus(Duration.ofDays(5))));
    }
    assertThat(effects(RequestState.IN_REVIEW, new Refused(), soft)).contains(new Effect.Harden());
    assertThat(effects(RequestState.REFUSED, new Appealed(0), soft))
        .as("a refused one stays hard")
        .noneMatch(Effect.Soften.class::isInstance);
  }

  @Test
  void aRemovalThatIsEffectiveIsOnProbationAndTold() {
    assertThat(effects(RequestState.REMOVING, new Effective()))
        .containsExactly(
            new Effect.SetTimer(TimerKind.PROBATION_OVER, NOW.plus(Duration.ofDays(30))),
            new Effect.SendMail(MailKind.REMOVED));
    assertThat(effects(RequestState.REMOVED, new Relisted()))
        .containsExactly(new Effect.CancelTimers(), new Effect.SendMail(MailKind.RELISTED));
  }

  @Test
  void asManyAppealsAsThePolicySays() {
    RequestPolicy none =
        POLICY.withReview(new ReviewPolicy(Duration.ofDays(1), Duration.ofDays(2), 0));
    assertThat(RequestMachine.next(RequestState.REFUSED, new Appealed(0), NOW, none))
        .isInstanceOf(Transition.Misfit.class);
    RequestPolicy two =
        POLICY.withReview(new ReviewPolicy(Duration.ofDays(1), Duration.ofDays(2), 2));
    assertThat(RequestMachine.next(RequestState.REFUSED, new Appealed(1), NOW, two))
        .isInstanceOf(Transition.Moved.class);
  }

  @Property(tries = 5_000)
  void noHistoryReachesADelistingWithoutAConfirmation(
      @ForAll("histories") List<RequestEvent> history) {
    RequestState state = RequestState.PENDING_MAIL;
    boolean confirmed = false;
    for (RequestEvent event : history) {
      if (next(state, event) instanceof Transition.Moved<RequestState, RequestEvent> moved) {
        confirmed |= state.isOpen() && event instanceof Confirmed;
        assertThat(moved.effects().contains(new Effect.Exempt()))
            .as("the exemption comes with the state, %s after %s", moved.to(), history)
            .isEqualTo(moved.to() == RequestState.REMOVING);
        state = moved.to();
      }
      assertThat(TAKEN_OFF.contains(state) && !confirmed).as("%s", history).isFalse();
    }
  }

  @Property(tries = 2_000)
  void whatHasEndedNeverOpensAgain(@ForAll("histories") List<RequestEvent> history) {
    RequestState state = RequestState.PENDING_MAIL;
    boolean ended = false;
    for (RequestEvent event : history) {
      if (next(state, event) instanceof Transition.Moved<RequestState, RequestEvent> moved) {
        state = moved.to();
      }
      assertThat(ended && state.isOpen()).as("%s", history).isFalse();
      ended |= !state.isOpen();
    }
  }

  @Provide
  Arbitrary<List<RequestEvent>> histories() {
    return Arbitraries.of(EVENTS.values().toArray(RequestEvent[]::new)).list().ofMaxSize(20);
  }

  @Test
  void everyStateIsReachable() {
    Set<RequestState> reached = new HashSet<>(Set.of(RequestState.PENDING_MAIL));
    boolean grown = true;
    while (grown) {
      grown = false;
      for (RequestState state : List.copyOf(reached)) {
        for (RequestEvent event : EVENTS.values()) {
          if (next(state, event) instanceof Transition.Moved<RequestState, RequestEvent> moved) {
            grown |= reached.add(moved.to());
          }
        }
      }
    }
    assertThat(reached).containsAll(Arrays.asList(RequestState.values()));
  }

  @Test
  void noRowIsShadowedByAnother() {
    for (TransitionTable.Row<RequestState, RequestEvent> row : RequestMachine.TABLE.rows()) {
      long answering =
          EVENTS.values().stream()
              .filter(event -> row.on().isInstance(event) && row.when().holds(event, POLICY))
              .filter(
                  event ->
                      RequestMachine.TABLE.rows().stream()
                          .filter(
                              other ->
                                  other.from() == row.from()
                                      && other.on().isInstance(event)
                                      && other.when().holds(event, POLICY))
                          .findFirst()
                          .orElseThrow()
                          .equals(row))
              .count();
      assertThat(answering).as("%s", row).isPositive();
    }
  }
}
