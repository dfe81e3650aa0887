package io.delist.workflow;

import io.delist.limit.LimitReached;
import io.delist.limit.Limits;
import io.delist.request.ListingEvent;
import io.delist.request.ListingState;
import io.delist.request.RequestEvent;
import io.delist.store.Casework.Lateness;
import io.delist.store.DelistRequest;
import io.delist.store.RequestState;
import io.delist.store.RequestTimer;
import io.delist.store.Store;
import io.delist.store.Transaction;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what is due: ends holds, warns of late reviews, ends probations. Any number of processes may
 * run it on one store: each timer is taken out in the transaction that does what it rings for, so
 * that is done once; a process that dies in the middle leaves the timer to the next.
 *
 * <p><b>Threads:</b> safe. <b>Errors:</b> {@link io.delist.store.StoreException} when the store is
 * away; what was done stands, and the rest comes at the next turn.
 */
public final class RequestTimers {

  private static final Logger LOG = LoggerFactory.getLogger(RequestTimers.class);
  private static final int AT_ONCE = 100;
  private static final String ACTOR = "timer";

  private final Store store;
  private final RequestLedger ledger;
  private final ListingLedger listings;
  private final RemovalLimits removals;
  private final Runnable mailWaits;

  /**
   * @param limits what counts the delistings
   * @param mailWaits called after something was done that may have put a mail into the outbox
   */
  public RequestTimers(Store store, DelistPolicy policy, Limits limits, Runnable mailWaits) {
    this.removals = new RemovalLimits(limits, policy);
    this.store = store;
    this.ledger = new RequestLedger(policy);
    this.listings = new ListingLedger(policy);
    this.mailWaits = mailWaits;
  }

  /**
   * Does all that is due now.
   *
   * @return how many timers this call took
   */
  public int run() {
    int taken = 0;
    List<RequestTimer> due = due();
    while (!due.isEmpty()) {
      for (RequestTimer timer : due) {
        taken += ring(timer) ? 1 : 0;
      }
      due = due.size() < AT_ONCE ? List.of() : due();
    }
    if (taken > 0) {
      mailWaits.run();
    }
    return taken;
  }

  /**
   * Forgets what is left of nothing: standings that have faded.
   *
   * @return how many
   */
  public int forgetFaded() {
    return store.write(transaction -> transaction.ladder().forgetFaded(transaction.now()));
  }

  private List<RequestTimer> due() {
    return store.read(transaction -> transaction.timers().due(transaction.now(), AT_ONCE));
  }

  private boolean ring(RequestTimer timer) {
    return store.write(
        transaction -> {
          transaction.list().lock();
          if (!transaction.timers().take(timer)) {
            return false;
          }
          transaction
              .requests()
              .find(timer.requestId())
              .ifPresent(request -> ring(transaction, timer, request));
          return true;
        });
  }

  private void ring(Transaction transaction, RequestTimer timer, DelistRequest request) {
    switch (timer.kind()) {
      case HOLD_OVER -> holdOver(transaction, request);
      case REVIEW_LATE ->
          late(transaction, request, new RequestEvent.ReviewLate(), Lateness.LATE, "warning");
      case REVIEW_BREACH ->
          late(transaction, request, new RequestEvent.ReviewBreach(), Lateness.BREACH, "breach");
      case PROBATION_OVER -> probationOver(transaction, request);
    }
  }

  private void holdOver(Transaction transaction, DelistRequest request) {
    Optional<Refusal> refusal = StoredRules.newerEvidence(transaction, request);
    if (refusal.isPresent()) {
      String rule = refusal.get().rule();
      ledger.move(
          transaction,
          request,
          request.with(request.casework().refused(rule, "")),
          new RequestEvent.Stopped(),
          ACTOR,
          "hold over; " + rule);
      return;
    }
    Optional<LimitReached> reached =
        request.state() == RequestState.HELD
            ? removals.afterHold(transaction, request)
            : Optional.empty();
    if (reached.isPresent()) {
      ledger.holdOn(transaction, request, reached.get(), ACTOR);
    } else {
      ledger.move(transaction, request, new RequestEvent.HoldOver(), ACTOR, "hold over");
    }
  }

  private void late(
      Transaction transaction,
      DelistRequest request,
      RequestEvent event,
      Lateness how,
      String word) {
    ledger
        .move(
            transaction,
            request,
            request.with(request.casework().late(how)),
            event,
            ACTOR,
            word + ": in review since " + request.casework().reviewSince())
        .ifPresent(
            moved ->
                LOG.warn(
                    "review of request {}: {}, in review since {}",
                    moved.id(),
                    word,
                    moved.casework().reviewSince()));
  }

  private void probationOver(Transaction transaction, DelistRequest request) {
    ledger
        .move(transaction, request, new RequestEvent.ProbationOver(), ACTOR, "probation over")
        .ifPresent(
            closed ->
                listings.move(
                    transaction,
                    closed,
                    ListingState.REMOVED,
                    new ListingEvent.ProbationOver(),
                    ACTOR));
  }
}
