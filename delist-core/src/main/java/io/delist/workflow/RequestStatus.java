package io.delist.workflow;

import io.delist.store.DelistRequest;
import io.delist.store.RequestState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a request stands, for the status page.
 *
 * @param request the request
 * @param history its states in order, the present one last
 * @param nodesApplied how many mail nodes serve the delisting; 0 before there is one
 * @param nodesTotal how many mail nodes are in service
 * @param mailAttempts how often sending the confirmation was tried in vain while it still waits; 0
 *     if it was sent or not yet tried
 * @param canAppeal whether it is refused, an appeal is left, and its mailbox is not erased yet
 */
public record RequestStatus(
    DelistRequest request,
    List<Step> history,
    int nodesApplied,
    int nodesTotal,
    int mailAttempts,
    boolean canAppeal) {

  /** A state and since when. */
  public record Step(RequestState state, Instant at) {}

  public RequestStatus {
    history = List.copyOf(history);
  }

  /** Why it was refused, if it was: the rule, with the facts that its texts fill in. */
  public Refusal refusal() {
    String since = ListingRules.text(request.stateSince());
    return Refusal.of(request.casework().refusedBy(), request.address().toString(), since);
  }

  /**
   * How long it took from the removal, which is the press where nothing was waited for, to the last
   * mail node; once that is known.
   */
  public Optional<Duration> timeToEffect() {
    return at(RequestState.REMOVING)
        .flatMap(begun -> at(RequestState.REMOVED).map(done -> Duration.between(begun, done)));
  }

  private Optional<Instant> at(RequestState state) {
    return history.stream().filter(step -> step.state() == state).map(Step::at).findFirst();
  }
}
